"""The same text in several languages: what is public of the original and of its translations, and which is behind.

A public state keeps the list of them, written in the transaction of whatever changes it, so that a page which names
them reads one row. An original that was withdrawn stays in the list, a translation that was withdrawn does not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """A case study as the others of the same text name it.

    `corrected_in` are the editions that are corrections. `follows` is the original's edition that a translation
    follows; None for the original.
    """

    uuid: str
    slug: str
    language: str
    title: str
    edition: int
    is_withdrawn: bool
    corrected_in: tuple[int, ...]
    follows: int | None

    @property
    def is_original(self) -> bool:
        return self.follows is None


@dataclass(frozen=True)
class Versions:
    """Everything that is public of one text; without anything where it is there in one language alone."""

    original: Version | None
    translations: tuple[Version, ...]

    @property
    def live(self) -> tuple[Version, ...]:
        """Those that can be read, the original first."""
        there = self.original and not self.original.is_withdrawn
        return ((self.original, *self.translations) if there else self.translations) if self.original else ()

    def others(self, uuid: object) -> tuple[Version, ...]:
        """Those that can be read, but one."""
        return tuple(version for version in self.live if version.uuid != str(uuid))

    def is_behind(self, version: Version) -> bool:
        """Whether there is a newer edition of the original than a translation follows."""
        return version.follows is not None and self.original is not None and self.original.edition > version.follows


@dataclass(frozen=True)
class Following:
    """An edition of a translation beside its original: which edition it follows, and what became of that."""

    original: Version
    edition: int

    @property
    def is_behind(self) -> bool:
        """Whether there is a newer edition of the original, or none to be read any more."""
        return self.original.is_withdrawn or self.original.edition > self.edition

    @property
    def is_corrected(self) -> bool:
        """Whether one of the newer editions is a correction."""
        return any(number > self.edition for number in self.original.corrected_in)


def versions_of(rows: Iterable[Row]) -> Versions:
    """The rows as `version_rows` wrote them."""
    found = [Version(**{**row, "corrected_in": tuple(row["corrected_in"])}) for row in rows]
    original = next((version for version in found if version.is_original), None)
    return Versions(original, tuple(version for version in found if not version.is_original))


def following(card: Row, rows: Iterable[Row]) -> Following | None:
    """Of an edition by its card, and the rows of its public state; None for what is no translation."""
    said = card.get("translation_of")
    original = versions_of(rows).original if said else None
    if said is None or original is None or original.uuid != said["uuid"]:
        return None
    return Following(original, said["edition"])


def version_rows(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """As a public state keeps them: the original first, translations by language."""
    ordered = sorted(versions, key=lambda one: (not one.is_original, one.language, one.uuid))
    return [{**asdict(version), "corrected_in": list(version.corrected_in)} for version in ordered]
