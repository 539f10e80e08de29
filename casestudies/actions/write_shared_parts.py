"""Write those parts of a draft that tie it to shared records."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import models

from casestudies.actions.row_writer import RowWriter
from casestudies.models import (
    CaseInstrument,
    CaseParty,
    CaseStudy,
    Classification,
    Contribution,
    FrameworkTerm,
    Party,
    Person,
    PolicyInstrument,
    Reference,
    Source,
)
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys


def write_shared_parts(rows: RowWriter, draft: CaseStudy) -> None:
    """Contributors, parties, instruments, classifications and references, found by their keys."""
    document = rows.document
    people = rows.by_key(Person, [row["key"] for row in document["contributors"]], "contributors")
    rows.once("contributors", "key", "This person is already credited; add the role there.")
    rows.put(
        "contributors",
        rows.there(draft.contributions),
        [
            Contribution(case_study=draft, position=position, person=people[row["key"]], roles=list(row["roles"]))
            for position, row in enumerate(document["contributors"], start=1)
            if row["key"] in people
        ],
        key=attrgetter("person_id"),
        found=["person"],
    )
    parties = rows.by_key(Party, [row["key"] for row in document["parties"]], "parties")
    rows.once("parties", "key", "This party is already listed.")
    rows.put(
        "parties",
        rows.there(draft.parties),
        [
            CaseParty(case_study=draft, position=position, party=parties[row["key"]], **_response(row))
            for position, row in enumerate(document["parties"], start=1)
            if row["key"] in parties
        ],
        key=attrgetter("party_id"),
        found=["party"],
    )
    instruments = rows.by_key(PolicyInstrument, [row["key"] for row in document["instruments"]], "instruments")
    rows.once("instruments", "key", "This instrument is already listed.")
    rows.put(
        "instruments",
        rows.there(draft.instruments),
        [
            CaseInstrument(case_study=draft, position=position, instrument=instruments[row["key"]], note=row["note"])
            for position, row in enumerate(document["instruments"], start=1)
            if row["key"] in instruments
        ],
        key=attrgetter("instrument_id"),
        found=["instrument"],
    )
    _classifications(rows, draft)
    _references(rows, draft)


def _references(writer: RowWriter, draft: CaseStudy) -> None:
    """Sources listed stay or are added last, for a document knows no order of them; what it cites is left alone."""
    sources = writer.by_key(Source, [row["key"] for row in writer.document["sources"]], "sources")
    there = {reference.source.key: reference for reference in writer.there(draft.references.select_related("source"))}
    wanted = [there[key] for key in there.keys() & {*sources, *_cited(writer.document)}]
    last = max((reference.position for reference in there.values()), default=0)
    new = [source for key, source in sources.items() if key not in there]
    wanted += [
        Reference(case_study=draft, position=position, source=source) for position, source in enumerate(new, last + 1)
    ]
    writer.put("sources", list(there.values()), wanted, key=attrgetter("source_id"), found=["source"])


def _cited(document: Mapping[str, Any]) -> Iterator[str]:
    for section in document["sections"]:
        yield from cited_keys(parse_html(section["prose"]))
    for event in document["timeline"]:
        yield from (item["key"] for item in event["references"])
    for party in document["parties"]:
        if party["response"]["reference"]:
            yield party["response"]["reference"]["key"]


def _classifications(writer: RowWriter, draft: CaseStudy) -> None:
    rows = writer.document["classifications"]
    classifiers = {row["classified_by"]["key"] for row in rows if row["classified_by"]}
    people = {person.key: person for person in Person.objects.filter(key__in=classifiers)}
    wanted = models.Q(pk__in=[])
    for row in rows:
        framework = row["framework"]
        wanted |= models.Q(
            framework__key=framework["key"], framework__version=framework["version"], key=row["term"]["key"]
        )
    terms = {
        (term.framework.key, term.framework.version, term.key): term
        for term in FrameworkTerm.objects.select_related("framework").filter(wanted)
    }
    built, seen = [], set()
    for position, row in enumerate(rows, start=1):
        place = f"classifications[{position - 1}]"
        key = (row["framework"]["key"], row["framework"]["version"], row["term"]["key"])
        by = row["classified_by"]["key"] if row["classified_by"] else ""
        if key not in terms:
            writer.add(f"{key[0]} {key[1]} has no term “{key[2]}”.", f"{place}.term")
        elif key in seen:
            writer.add("This case is already classified under that term.", f"{place}.term")
        elif by and by not in people:
            writer.add(f"There is no person with the key “{by}”.", f"{place}.classified_by")
        else:
            built.append(
                Classification(
                    case_study=draft,
                    position=position,
                    term=terms[key],
                    reason=row["reason"],
                    classified_by=people.get(by),
                )
            )
        seen.add(key)
    writer.put(
        "classifications",
        writer.there(draft.classifications),
        built,
        key=attrgetter("term_id"),
        found=["term", "classified_by"],
    )


def _response(row: Mapping[str, Any]) -> dict[str, Any]:
    response = row["response"]
    reference: Iterable[Mapping[str, Any]] = [response["reference"]] if response["reference"] else []
    return {
        "roles": list(row["roles"]),
        "involvement": row["involvement"],
        "response_state": response["state"],
        "sought_on": _date(response["sought_on"]),
        "responded_on": _date(response["responded_on"]),
        "response_words": response["words"],
        "response_citations": [dict(item) for item in reference],
    }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
