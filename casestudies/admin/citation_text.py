"""Citations of a timeline event or a response as one line of text: `wiggers2024techcrunch, p. 3; openai2024`."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casestudies.prose.characters import tidy_line
from casestudies.prose.keys import is_source_key
from casestudies.prose.limits import MAX_CITATION_PART

Citations = list[dict[str, str]]
_ENTRY = re.compile(r"(?:\\[\\;]|[^;])+")
_ESCAPED = re.compile(r"\\([\\;])")
_TO_ESCAPE = re.compile(r"[\\;]")


def format_citations(citations: Iterable[Mapping[str, str]]) -> str:
    """The line that `parse_citations` reads back; a semicolon within a locator is written `\\;`."""
    return "; ".join(
        ", ".join(filter(None, [item.get("key", ""), _TO_ESCAPE.sub(r"\\\g<0>", item.get("locator", ""))]))
        for item in citations
    )


def parse_citations(text: str) -> Citations:
    """`[{"key", "locator"}]` from such a line, or from the JSON that the page's script writes.

    Repeats are dropped. Raises ValidationError naming what is not a key; whether a source has it is not asked.
    """
    text = text.strip()
    entries = _from_json(text) if text.startswith("[") else _from_line(text)
    citations: Citations = []
    for key, locator in entries:
        if not is_source_key(key):
            raise ValidationError(
                _("“%(key)s” cannot be the key of a source. Write “key, p. 3; other-key”."),
                code="malformed",
                params={"key": key[:80]},
            )
        citation = {"key": key, "locator": tidy_line(tidy_line(locator)[:MAX_CITATION_PART])}
        if citation not in citations:
            citations.append(citation)
    return citations


def _from_line(text: str) -> list[tuple[str, str]]:
    entries = []
    for part in _ENTRY.findall(text):
        key, _comma, locator = _ESCAPED.sub(r"\1", part).partition(",")
        if key.strip() or locator.strip():
            entries.append((key.strip(), locator))
    return entries


def _from_json(text: str) -> list[tuple[str, str]]:
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    entries = [_entry(item) for item in found] if isinstance(found, list) else [None]
    if None in entries:
        raise ValidationError(_("These sources could not be read. Choose them again."), code="malformed")
    return [entry for entry in entries if entry is not None]


def _entry(item: Any) -> tuple[str, str] | None:
    if not isinstance(item, dict):
        return None
    key, locator = item.get("key"), item.get("locator", "")
    return (key, locator) if isinstance(key, str) and isinstance(locator, str) else None
