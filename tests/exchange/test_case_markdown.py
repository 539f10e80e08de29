"""A case study as one Markdown file."""

import json

import pytest
import yaml

from casestudies.exchange.case_markdown import case_markdown
from casestudies.models import EditionPayload
from tests.factories import cite, make_case, publish_case
from tests.publication.citations import make_citation

pytestmark = pytest.mark.django_db


def markdown_of(**changes):
    """`changes` replace members of the text as it was published."""
    edition = publish_case(make_case(slug="sora-leak"))
    snapshot = json.loads(EditionPayload.objects.get(edition=edition).content)
    return case_markdown(snapshot | changes, make_citation(), "https://cases.example.org/media/")


def test_markdown_has_every_part_in_the_order_of_the_page():
    text = markdown_of()

    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# The leak of sora-leak",
        "## At a glance",
        "## Part 1",
        "## Part 2",
        "## Timeline",
        "## Parties and their responses",
        "## Questions for discussion",
        "## Sources",
    ]
    assert "Statement 1 of the record.[@wiggers2024; @ars2024]\n" in text
    assert "- **26 November 2024:** The form appears [@letter2024]\n" in text
    assert "- **OpenAI** (developer): Ran the test. “Participation is voluntary.” [@ars2024]\n" in text
    assert (
        "- `@wiggers2024` Kyle Wiggers. Title of wiggers2024. TechCrunch. 26 November 2024. "
        "<https://example.org/wiggers2024>\n"
    ) in text
    assert "Draw out the difference." not in text  # the teacher's note


def test_head_is_what_pandoc_reads():
    _, head, _ = markdown_of().split("---\n", 2)

    assert yaml.safe_load(head) == {
        "title": "When the testers opened the door",
        "author": ["Ada Writer", "Office & Sons"],
        "date": "2026-11-14",
        "edition": 2,
        "publisher": "Casebook",
        "lang": "en",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "url": "https://cases.example.org/cases/door/",
        "bibliography": "door-sources.json",
    }


def test_figure_stands_where_it_is_placed_with_its_own_address():
    figure = {"key": "map", "sha256": "ab12", "extension": "svg", "alt": "A [plain] form.", "caption": "The form"}
    prose = f'<p>Before.{cite("wiggers2024")}</p><figure data-figure="map"></figure><p>![](figure:map) is text.</p>'
    section = {"anchor": "part-1", "heading": "1. Not a list *at all*", "prose": prose}

    text = markdown_of(figures=[figure | {"credit": ""}], sections=[section])

    assert "\n![A \\[plain\\] form.](https://cases.example.org/media/ab12.svg) The form\n" in text
    assert "\n!\\[\\](figure:map) is text.\n" in text
    assert "## 1\\. Not a list \\*at all\\*\n" in text
