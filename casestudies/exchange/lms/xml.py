"""Elements and characters that every XML reader takes."""

import re

from django.utils.html import escape
from lxml import etree

# What no XML 1.0 document may hold, not even as a reference.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without characters that XML does not know."""
    return FORBIDDEN.sub("", text)


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A child of the parent's namespace, or of the one that the tag names."""
    namespace = etree.QName(parent).namespace
    name = tag if tag.startswith("{") or namespace is None else f"{{{namespace}}}{tag}"
    child = etree.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    if text:
        child.text = clean(text)
    return child


def written(root: etree._Element) -> bytes:
    """The document as bytes, the same for the same tree."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def html_paragraphs(text: str) -> str:
    """Plain text as HTML, each of its lines a paragraph."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in clean(text).splitlines() if line.strip())


def short(text: str, most: int = 90) -> str:
    """The text on one line, cut at a word where it is longer."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"
