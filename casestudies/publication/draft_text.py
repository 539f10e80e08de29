"""What the desk finds a draft by: its text without markup, in the order of reading, each stretch with its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.prose import excerpt
from casestudies.prose.characters import drop_unwanted
from casestudies.prose.html import parse_html
from casestudies.prose.text import plain_text

Passage = tuple[str, str, str]  # place, heading, text

APART = "\n"  # no word that is looked for holds it, so nothing is found across two passages


def passages(document: Mapping[str, Any], notes: Mapping[str, str]) -> list[Passage]:
    """The stretches of a snapshot that say something; `notes` are the teacher's, by the UUID of the question.

    Shared records stand with the names that they had when the draft was saved.
    """
    found = ((place, heading, " ".join(drop_unwanted(text).split())) for place, heading, text in _all(document, notes))
    return [passage for passage in found if passage[2]]


def folded(found: list[Passage]) -> str:
    """All of it in one text for matching."""
    return excerpt.folded(APART.join(text for _place, _heading, text in found))


def _all(document: Mapping[str, Any], notes: Mapping[str, str]) -> Iterator[Passage]:
    yield "title", "", document["title"]
    yield "question", "", document["question"]
    yield "summary", "", document["summary"]
    for name in ("what_happened", "who", "when", "disputed", "why_it_matters"):
        yield "glance", "", document["at_a_glance"][name]
    for section in document["sections"]:
        yield "heading", section["heading"], section["heading"]
        yield "section", section["heading"], plain_text(parse_html(section["prose"]))
    for event in document["timeline"]:
        yield "event", event["title"], f"{event['title']} {event['text']}"
    for party in document["parties"]:
        yield "party", party["name"], f"{party['name']} {party['involvement']}"
        yield "response", party["name"], party["response"]["words"]
    for figure in document["figures"]:
        yield "figure", figure["key"], " ".join((figure["caption"], figure["alt"], figure["credit"]))
    for text in document["objectives"]:
        yield "objective", "", text
    for question in document["questions"]:
        yield "discussion", "", question["prompt"]
        yield "teacher", "", notes.get(question["uuid"], "")
    for item in document["classifications"]:
        yield "classification", item["term"]["name"], f"{item['term']['name']} {item['reason']}"
    for item in document["instruments"]:
        yield "instrument", item["title"], f"{item['title']} {item['short_title']} {item['note']}"
    for topic in document["topics"]:
        yield "topic", "", topic["name"]
    for person in document["contributors"]:
        yield "contributor", "", person["name"]
    for name in ("competing_interests", "funding", "ai_use"):
        yield "disclosure", "", document["disclosures"][name]
