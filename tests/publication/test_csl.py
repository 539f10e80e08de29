"""A source as CSL-JSON: what an editor kept beside the fields never breaks what is made of it."""

import pytest

from casestudies.models import Source
from casestudies.publication.bibliography import source_entry
from casestudies.publication.canonical import canonical_text
from casestudies.publication.csl import csl_item
from casestudies.publication.csl_label import short_label

pytestmark = pytest.mark.django_db


def item(**extra):
    return csl_item(Source.objects.create(key="wiggers2024", title="A title", extra=extra))


@pytest.mark.parametrize(
    "extra",
    [
        {"author": "Wiggers"},
        {"editor": "Wiggers"},
        {"editor": [1]},
        {"editor": [{"family": {"a": 1}}]},
        {"accessed": "yesterday"},
        {"accessed": {"date-parts": 5}},
        {"accessed": {"date-parts": [5]}},
        {"issued": "x"},
        {"issued": [1]},
        {"page": {"a": 1}},
        {"note": 2**60},
        {"note": [[1]]},
    ],
    ids=str,
)
def test_extra_of_no_shape_of_csl_stays_out(extra):
    written = item(**extra)

    assert written == {"id": "wiggers2024", "type": "webpage", "title": "A title"}
    assert canonical_text(written)
    assert short_label(written)
    assert source_entry({"key": "wiggers2024", "csl": written}, anchor="s", number=1, places=())


@pytest.mark.parametrize(
    "extra",
    [
        {"genre": "Blog"},
        {"number": 7},
        {"editor": [{"family": "Metz", "given": "Cade"}]},
        {"accessed": {"date-parts": [[2024, 11, 26]]}},
        {"accessed": {"literal": "autumn"}},
        {"translator": [{"literal": "A desk"}]},
        {"translator": []},
    ],
    ids=str,
)
def test_extra_of_csl_is_kept(extra):
    assert item(**extra).items() >= extra.items()


def test_extra_changes_neither_key_nor_type():
    assert item(id="other", type="book", genre="x") == {
        "id": "wiggers2024",
        "type": "webpage",
        "title": "A title",
        "genre": "x",
    }
