"""What was read from a file, with the line on which each part of it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

# What neither database keeps as text.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Loaded:
    """Plain data (dict, list, str, int, bool, None) and the lines of its parts, by their path in it."""

    file: str
    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the part, or of the nearest part around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def unstorable(text: str) -> str:
    """The first character that no text may hold, named: `U+0000`; empty if there is none."""
    found = _UNSTORABLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""
