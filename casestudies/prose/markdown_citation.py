r"""Citations as Markdown has them: ``[see @key, p. 3, suffix; @other]``.

What stands before the key is the prefix. After the key comes the locator and, after a second comma, the suffix:
``[@key,, suffix]`` has no locator. A backslash takes their meaning from ``; , [ ] @`` and from itself.
"""

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from casestudies.prose.characters import tidy_line
from casestudies.prose.inlines import normalise_citation
from casestudies.prose.keys import SOURCE_KEY
from casestudies.prose.limits import MAX_CITATION_PART, MAX_CITED
from casestudies.prose.markdown_escape import as_entities
from casestudies.prose.nodes import Citation, CitationItem

_BRACKETS = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]", re.DOTALL)
_MENTION = re.compile(r"(?:^|[\s;(])-?@[A-Za-z0-9]")
_FOOTNOTE = re.compile(r"\^[^\s\]]+")
_KEY = re.compile(rf"(?:^|(?<=\s))@({SOURCE_KEY.pattern})(?=[\s,]|$)")
_UNIT = re.compile(r"\\.|&(?:#[xX]?[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.DOTALL)
_SPECIAL = re.compile(r"[\\;\[\]@|]|&(?=[#A-Za-z0-9])")


def citation_rule(state: StateInline, silent: bool) -> bool:
    """A rule of the Markdown parser: makes ``citation`` and ``footnote`` tokens of what stands in brackets."""
    match = _BRACKETS.match(state.src, state.pos, state.posMax)
    if match is None or state.src[match.end() : match.end() + 1] == "(":
        return False
    if _MENTION.search(match.group(1)):
        kind = "citation"
    elif _FOOTNOTE.fullmatch(match.group(1)):
        kind = "footnote"
    else:
        return False
    if not silent:
        state.push(kind, "", 0).content = match.group(1)
    state.pos = match.end()
    return True


def read_citation(text: str) -> Citation:
    """The citation between the brackets; raises ValueError with a reason that its writer understands."""
    items = [_read_item(item) for item in _split(text, ";")]
    if len(items) > MAX_CITED:
        raise ValueError(f"One citation names at most {MAX_CITED} sources. Please divide it.")
    citation = normalise_citation(items)
    if citation is None:
        raise ValueError(f"The citation [{text}] names no source.")
    return citation


def write_citation(citation: Citation) -> str:
    return f"[{'; '.join(_write_item(item) for item in citation.items)}]"


def _read_item(text: str) -> CitationItem:
    match = _KEY.search(text)
    if match is None:
        raise ValueError(
            f"“{text.strip()}” is not a citation. Write @ and the key of a source (three or more small letters,"
            " digits and . : _ -), then a comma and the page. For a plain @ write \\@."
        )
    rest = text[match.end() :].strip().removeprefix(",")
    if _KEY.search(rest):
        raise ValueError(f"“{text.strip()}” names two sources. Put a semicolon between them.")
    locator, *suffix = _split(rest, ",", at_most=1)
    parts = [tidy_line(unescapeAll(part)) for part in (locator, text[: match.start()], *suffix)]
    if any(len(part) > MAX_CITATION_PART for part in parts):
        raise ValueError(f"A part of the citation is longer than {MAX_CITATION_PART} characters.")
    return CitationItem(match.group(1), *parts)


def _split(text: str, separator: str, *, at_most: int | None = None) -> list[str]:
    """The text divided where the separator stands neither behind a backslash nor in an entity."""
    parts = [""]
    for unit in _UNIT.findall(text):
        if unit == separator and (at_most is None or len(parts) <= at_most):
            parts.append("")
        else:
            parts[-1] += unit
    return parts


def _write_item(item: CitationItem) -> str:
    prefix = f"{_escape(item.prefix)} " if item.prefix else ""
    locator = f" {_escape(item.locator).replace(',', chr(92) + ',')}" if item.locator else ""
    suffix = f", {_escape(item.suffix)}" if item.suffix else ""
    return f"{prefix}@{item.key}{',' if locator or suffix else ''}{locator}{suffix}"


def _escape(text: str) -> str:
    return as_entities(_SPECIAL.sub(r"\\\g<0>", text))
