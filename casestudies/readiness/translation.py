"""A translation beside its original: which edition its readers are told it follows."""

from collections.abc import Iterator

from casestudies.errors import Problem
from casestudies.readiness.reading import Reading

PLACE = "follows"


def unknown_editions(reading: Reading) -> Iterator[Problem]:
    original, follows = reading.evidence.original, _follows(reading)
    if original and follows and follows > (original.edition or 0):
        there = f"it is at edition {original.edition}" if original.edition else "it was never published"
        yield Problem(f"The text says that it follows edition {follows} of its original; {there}.", PLACE)


def behind(reading: Reading) -> Iterator[Problem]:
    original, follows = reading.evidence.original, _follows(reading)
    if original is None:
        return
    if original.is_withdrawn:
        yield Problem("The original of this translation is withdrawn.", PLACE)
    elif original.edition is None:
        yield Problem(
            "The original of this translation was never published, so that readers are not told that it is one.", PLACE
        )
    elif follows is None:
        yield Problem(
            f"Say which edition of the original this translation follows; the original is at edition "
            f"{original.edition}. Without it readers are not told that this is a translation.",
            PLACE,
        )
    elif original.is_ahead_of(follows):
        yield Problem(
            f"The text follows edition {follows} of its original, which is at edition {original.edition}.", PLACE
        )


def _follows(reading: Reading) -> int | None:
    said = reading.document.get("translation_of")
    return said["edition"] if said else None
