"""A revision as the case study's form would have held it: the snapshot's keys turned back into ids and values."""

import json
from collections.abc import Mapping
from typing import Any

from casestudies.admin.together.values import FRAME, PARTS, RECORDS, kept_value
from casestudies.models import FrameworkTerm, Revision
from casestudies.publication.merge import Fields, State

Row = Mapping[str, Any]


def revision_state(revision: Revision) -> State:
    """Rows with a UUID stand under it, objectives under their number, the others under the id of their record.

    The address is no part of a revision: `slug` is left empty. Six queries.
    """
    return _Reading(json.loads(revision.content), json.loads(revision.teaching)["notes"]).state()


class _Reading:
    def __init__(self, document: Row, notes: Mapping[str, str]) -> None:
        self.document, self.notes = document, notes
        self.ids = {
            "topics": self._ids("topics", "slug", {row["slug"] for row in document["topics"]}),
            "source": self._ids("source", "key", {row["key"] for row in document["sources"]}),
            "party": self._ids("party", "key", {row["key"] for row in document["parties"]}),
            "person": self._ids("person", "key", self._people()),
            "instrument": self._ids("instrument", "key", {row["key"] for row in document["instruments"]}),
        }
        terms = FrameworkTerm.objects.filter(
            framework__key__in={row["framework"]["key"] for row in document["classifications"]}
        )
        self.terms = {
            (framework, version, key): str(pk)
            for framework, version, key, pk in terms.values_list("framework__key", "framework__version", "key", "pk")
        }

    def state(self) -> State:
        parts = {
            "sections": self._by_uuid("sections", self._section),
            "references": self._by("source", "references", self.document["sources"], self._reference),
            "timeline": self._by_uuid("timeline", self._event),
            "objectives": {
                str(number): _row("objectives", {"text": text})
                for number, text in enumerate(self.document["objectives"])
            },
            "questions": self._by_uuid("questions", self._question),
            "figures": self._by("key", "figures", self.document["figures"], self._figure),
            "parties": self._by("party", "parties", self.document["parties"], self._party),
            "classifications": self._by(
                "term", "classifications", self.document["classifications"], self._classification
            ),
            "instruments": self._by("instrument", "instruments", self.document["instruments"], self._instrument),
            "contributions": self._by("person", "contributions", self.document["contributors"], self._contributor),
        }
        return State(self._frame(), parts)

    def _ids(self, name: str, by: str, keys: set[str]) -> dict[str, str]:
        rows = RECORDS[name]._default_manager.filter(**{f"{by}__in": keys}).values_list(by, "pk")
        return {key: str(pk) for key, pk in rows}

    def _people(self) -> set[str]:
        judges = (row["classified_by"] for row in self.document["classifications"] if row["classified_by"])
        return {row["key"] for row in [*self.document["contributors"], *judges]}

    def _by_uuid(self, part: str, read: Any) -> dict[str, Fields]:
        return {row["uuid"]: _row(part, read(row)) for row in self.document[part]}

    def _by(self, field: str, part: str, rows: list[Row], read: Any) -> dict[str, Fields]:
        """A record that the library no longer has leaves its row without a key to match by."""
        found = [_row(part, read(row)) for row in rows]
        return {str(row[field]): row for row in found if row[field]}

    def _frame(self) -> Fields:
        document, glance = self.document, self.document["at_a_glance"]
        values = {
            **{name: document[name] for name in ("title", "question", "summary", "language")},
            "slug": "",
            "follows": (document.get("translation_of") or {"edition": None})["edition"],
            "licence": _licence(document),
            "topics": [self.ids["topics"].get(row["slug"], "") for row in document["topics"]],
            "jurisdictions": ", ".join(document["jurisdictions"]),
            **_when(document["event"]["when"]),
            "glance_what": glance["what_happened"],
            "glance_who": glance["who"],
            "glance_when": glance["when"],
            "glance_disputed": glance["disputed"],
            "glance_why": glance["why_it_matters"],
            **document["disclosures"],
        }
        return {name: kept_value(kind, values[name]) for name, kind in FRAME.items()}

    def _section(self, row: Row) -> Row:
        return row

    def _reference(self, row: Row) -> Row:
        return {"source": self.ids["source"].get(row["key"], "")}

    def _event(self, row: Row) -> Row:
        return {**row, **_when(row["when"]), "citations": row["references"]}

    def _question(self, row: Row) -> Row:
        section = next((found["uuid"] for found in self.document["sections"] if found["anchor"] == row["section"]), "")
        return {**row, "section": section, "teacher_note": self.notes.get(row["uuid"], "")}

    def _figure(self, row: Row) -> Row:
        return {**row, "stored": row["sha256"], "licence": _licence(row)}

    def _party(self, row: Row) -> Row:
        response = row["response"]
        reference = response["reference"]
        return {
            **row,
            "party": self.ids["party"].get(row["key"], ""),
            "response_state": response["state"],
            "sought_on": response["sought_on"],
            "responded_on": response["responded_on"],
            "response_words": response["words"],
            "response_citations": [reference] if reference else [],
        }

    def _classification(self, row: Row) -> Row:
        framework, by = row["framework"], row["classified_by"]
        return {
            "term": self.terms.get((framework["key"], framework["version"], row["term"]["key"]), ""),
            "classified_by": self.ids["person"].get(by["key"], "") if by else "",
            "reason": row["reason"],
        }

    def _instrument(self, row: Row) -> Row:
        return {"instrument": self.ids["instrument"].get(row["key"], ""), "note": row["note"]}

    def _contributor(self, row: Row) -> Row:
        return {"person": self.ids["person"].get(row["key"], ""), "roles": row["roles"]}


def _row(part: str, values: Row) -> Fields:
    return {name: kept_value(kind, values[name]) for name, kind in PARTS[part].items()}


def _licence(row: Row) -> str:
    return row["licence"]["key"] if row["licence"] else ""


def _when(when: Row | None) -> Row:
    if when is None:
        return {"date": "", "precision": "day", "until": "", "time": "", "zone": "", "circa": False}
    return {name: when[name] for name in ("date", "precision", "until", "time", "zone", "circa")}
