"""Which text in HTML is bold or italic, by its tags and by the styles that word processors write instead."""

from typing import NamedTuple

_BOLD = frozenset(["b", "strong"])
_ITALIC = frozenset(["i", "em", "cite", "dfn", "var"])
_BOLD_FROM = 600  # the font weight from which text reads as bold


class Style(NamedTuple):
    bold: bool
    italic: bool


PLAIN = Style(False, False)


def styled(around: Style, tag: str, css: str) -> Style:
    """The style of an element: that around it, changed by its tag and then by its style attribute."""
    bold, italic = around.bold or tag in _BOLD, around.italic or tag in _ITALIC
    for declaration in css.lower().split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        value = value.removesuffix("!important").strip()
        if name == "font-weight" and value:
            bold = value in ("bold", "bolder") or (value.isdecimal() and int(value[:5]) >= _BOLD_FROM)
        elif name == "font-style" and value:
            italic = value.startswith(("italic", "oblique"))
    return Style(bold, italic)
