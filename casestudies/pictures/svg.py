"""SVG: parsed, held against lists of what may draw, and written anew."""

import re
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from casestudies.pictures.errors import BadPicture
from casestudies.pictures.svg_vocabulary import (
    ATTRIBUTES,
    ELEMENTS,
    GROUPS,
    PRESENTATION,
    TEXT_ELEMENTS,
)

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_LOCAL = re.compile(r"#[A-Za-z_][\w.:-]*", re.ASCII)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(?:px)?\s*", re.ASCII)
_BOX = re.compile(rf"\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*", re.ASCII)
_URL = re.compile(r"url\(\s*(['\"]?)(#[A-Za-z_][\w.:-]*)\1\s*\)", re.ASCII)
_OUTSIDE = re.compile(r"url|@import|expression|\\|//|javascript:|data:", re.IGNORECASE)
_MAX_DEPTH = 100
_MAX_DRAWN = 100_000  # elements, each use of one counted


def looks_like_svg(data: bytes) -> bool:
    return re.search(rb"<(?:[A-Za-z]+:)?svg[\s>]", data[:8192]) is not None


def clean_svg(data: bytes) -> tuple[bytes, int, int]:
    """The drawing alone, its width and its height; raises BadPicture.

    Scripts, styles, links, animation, embedded pictures and foreign content are left out. What a style attribute
    says is kept as attributes. The same file always gives the same bytes.
    """
    try:
        source = fromstring(data)
    except DefusedXmlException as error:
        raise BadPicture("the SVG file defines entities, which could hide anything.") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise BadPicture("the SVG file is not well-formed.") from error
    if _name(source) != "svg":
        raise BadPicture("the file is XML, but its outermost element is not svg.")
    drawing = _copy(source, 0)
    width, height = _measure(drawing)
    _check_uses(drawing)
    # Set last and always in this order, so that the same drawing is the same bytes.
    drawing.set("xmlns", _SVG)
    return ElementTree.tostring(drawing, encoding="utf-8", xml_declaration=False) + b"\n", width, height


def _name(element: ElementTree.Element) -> str:
    """The local name of an SVG element; empty for an element of another vocabulary."""
    tag = element.tag if isinstance(element.tag, str) else ""
    namespace, _, name = tag.rpartition("}")
    return name if namespace in ("", f"{{{_SVG}") else ""


def _copy(source: ElementTree.Element, depth: int, *, in_text: bool = False) -> ElementTree.Element:
    if depth > _MAX_DEPTH:
        raise BadPicture(f"the SVG file nests elements more than {_MAX_DEPTH} deep.")
    name = _name(source)
    if name in GROUPS:
        name = "tspan" if in_text else "g"
    copy = ElementTree.Element(name)
    for attribute, value in sorted(_attributes(source).items()):
        copy.set(attribute, value)
    holds_text = name in TEXT_ELEMENTS
    copy.text = source.text if holds_text else None
    for child in source:
        if _name(child) in ELEMENTS:
            inner = _copy(child, depth + 1, in_text=holds_text)
            inner.tail = child.tail if holds_text else None
            copy.append(inner)
        elif holds_text and child.tail:
            _append_text(copy, child.tail)
    return copy


def _append_text(element: ElementTree.Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _attributes(source: ElementTree.Element) -> dict[str, str]:
    kept = {name: value for name, value in source.attrib.items() if name in ATTRIBUTES and _is_local(value)}
    for declaration in source.get("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in PRESENTATION and value and _is_local(value):
            kept[name] = value.removesuffix("!important").strip()
    href = source.get("href", source.get(_XLINK_HREF, ""))
    if _LOCAL.fullmatch(href):
        kept["href"] = href
    return kept


def _is_local(value: str) -> bool:
    """Whether a value refers to nothing outside the drawing."""
    return _OUTSIDE.search(_URL.sub("", value)) is None


def _measure(drawing: ElementTree.Element) -> tuple[int, int]:
    """The size of the drawing, which gets a view box and a size if it lacks one of them."""
    box = _BOX.fullmatch(drawing.get("viewBox", ""))
    if box and not (float(box.group(3)) > 0 and float(box.group(4)) > 0):
        box = None
    sides = [_LENGTH.fullmatch(drawing.get(name, "")) for name in ("width", "height")]
    if all(sides):
        width, height = (float(side.group(1)) for side in sides if side)
    elif box:
        width, height = float(box.group(3)), float(box.group(4))
    else:
        raise BadPicture("the SVG file does not say how large it is. It needs a viewBox, or a width and a height.")
    if not (0.5 <= width <= 100_000 and 0.5 <= height <= 100_000):
        raise BadPicture("the SVG file does not say a size that can be shown.")
    given = drawing.get("viewBox") if box else None
    for name in ("viewBox", "width", "height"):
        drawing.attrib.pop(name, None)
    drawing.set("viewBox", given or f"0 0 {width:g} {height:g}")
    drawing.set("width", f"{width:g}")
    drawing.set("height", f"{height:g}")
    return max(1, round(width)), max(1, round(height))


def _check_uses(drawing: ElementTree.Element) -> None:
    """Raises BadPicture for elements that use each other without end or beyond measure."""
    targets: dict[str, ElementTree.Element] = {}
    for element in drawing.iter():
        if name := element.get("id"):
            targets.setdefault(name, element)  # of several, browsers take the first
    drawn: dict[int, int] = {}
    under_way: set[int] = set()

    def count(element: ElementTree.Element) -> int:
        key = id(element)
        if key in drawn:
            return drawn[key]
        if key in under_way or len(under_way) > 3 * _MAX_DEPTH:
            raise BadPicture("elements of the SVG file use one another in circles.")
        under_way.add(key)
        total = 1 + sum(count(child) for child in element)
        target = targets.get(element.get("href", "").removeprefix("#"))
        if element.tag == "use" and target is not None:
            total += count(target)
        under_way.discard(key)
        drawn[key] = total
        return total

    if count(drawing) > _MAX_DRAWN:
        raise BadPicture(f"the SVG file draws more than {_MAX_DRAWN:,} elements.")
