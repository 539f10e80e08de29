"""Keys for sources that come without one: author, year, word."""

import re
from collections.abc import Container, Mapping
from typing import Any

from casestudies.prose.characters import fold

_SMALL = (
    "a an and are as at by der die das de des du el en for from how in into is it la le les los of on or that the this"
    " to und un une une was were what when who why will with"
)
SMALL_WORDS = frozenset(_SMALL.split())
LONGEST = 60


def free_key(item: Mapping[str, Any], taken: Container[str]) -> str:
    """`wiggers2024openai` for a source of Wiggers', of 2024, called “OpenAI …”; with -2, -3 … where that is taken."""
    authors = item.get("authors") or []
    first = authors[0] if authors else {}
    name = first.get("family") or first.get("literal") or item.get("container_title") or item.get("publisher") or ""
    words = [word for word in _words(item.get("title", "")) if word not in SMALL_WORDS] or _words(item.get("title", ""))
    who = _words(name) if not first.get("family") else ["".join(_words(name))]
    stem = "".join([(who or ["anon"])[0][:30], str(item.get("year") or ""), (words or ["work"])[0][:20]])[:LONGEST]
    stem = stem if len(stem) > 1 else f"{stem}-work"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))
