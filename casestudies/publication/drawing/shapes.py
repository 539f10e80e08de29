"""What a picture is made of, and how it is written as SVG.

Places are in the units of the view box, from its upper left corner, as a text that runs from left to right would
have them; a picture for a text that runs the other way is mirrored as a whole when it is written. Colours are
classes of static/css/pictures.css. Nothing carries a style of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from casestudies.publication.drawing.words import width_of

ASCENT, DESCENT = 0.95, 0.27  # of a font's size; DejaVu Sans, the tallest that the stylesheet names, has less


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline, `anchor` says which end of it stands at `x`."""

    x: float
    y: float
    text: str
    size: float
    css: str = "picture-words"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False

    @property
    def box(self) -> Box:
        width = width_of(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)

    def write(self, frame: "Frame") -> SafeString:
        weight = mark_safe(' font-weight="600"') if self.bold else ""
        return format_html(
            '<text class="{}" x="{}" y="{}" font-size="{}"{}{}>{}</text>',
            self.css,
            number(frame.across(self.x)),
            number(self.y),
            number(self.size),
            mark_safe(f' text-anchor="{self.anchor}"') if self.anchor != "start" else "",
            weight,
            self.text,
        )


@dataclass(frozen=True)
class Bar:
    """A rectangle; a hatched one is filled with the picture's pattern."""

    x: float
    y: float
    width: float
    height: float
    css: str
    hatched: bool = False

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    def write(self, frame: "Frame") -> SafeString:
        left = frame.across(self.x + self.width) if frame.is_mirrored else self.x
        return format_html(
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
            self.css,
            number(left),
            number(self.y),
            number(self.width),
            number(self.height),
            format_html(' fill="url(#{})"', frame.hatch) if self.hatched else "",
        )


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float
    css: str

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)

    def write(self, frame: "Frame") -> SafeString:
        place = number(frame.across(self.x)), number(self.y), number(self.radius)
        return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', self.css, *place)


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    css: str

    @property
    def box(self) -> Box:
        left, right = sorted((self.x1, self.x2))
        top, bottom = sorted((self.y1, self.y2))
        return Box(left, top, right, bottom)

    def write(self, frame: "Frame") -> SafeString:
        ends = (frame.across(self.x1), self.y1, frame.across(self.x2), self.y2)
        return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', self.css, *map(number, ends))


@dataclass(frozen=True)
class Group:
    """Shapes that belong together: `name` is said when one points at them; with an address they are a link."""

    shapes: Sequence["Shape"]
    name: str = ""
    href: str = ""

    def write(self, frame: "Frame") -> SafeString:
        inner = format_html_join("", "{}", ((shape.write(frame),) for shape in self.shapes))
        title = format_html("<title>{}</title>", self.name) if self.name else ""
        if self.href:
            return format_html('<a href="{}" aria-label="{}">{}{}</a>', self.href, self.name, title, inner)
        return format_html("<g>{}{}</g>", title, inner)


Shape = Words | Bar | Dot | Line | Group


@dataclass(frozen=True)
class Frame:
    """What shapes need to know of the picture that they are written into."""

    width: float
    is_mirrored: bool
    hatch: str

    def across(self, x: float) -> float:
        return self.width - x if self.is_mirrored else x


@dataclass(frozen=True)
class Drawing:
    """A picture: its size, and its shapes from the back to the front."""

    width: float
    height: float
    shapes: Sequence[Shape]

    def flat(self) -> Iterator[Words | Bar | Dot | Line]:
        """Every shape by itself."""
        yield from _flat(self.shapes)

    def svg(
        self, id: str, *, css: str, title: str, description: str, right_to_left: bool = False, has_links: bool = False
    ) -> SafeString:
        """As an element of a page. `id` and what begins with it and a hyphen are free there; it has a name to be heard
        by, and is one image, or, with links in it, a group of them."""
        frame = Frame(self.width, right_to_left, f"{id}-hatch")
        hatched = any(isinstance(shape, Bar) and shape.hatched for shape in self.flat())
        return format_html(
            '<svg class="picture {}" viewBox="0 0 {} {}" role="{}" aria-labelledby="{}-title" '
            'aria-describedby="{}-desc"{}><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}{}</svg>',
            css,
            number(self.width),
            number(self.height),
            "group" if has_links else "img",
            id,
            id,
            mark_safe(' direction="rtl"') if right_to_left else "",
            id,
            title,
            id,
            description,
            format_html(_HATCH, frame.hatch) if hatched else "",
            format_html_join("", "{}", ((shape.write(frame),) for shape in self.shapes)),
        )


_HATCH = (
    '<defs><pattern id="{}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="picture-hatching" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
)


def number(value: float) -> str:
    """`12.5`, `12`: to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def _flat(shapes: Sequence[Shape]) -> Iterator[Words | Bar | Dot | Line]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from _flat(shape.shapes)
        else:
            yield shape
