"""Takes works of other programs into the library: what each would become, and then makes it so.

`plan` reads and compares and writes nothing; its result, as plain JSON, is what a job works off, twenty at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from casestudies.actions.jobs import Line
from casestudies.actions.save_library import Outcome
from casestudies.actions.save_source import save_source
from casestudies.errors import NotReady
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.keys import free_key
from casestudies.exchange.citations.source_item import Taken, take
from casestudies.models import Account, Source
from casestudies.queries.source_twins import Twins

TRIES = 5


@dataclass(frozen=True)
class Planned:
    """One work: where it stood, what is to be saved, or why it is not. `twin` is the source that it is."""

    where: str
    item: Mapping[str, Any]
    problem: str = ""
    twin: str = ""
    left: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(self.item.get("title") or self.where)

    @property
    def is_new(self) -> bool:
        return not self.problem

    def as_json(self) -> dict[str, Any]:
        return {
            "where": self.where,
            "item": dict(self.item),
            "problem": self.problem,
            "twin": self.twin,
            "left": list(self.left),
        }


def plan(entries: Iterable[Entry]) -> list[Planned]:
    """What would become of each entry. One query."""
    twins = Twins.of_library()
    planned = []
    places: dict[str, str] = {}
    for number, entry in enumerate(entries):
        taken = Taken({}, problem=entry.problem) if entry.problem else take(entry.csl)
        found = None if taken.problem else twins.find(taken.item)
        if taken.problem:
            planned.append(Planned(entry.where, taken.item, f"Not usable: {taken.problem}"))
        elif found and found[0] in places:
            planned.append(
                Planned(entry.where, taken.item, f"Twice in this list: {places[found[0]]} has the same {found[1]}.")
            )
        elif found:
            sentence = f"Already in the library: “{found[0]}” has the same {found[1]}."
            planned.append(Planned(entry.where, taken.item, sentence, twin=found[0]))
        else:
            here = f" {number}"  # a key that no source can have
            twins.add(here, taken.item)
            places[here] = entry.where
            planned.append(Planned(entry.where, taken.item, left=tuple(taken.left)))
    return planned


def import_batch(items: Sequence[Any], task: Mapping[str, Any], by: Account, now: datetime) -> list[Line]:
    """Do a part of a job: a line for each item. What the library got since the preview is recognised again."""
    twins = Twins.of_library()
    return [_import(row, twins, by=by, now=now) for row in items]


def _import(row: Mapping[str, Any], twins: Twins, *, by: Account, now: datetime) -> Line:
    item = row["item"]
    label = f"{row['where']}: {item['title']}" if item.get("title") else row["where"]
    if row["problem"]:
        return _line(label, f"Skipped. {row['problem']}", row["twin"])
    found = twins.find(item)
    if found:
        return _line(label, f"Skipped. Already in the library: “{found[0]}” has the same {found[1]}.", found[0])
    try:
        source = create_source(item, by=by, now=now)
    except NotReady as error:
        return _line(label, f"Skipped. Not usable: {error}", "")
    twins.add(source.key, item)
    left = f", without {'; '.join(row['left'])}" if row["left"] else ""
    return _line(label, f"Created as “{source.key}”{left}.", source.key)


def create_source(item: Mapping[str, Any], *, by: Account, now: datetime) -> Source:
    """Save a new source under a key made for it. Raises NotAllowed, NotReady."""
    stem = free_key(item, ())
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    for _attempt in range(TRIES):
        key = free_key(item, taken)
        try:
            with transaction.atomic():
                saved = save_source({**item, "key": key}, by=by, now=now, overwrite=False)
        except IntegrityError:  # somebody took the key in between
            taken.add(key)
            continue
        if saved.outcome is Outcome.CREATED and isinstance(saved.record, Source):
            return saved.record
        taken.add(key)
    raise NotReady([])


def _line(label: str, outcome: str, key: str) -> Line:
    return {
        "item": label[:300],
        "outcome": outcome,
        "path": f"/admin/casestudies/source/with-key/{key}/" if key else "",
    }
