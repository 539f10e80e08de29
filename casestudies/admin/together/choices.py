"""What an editor chose on the conflict screen, read from the form that was sent.

Under each difference's short name the form sends the side chosen, the text written by hand, and which text of theirs
was looked at. A choice counts for that text alone: when they changed it again, it has to be made again.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from casestudies.admin.together.states import Typed
from casestudies.admin.together.values import FRAME, PARTS, Kind, typed_value
from casestudies.publication.merge import ORDER, ROW, Difference, Side, Value

BY_HAND = "hand"
NAMES = ("choice-", "hand-", "saw-")


@dataclass
class Chosen:
    """`choices` as merge.py takes them; `by_hand` what was written, chosen or not; `again` whose text moved on."""

    choices: dict[str, Side | Value] = field(default_factory=dict)
    by_hand: dict[str, str] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)


def chosen(typed: Typed, differences: Iterable[Difference]) -> Chosen:
    found = Chosen()
    for difference in differences:
        name = short_name(difference)
        choice, hand, saw = (typed.get(prefix + name, [""])[-1] for prefix in NAMES)
        if f"hand-{name}" in typed:
            found.by_hand[difference.id] = hand
        if not choice:
            continue
        if saw != seen_mark(difference):
            found.again.add(difference.id)
        elif choice == BY_HAND and can_be_written(difference):
            found.choices[difference.id] = typed_value(kind_of(difference), [hand])
        elif choice in list(Side):
            found.choices[difference.id] = Side(choice)
    return found


def is_choice(name: str) -> bool:
    return name.startswith(NAMES)


def short_name(difference: Difference) -> str:
    """A name for the form's fields, the same whenever the same thing differs."""
    return hashlib.sha256(difference.id.encode()).hexdigest()[:12]


def seen_mark(difference: Difference) -> str:
    """Tells one text of theirs from another."""
    return hashlib.sha256(json.dumps(difference.theirs, sort_keys=True).encode()).hexdigest()[:12]


def kind_of(difference: Difference) -> Kind | None:
    """The kind of the field; None for a whole row and for an order."""
    if difference.field in (ROW, ORDER):
        return None
    return PARTS[difference.part][difference.field] if difference.part else FRAME[difference.field]


def can_be_written(difference: Difference) -> bool:
    """Whether a third text is possible, beside mine and theirs."""
    return kind_of(difference) in (Kind.TEXT, Kind.PROSE, Kind.CODES)
