"""A template rendered once for many places that differ in a few words: each place fills its own into the slots."""

import re
from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

# Characters that no text holds: they mark the slots in the rendered frame.
_SLOT = re.compile("\ue0f0([a-z_]+)\ue0f1")


def slot(name: str) -> SafeString:
    """What stands in the frame's context in place of a value."""
    return mark_safe(f"\ue0f0{name}\ue0f1")


def frame_of(rendered: str) -> tuple[str, ...]:
    """Text and the names of slots by turns, the blank lines left out."""
    return tuple(_SLOT.split(re.sub(r"\s*\n\s*", "\n", rendered)))


def filled(frame: tuple[str, ...], values: Mapping[str, str]) -> SafeString:
    """The frame with these values, which are HTML."""
    return mark_safe("".join(values[piece] if place % 2 else piece for place, piece in enumerate(frame)))
