"""Text that any machine can print: what no font has is told in words, and what is no character is left out."""

import re
import unicodedata
from typing import Any

# Controls, noncharacters and lone halves of pairs; tabs and line ends stay.
NOTHING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Emoji stand above the basic plane; joiners and selectors between them are of no use without them.
PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff][\u200d\ufe0f\U0001f000-\U0001faff]*")


def printable(value: Any) -> Any:
    """The same JSON with every string fit to print."""
    if isinstance(value, str):
        return PICTOGRAPHS.sub(_in_words, NOTHING.sub("", value))
    if isinstance(value, dict):
        return {name: printable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [printable(each) for each in value]
    return value


def _in_words(found: re.Match[str]) -> str:
    """`[clapper board]`: what readers of the page see, by its name in Unicode."""
    names = (unicodedata.name(character, "") for character in found.group() if unicodedata.category(character) == "So")
    return f"[{', '.join(filter(None, names)).lower() or 'emoji'}]"
