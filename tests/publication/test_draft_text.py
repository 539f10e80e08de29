"""A draft's text for the search: everything that was written, without markup, each stretch by its place."""

from casestudies.publication.draft_text import folded, passages
from tests.factories import cite, document


def test_passages_hold_prose_without_markup_citations_and_addresses():
    prose = f'<p>A <strong>lea</strong>ked form.{cite("wiggers2024")} <a href="https://example.org/x">Read</a></p>'
    section = document()["sections"][0] | {"heading": "What leaked", "prose": prose}

    found = passages(snapshot(sections=[section]), {})

    assert ("heading", "What leaked", "What leaked") in found
    assert ("section", "What leaked", "A leaked form. Read") in found
    assert "strong" not in folded(found)
    assert "wiggers2024" not in folded(found)


def test_passages_hold_every_kind_of_text():
    content = snapshot(
        figures=[{"key": "form", "caption": "CAPTION", "alt": "ALT", "credit": "CREDIT"}],
        disclosures={"competing_interests": "INTERESTS", "funding": "", "ai_use": "AI"},
    )
    question = content["questions"][0]

    found = passages(content, {question["uuid"]: "Ask the Évora group."})

    said = {place: text for place, _heading, text in found}
    assert said["figure"] == "CAPTION ALT CREDIT"
    assert said["teacher"] == "Ask the Évora group."
    assert said["response"] == "Participation is voluntary."
    assert said["party"] == "OpenAI Ran the test."
    assert said["event"] == "The form appears"
    assert set(said) == {
        "title", "question", "summary", "glance", "heading", "section", "event", "party", "response", "figure",
        "objective", "discussion", "teacher", "classification", "instrument", "topic", "contributor", "disclosure",
    }  # fmt: skip
    assert "ask the evora group." in folded(found)


def snapshot(**changes):
    """The factory's document, with the names that a snapshot adds to the keys."""
    content = document() | changes
    content["parties"] = [party | {"name": "OpenAI"} for party in content["parties"]]
    content["contributors"] = [{"name": "Casebook"}]
    content["classifications"] = [item | {"term": {"name": "Devaluation"}} for item in content["classifications"]]
    content["instruments"] = [{"title": "Regulation", "short_title": "AI Act", "note": "Context."}]
    return content
