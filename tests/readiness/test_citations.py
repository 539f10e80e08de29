"""Citations: unresolved, owed and never used."""

import pytest

from casestudies.readiness.citations import never_cited, uncited_analysis, uncited_record, unresolved_citations
from tests.readiness.reading import cite, ready, said, with_prose

CITED = f"<p>Known.{cite('wiggers2024')}</p>"


def test_unresolved_citations_block_wherever_they_stand():
    found = with_prose(f"<p>Gone.{cite('gone2024')}</p>")
    found["timeline"][0]["references"] = [{"key": "gone2024", "locator": ""}]
    found["parties"][0]["response"]["reference"] = {"key": "gone2024", "locator": ""}

    assert [place for _message, place in said(unresolved_citations, found)] == [
        "sections[0].prose",
        "timeline[0].references",
        "parties[0].response.reference",
    ]
    assert said(unresolved_citations, ready()) == []


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("<p>Nobody says so.</p>", "A paragraph"),
        ("<ul><li><p>Nobody</p></li><li><p>says so.</p></li></ul>", "A list"),
        ("<table><tbody><tr><td>Nobody</td><td>says so.</td></tr></tbody></table>", "A table"),
        ("<blockquote><p>Nobody says so.</p></blockquote>", "A quotation"),
    ],
)
def test_block_of_a_record_without_a_citation_blocks(block, name):
    ((message, place),) = said(uncited_record, with_prose(CITED + block))

    assert message.startswith(f"{name} of the record “Part 1” cites no source: “")
    assert "Nobody" in message
    assert place == "sections[0].prose"


def test_message_quotes_the_beginning_of_a_long_paragraph():
    ((message, _place),) = said(uncited_record, with_prose("<p>One two three four five six seven eight nine ten.</p>"))

    assert message == "A paragraph of the record “Part 1” cites no source: “One two three four five six seven eight …”"


@pytest.mark.parametrize(
    "block",
    [
        f"<ul><li><p>First.</p></li><li><p>Second.{cite('ars2024')}</p></li></ul>",
        f"<table><tbody><tr><td>Rows{cite('ars2024')}</td><td>of one.</td></tr></tbody></table>",
        "<h3>A heading owes nothing</h3>",
        '<figure data-figure="map"></figure>',
        f"<p>It asked for two things:</p><ul><li><p>Pay.{cite('ars2024')}</p></li></ul>",
    ],
)
def test_block_that_owes_no_citation(block):
    assert said(uncited_record, with_prose(block)) == []


def test_line_that_leads_in_to_an_uncited_list_owes_one_too():
    found = said(uncited_record, with_prose("<p>It asked for two things:</p><ul><li><p>Pay.</p></li></ul>"))

    assert [message.split(" of ")[0] for message, _place in found] == ["A paragraph", "A list"]


def test_analysis_warns_and_other_sections_owe_nothing():
    analysis, other = with_prose("<p>What it means.</p>", "analysis"), with_prose("<p>See below.</p>", "other")

    assert said(uncited_record, analysis) == []
    assert said(uncited_analysis, analysis) == [
        ("A paragraph of the analysis “Part 1” cites no source: “What it means.”", "sections[0].prose")
    ]
    assert said(uncited_analysis, other) == said(uncited_record, other) == []


def test_reference_that_nothing_cites_is_named():
    found = ready()
    found["timeline"][0]["references"] = []

    assert said(never_cited, found) == [("Nothing cites “Title of letter2024”.", "sources[2]")]
    assert said(never_cited, ready()) == []
