"""Turns the structured parts of a snapshot (timeline, parties, classification) into rows to print.

Its figures: figures.py.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from casestudies.enums import (
    ContributorRole,
    InstrumentKind,
    InstrumentStatus,
    PartyKind,
    PartyRole,
)
from casestudies.prose.links import canonical_href
from casestudies.prose.nodes import CitationItem
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.publication.own_links import framework_list, instrument_list, party_list, term_list
from casestudies.publication.render_prose import EMPTY, ProseRenderer, checked_mark
from casestudies.publication.when import in_words, is_uncertain, machine

Row = Mapping[str, Any]

# What came of asking a party: without a day, and with one.
RESPONSES = {
    "not_sought": (gettext_lazy("Not asked for a response"), gettext_lazy("Not asked for a response")),
    "sought": (gettext_lazy("Asked for a response"), gettext_lazy("Asked for a response on %(day)s")),
    "no_answer": (gettext_lazy("Asked; did not answer"), gettext_lazy("Asked on %(day)s; did not answer")),
    "declined": (gettext_lazy("Declined to comment"), gettext_lazy("Declined to comment on %(day)s")),
    "received": (gettext_lazy("Responded"), gettext_lazy("Responded on %(day)s")),
}
ASKED_ONLY = frozenset({"sought", "no_answer"})  # these states are dated by the asking, the others by the answer
INSTRUMENT_DATES = (
    ("proposed_on", gettext_lazy("proposed %(day)s")),
    ("adopted_on", gettext_lazy("adopted %(day)s")),
    ("in_force_on", gettext_lazy("in force from %(day)s")),
    ("published_on", gettext_lazy("published %(day)s")),
    ("ended_on", gettext_lazy("ended %(day)s")),
)


@dataclass(frozen=True)
class Event:
    id: str
    when: str
    datetime: str
    uncertain: bool
    title: str
    text: str
    marker: SafeString


@dataclass(frozen=True)
class Party:
    name: str
    list_url: str
    kind: str
    roles: str
    involvement: str
    wikidata_url: str
    state: str
    state_words: str
    words: str
    marker: SafeString


@dataclass(frozen=True)
class Classification:
    term: str
    list_url: str
    parent: str
    reason: str
    classified_by: str


@dataclass(frozen=True)
class Framework:
    name: str
    list_url: str
    version: str
    url: str
    classifications: tuple[Classification, ...]


@dataclass(frozen=True)
class Instrument:
    title: str
    list_url: str
    short_title: str
    kind: str
    jurisdiction: str
    status: str
    dates: str
    url: str
    note: str


def label(choices: type[TextChoices], value: str) -> str:
    """The reader's word for a stored value; an unknown value speaks for itself."""
    return str(choices(value).label) if value in choices.values else value.replace("_", " ").replace("-", " ")


def events(rows: Iterable[Row], prose: ProseRenderer, checked: Collection[str] = ()) -> tuple[Event, ...]:
    """`checked`: the places of those that were (`timeline[0]`)."""
    return tuple(
        Event(
            id=prose.numbering.free_id(f"event-{number}"),
            when=in_words(row["when"]),
            datetime=machine(row["when"]),
            uncertain=is_uncertain(row["when"] or {}),
            title=row["title"],
            text=row.get("text", ""),
            marker=marker(row.get("references") or (), prose, checked=f"timeline[{number - 1}]" in checked),
        )
        for number, row in enumerate(rows, start=1)
    )


def parties(rows: Iterable[Row], prose: ProseRenderer, checked: Collection[str] = ()) -> tuple[Party, ...]:
    """`checked`: the places of the words that were (`parties[0].response`)."""
    return tuple(
        _party(row, row.get("response") or {}, prose, checked=f"parties[{index}].response" in checked)
        for index, row in enumerate(rows)
    )


def frameworks(rows: Sequence[Row]) -> tuple[Framework, ...]:
    """Classifications under the framework, and the version of it, that they use."""

    def framework(row: Row) -> tuple[str, str]:
        return row["framework"]["key"], row["framework"].get("version", "")

    order = list(dict.fromkeys(map(framework, rows)))
    grouped = groupby(sorted(rows, key=lambda row: order.index(framework(row))), key=framework)
    return tuple(_framework(tuple(group)) for _, group in grouped)


def instruments(rows: Iterable[Row]) -> tuple[Instrument, ...]:
    return tuple(
        Instrument(
            title=row["title"],
            list_url=instrument_list(row["key"]),
            short_title=row.get("short_title", ""),
            kind=label(InstrumentKind, row.get("kind", "")),
            jurisdiction=jurisdiction_name(row.get("jurisdiction", "")),
            status=label(InstrumentStatus, row.get("status", "")),
            dates="; ".join(
                words % {"day": in_words({"date": row[member]})}
                for member, words in INSTRUMENT_DATES
                if row.get(member)
            ),
            url=canonical_href(row.get("url", "")),
            note=row.get("note", ""),
        )
        for row in rows
    )


def contributors(rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [
        {
            "name": row["name"],
            "affiliation": row.get("affiliation", ""),
            "orcid": row.get("orcid", ""),
            "url": canonical_href(row.get("url", "")),
            "roles": [label(ContributorRole, role) for role in row.get("roles") or ()],
        }
        for row in rows
    ]


def marker(references: Iterable[Row], prose: ProseRenderer, *, checked: bool = False) -> SafeString:
    items = [CitationItem(key=row["key"], locator=row.get("locator", "")) for row in references]
    return (prose.marker(items) if items else EMPTY) + (checked_mark() if checked else EMPTY)


def _party(row: Row, response: Row, prose: ProseRenderer, *, checked: bool) -> Party:
    state = response.get("state")
    if state not in RESPONSES:
        state = "not_sought"
    day = in_words({"date": response.get("sought_on" if state in ASKED_ONLY else "responded_on") or ""})
    reference = response.get("reference")
    return Party(
        name=row["name"],
        list_url=party_list(row["key"]),
        kind=label(PartyKind, row.get("kind", "")),
        roles=", ".join(label(PartyRole, role) for role in row.get("roles") or ()),
        involvement=row.get("involvement", ""),
        wikidata_url=f"https://www.wikidata.org/wiki/{row['wikidata']}" if row.get("wikidata") else "",
        state=state,
        state_words=RESPONSES[state][bool(day)] % {"day": day},
        words=response.get("words", ""),
        marker=marker([reference] if reference else (), prose, checked=checked),
    )


def _framework(rows: Sequence[Row]) -> Framework:
    described = rows[0]["framework"]
    return Framework(
        name=described["name"],
        list_url=framework_list(described["key"]),
        version=described.get("version", ""),
        url=canonical_href(described.get("url", "")),
        classifications=tuple(
            Classification(
                term=row["term"]["name"],
                list_url=term_list(row),
                parent=" › ".join(term["name"] for term in row["term"].get("broader") or ()),
                reason=row.get("reason", ""),
                classified_by=(row.get("classified_by") or {}).get("name", ""),
            )
            for row in rows
        ),
    )
