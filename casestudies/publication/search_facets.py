"""What an edition can be narrowed by in the list of cases."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from casestudies.enums import Facet
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.publication.language_names import own_name

# The first band whose bound is not passed.
READING_BANDS = ((5, "to-5"), (10, "to-10"), (20, "to-20"))
LONGEST_READING = "over-20"


class FacetValue(NamedTuple):
    """`also` is the role of a party."""

    facet: str
    value: str
    also: str
    label: str


def facet_values(snapshot: Mapping[str, Any], card: Mapping[str, Any]) -> list[FacetValue]:
    """Each once, in a steady order; `card` is the rendering's."""
    return sorted(set(_values(snapshot, card)))


def _values(snapshot: Mapping[str, Any], card: Mapping[str, Any]) -> Iterator[FacetValue]:
    for topic in snapshot["topics"]:
        yield _value(Facet.TOPIC, topic["slug"], topic["name"])
    for party in snapshot["parties"]:
        for role in party["roles"] or [""]:
            yield _value(Facet.PARTY, party["key"], party["name"], role)
    for code in snapshot["jurisdictions"]:
        yield _value(Facet.JURISDICTION, code, jurisdiction_name(code))
    language = snapshot["language"]
    yield _value(Facet.LANGUAGE, language, own_name(language))
    for item in snapshot["classifications"]:
        framework, term = item["framework"], item["term"]
        key = f"{framework['key']}@{framework['version']}/{term['key']}"
        yield _value(Facet.TERM, key, f"{term['name']} ({framework['name']})")
    for instrument in snapshot["instruments"]:
        yield _value(Facet.INSTRUMENT, instrument["key"], instrument["short_title"] or instrument["title"])
    if when := snapshot["event"]["when"]:
        yield _value(Facet.YEAR, when["date"][:4], when["date"][:4])
    if snapshot["questions"]:
        yield _value(Facet.TEACHING, "questions", "")
    yield _value(Facet.READING, reading_band(card["reading_minutes"]), "")
    if card["statements"]:
        yield _value(Facet.CHECKED, checked_band(card["checked"], card["statements"]), "")


def reading_band(minutes: int) -> str:
    """The band of a reading time: `to-5` holds five minutes, `to-10` six to ten."""
    return next((band for bound, band in READING_BANDS if minutes <= bound), LONGEST_READING)


def checked_band(checked: int, statements: int) -> str:
    """`all`, `most` (half or more), `some`, `none`."""
    if checked >= statements:
        return "all"
    return "most" if checked * 2 >= statements else "some" if checked else "none"


def _value(facet: Facet, value: str, label: str, also: str = "") -> FacetValue:
    return FacetValue(str(facet), value[:200], also[:16], label[:300])
