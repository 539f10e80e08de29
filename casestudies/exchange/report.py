"""What a command did, in sentences for whoever ran it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from casestudies.actions.save_library import Outcome, Saved

SHOWN = 8


@dataclass
class Report:
    """Counts and names, filled in as the work goes on."""

    created: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    same: int = 0

    def count(self, saved: Saved) -> None:
        record = saved.record
        if saved.outcome is Outcome.CREATED:
            self.created[type(record)] += 1
        elif saved.outcome is Outcome.CHANGED:
            self.changed[type(record)] += 1
        elif saved.outcome is Outcome.KEPT:
            self.kept.append(f"{record._meta.verbose_name} “{getattr(record, 'key', None) or record.slug}”")  # type: ignore[attr-defined]
        else:
            self.same += 1

    def sentences(self) -> list[str]:
        """One line for each thing that happened; none if nothing did."""
        lines = []
        if self.created:
            lines.append(f"Created {listed(self.created)}.")
        if self.changed:
            lines.append(f"Changed {listed(self.changed)}.")
        lines += self.published
        if self.kept:
            shown = ", ".join(self.kept[:SHOWN])
            more = f" and {len(self.kept) - SHOWN} more" if len(self.kept) > SHOWN else ""
            lines.append(f"Left as they are, though the files say something else: {shown}{more}.")
        return lines


def listed(counts: Counter) -> str:
    """`1 person, 43 sources and 2 case studies`."""
    return in_words(counted(model, number) for model, number in counts.items())


def counted(model: type[models.Model], number: int) -> str:
    name: Any = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number:,} {name}"


def in_words(parts: Iterable[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
