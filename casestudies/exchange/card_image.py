"""Draws the picture that other sites show beside a link: 1200 by 630 pixels, the title as large as it has room."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.cache import caches

from casestudies.prose.characters import tidy_line

TEMPLATE = Path(settings.BASE_DIR, "templates", "cards", "card.typ")
WIDTH, HEIGHT = 1200, 630  # pixels
LONGEST = 400  # characters of a title; more have no room at any size
# A long word gets places where a line may break within it.
LONG_WORD = re.compile(r"\S{24}(?=\S)")
BREAK = "\u200b"
LANGUAGE = re.compile(r"[a-z]{2,3}")


@cache
def card_version() -> str:
    """Changes with the drawing."""
    return hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()[:16]


def kept_card(name: str, facts: Mapping[str, Any]) -> bytes:
    """The picture of that name, drawn now if nobody asked before. `name` says all that it depends on."""
    shelf = caches["cards"]
    key = hashlib.sha256(f"{card_version()} {name}".encode()).hexdigest()
    found = shelf.get(key)
    if found is None:
        found = draw_card(**facts)
        shelf.set(key, found)
    return found


def draw_card(*, title: str, publication: str, by: str, line: str, language: str, is_correction: bool) -> bytes:
    """The picture as PNG. It takes less than a tenth of a second."""
    subtag = language.lower().partition("-")[0]
    facts = {
        "title": LONG_WORD.sub(rf"\g<0>{BREAK}", _cut(tidy_line(title))),
        "publication": tidy_line(publication),
        "by": tidy_line(by),
        "line": tidy_line(line),
        "language": subtag if LANGUAGE.fullmatch(subtag) else "en",
        "is_correction": is_correction,
    }
    return typst.compile(TEMPLATE, format="png", ppi=72, sys_inputs={"facts": json.dumps(facts)})


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
