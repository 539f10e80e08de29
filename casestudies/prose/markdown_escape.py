"""Text made safe to stand in Markdown, where it would otherwise be read as markup."""

import re
import unicodedata

# Characters that nobody sees and that editors, terminals and version control are known to mistake.
_TREACHEROUS = re.compile("[\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MARKUP = re.compile(
    r"[\\`*\[\]]"
    r"|<(?=[A-Za-z/!?]|\Z)"
    r"|&(?=[#A-Za-z0-9]|\Z)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore within a word is no emphasis
    r"|!\Z"  # a link or a citation may follow
)
_BLOCK_MARKER = re.compile(r"[-+=>#~:|]|(?<=\d)[.)](?=\s|$)")
_NUMBER = re.compile(r"\d{0,9}")


def as_entities(text: str) -> str:
    """The text with invisible characters spelt out as entities."""
    return _TREACHEROUS.sub(lambda match: _entity(match.group()), text)


def escape_text(text: str, *, starts_line: bool, ends_line: bool, in_cell: bool, after_citation: bool) -> str:
    """A run of text as Markdown that reads as exactly this text."""
    if not text:
        return ""
    head, tail = "", ""
    if unicodedata.combining(text[0]) or (starts_line and text[0].isspace()):
        head, text = _entity(text[0]), text[1:]
    if text and ends_line and text[-1].isspace():
        text, tail = text[:-1], _entity(text[-1])
    end = "\n" if ends_line else ""
    escaped = _MARKUP.sub(r"\\\g<0>", text + end).removesuffix(end)
    if in_cell:
        escaped = escaped.replace("|", "\\|")
    elif starts_line and not head:
        escaped = _escape_block_marker(escaped)
    if after_citation and escaped.startswith("(") and not head:
        escaped = f"\\{escaped}"
    return head + as_entities(escaped) + tail


def _escape_block_marker(text: str) -> str:
    digits = _NUMBER.match(text)
    start = digits.end() if digits else 0
    marker = _BLOCK_MARKER.match(text, start)
    if marker is None or (start and text[start] not in ".)"):
        return text
    return f"{text[:start]}\\{text[start:]}"


def _entity(char: str) -> str:
    return "&nbsp;" if char == "\u00a0" else f"&#x{ord(char):X};"
