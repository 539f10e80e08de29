"""Numbers the sources of a case in the order in which its text first cites them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

# The ids that the page has around and within an article whatever is in it; no section may be called so.
FRAME_IDS = frozenset(
    ["page-content", "page-cite", "page-licence", "page-edition", "at-a-glance", "scale-hatch", "search-q"]
)


@dataclass(frozen=True)
class Occurrence:
    """One citing of one source: the source's number and the id of this place in the page."""

    number: int
    place: str
    source: str


@dataclass
class Numbering:
    """Hands out numbers, and ids that no section's anchor uses already."""

    known: frozenset[str]
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    occurrences: dict[str, list[Occurrence]] = field(default_factory=dict)
    source_ids: dict[str, str] = field(default_factory=dict)

    def cite(self, key: str) -> Occurrence | None:
        """Record one citing of `key`; None when the case lists no such source."""
        if key not in self.known:
            return None
        number = self.number(key)
        before = self.occurrences.setdefault(key, [])
        place = self.free_id(f"cite-{number}-{len(before) + 1}")
        before.append(Occurrence(number, place, self.source_ids[key]))
        return before[-1]

    def number(self, key: str) -> int:
        """The number of `key`, given now if it has none."""
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.source_ids[key] = self.free_id(f"source-{self.numbers[key]}")
        return self.numbers[key]

    def free_id(self, wanted: str) -> str:
        """`wanted`, or a variant of it when an editor's anchor has that name."""
        while wanted in self.taken:
            wanted = f"{wanted}-x"
        self.taken.add(wanted)
        return wanted


def letters(count: int) -> Iterable[str]:
    """a, b, … z, aa, ab, …: the labels of the ways back from a source to its places."""
    for index in range(count):
        label = ""
        index += 1
        while index:
            index, rest = divmod(index - 1, 26)
            label = chr(ord("a") + rest) + label
        yield label
