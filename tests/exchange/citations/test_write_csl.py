"""Works as CSL-JSON, judged by the published schema where a copy of it lies beside the clone."""

import json

import jsonschema
from django.conf import settings

from casestudies.enums import SourceType
from casestudies.exchange.citations.write_csl import write_csl
from casestudies.exchange.csl_variables import KNOWN
from tests.publication.citations import make_citation

SCHEMA = next(settings.BASE_DIR.parent.glob("*/standards/csl-data.json"), None)
ODD = {
    "id": "odd2024",
    "type": "article-journal",
    "title": 2024,
    "volume": 3,
    "author": [{"family": "Writer", "given": "", "isni": "1"}, {"given": None}, "A name"],
    "issued": {"date-parts": [[2024, "", None], [2025]], "quarter": 1},
    "accessed": {"date-parts": [["soon"]], "literal": "soon"},
    "event-date": "2024",
    "custom-field": "x",
    "annotation": {"a": 1},
    "ISBN": True,
}


def check(items):
    if SCHEMA:
        jsonschema.validate(items, json.loads(SCHEMA.read_text()))
    assert not [name for item in items for name in item if name not in KNOWN]


def test_citation_is_valid_csl_json():
    items = json.loads(write_csl([make_citation().csl()]))

    check(items)
    assert items == [make_citation().csl()]


def test_work_keeps_what_csl_knows_in_the_shape_that_it_has_there():
    items = json.loads(write_csl([ODD]))

    check(items)
    assert items == [
        {
            "id": "odd2024",
            "type": "article-journal",
            "title": "2024",
            "volume": 3,
            "author": [{"family": "Writer"}],
            "issued": {"date-parts": [[2024], [2025]]},
            "accessed": {"literal": "soon"},
        }
    ]


def test_every_type_of_source_is_one_of_csl():
    check(json.loads(write_csl({"id": kind, "type": kind} for kind in SourceType.values)))
