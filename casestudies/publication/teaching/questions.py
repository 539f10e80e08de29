"""The discussion questions of a snapshot, each with the section it is about and a key that outlasts an edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SHORT = 8  # characters of a question's UUID that tell it from the others of its case
UNTIMED = 10  # minutes that a plan begins with where the case names none
NO_NOTES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Question:
    """`anchor` and `kind` are those of its section, empty where it is about the whole case.

    `minutes` is None where the case names none. `note` is the teacher's: empty in everything public.
    """

    key: str
    uuid: str
    number: int
    prompt: str
    anchor: str
    heading: str
    kind: str
    minutes: int | None
    note: str = ""

    @property
    def planned(self) -> int:
        """The minutes that a plan begins with."""
        return self.minutes or UNTIMED


def questions_of(snapshot: Mapping[str, Any], notes: Mapping[str, str] = NO_NOTES) -> tuple[Question, ...]:
    """The questions in the edition's order. `notes`: the teaching part's, by UUID, where the reader may have them."""
    sections = {section["anchor"]: section for section in snapshot["sections"]}
    rows = snapshot["questions"]
    keys = _keys([row["uuid"] for row in rows])
    return tuple(
        _question(row, key, number, sections.get(row.get("section") or ""), notes)
        for number, (row, key) in enumerate(zip(rows, keys, strict=True), start=1)
    )


def _question(
    row: Mapping[str, Any], key: str, number: int, section: Mapping[str, Any] | None, notes: Mapping[str, str]
) -> Question:
    about = section or {"anchor": "", "heading": "", "kind": ""}
    return Question(
        key=key,
        uuid=row["uuid"],
        number=number,
        prompt=row["prompt"],
        anchor=about["anchor"],
        heading=about["heading"],
        kind=about["kind"],
        minutes=row.get("minutes"),
        note=notes.get(row["uuid"], ""),
    )


def _keys(uuids: Iterable[str]) -> list[str]:
    """The beginnings of the UUIDs; the whole of them where two begin alike."""
    whole = [uuid.replace("-", "") for uuid in uuids]
    short = [uuid[:SHORT] for uuid in whole]
    return short if len(set(short)) == len(short) else whole
