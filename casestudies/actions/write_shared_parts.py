"""Write those parts of a draft that tie it to shared records."""

from collections.abc import Iterable, Mapping
from datetime import date
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


def write_shared_parts(rows: RowWriter, draft: CaseStudy) -> None:
    """Contributors, parties, instruments, classifications and references, found by their keys."""
    document = rows.document
    people = rows.by_key(Person, [row["key"] for row in document["contributors"]], "contributors")
    rows.once("contributors", "key", "This person is already credited; add the role there.")
    rows.create(
        [
            Contribution(case_study=draft, position=position, person=people[row["key"]], roles=list(row["roles"]))
            for position, row in enumerate(document["contributors"], start=1)
            if row["key"] in people
        ],
        "contributors",
    )
    parties = rows.by_key(Party, [row["key"] for row in document["parties"]], "parties")
    rows.once("parties", "key", "This party is already listed.")
    rows.create(
        [
            CaseParty(case_study=draft, position=position, party=parties[row["key"]], **_response(row))
            for position, row in enumerate(document["parties"], start=1)
            if row["key"] in parties
        ],
        "parties",
    )
    instruments = rows.by_key(PolicyInstrument, [row["key"] for row in document["instruments"]], "instruments")
    rows.once("instruments", "key", "This instrument is already listed.")
    rows.create(
        [
            CaseInstrument(case_study=draft, position=position, instrument=instruments[row["key"]], note=row["note"])
            for position, row in enumerate(document["instruments"], start=1)
            if row["key"] in instruments
        ],
        "instruments",
    )
    _classifications(rows, draft)
    sources = rows.by_key(Source, [row["key"] for row in document["sources"]], "sources")
    rows.create(
        [
            Reference(case_study=draft, position=position, source=source)
            for position, source in enumerate(sources.values(), start=1)
        ],
        "sources",
    )


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
    writer.create(built, "classifications")


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
