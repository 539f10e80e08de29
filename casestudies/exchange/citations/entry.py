"""One work of a file, as far as it could be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """`where` says to a person where it stands in what was given; `problem` why it cannot be used, else empty."""

    where: str
    csl: Mapping[str, Any]
    problem: str = ""
