"""The picture of a case's parties: who acted, whom it touched, who oversees; with each one's official response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casestudies.enums import PartyRole, ResponseState
from casestudies.publication.drawing.shapes import Dot, Drawing, Group, Line, Shape, Words
from casestudies.publication.drawing.words import wrap

SIZE, LEADING = 14.0, 18.0
HEAD = 34.0  # from a group's top to its first party
EDGE = 2.0  # units left free on both sides
WIDE, COLUMNS, GUTTER = 900.0, 3, 42.0
TALL = 344.0
GROUPS = (
    (gettext_lazy("Made it, ran it or paid for it"), ("developer", "deployer", "host", "funder")),
    (gettext_lazy("Were affected, or objected"), ("affected", "protester")),
    (gettext_lazy("Oversee or comment"), ("regulator", "expert")),
)
OTHERS = gettext_lazy("In another role")
STATES: Mapping[str, tuple[Any, str]] = {
    ResponseState.RECEIVED: (gettext_lazy("Responded"), "picture-full"),
    ResponseState.DECLINED: (gettext_lazy("Declined to comment"), "picture-crossed"),
    ResponseState.NO_ANSWER: (gettext_lazy("Asked, did not answer"), "picture-ring"),
    ResponseState.SOUGHT: (gettext_lazy("Asked for a response"), "picture-ring"),
}
NOT_ASKED = (gettext_lazy("Not asked for a response"), "picture-none")

Party = Mapping[str, Any]


@dataclass(frozen=True)
class _Block:
    """A heading and the parties below it, in columns; `first` the column that it begins in."""

    heading: str
    columns: list[list[Party]]
    first: int
    acts: bool


def case_parties(parties: Sequence[Party], *, right_to_left: bool = False) -> dict[str, SafeString] | None:
    """The snapshot's parties, `wide` and `tall`; None where there is none."""
    if not parties:
        return None
    groups = _groups(parties)
    count = len(parties)
    title = ngettext("%(count)d party by role", "%(count)d parties by role", count) % {"count": count}
    description = " ".join(
        _("%(heading)s: %(names)s.") % {"heading": heading, "names": ", ".join(party["name"] for party in rows)}
        for heading, rows, _acts in groups
    )
    drawings = {"wide": draw_wide(groups), "tall": draw_tall(groups)}
    return {
        form: drawing.svg(
            f"picture.parties.{form}",
            css=f"picture-{form}",
            title=title,
            description=description,
            right_to_left=right_to_left,
        )
        for form, drawing in drawings.items()
    }


def draw_wide(groups: Sequence[tuple[str, list[Party], bool]]) -> Drawing:
    """The groups beside one another, an arrow from those who acted to those whom it touched."""
    shapes: list[Shape] = []
    columns = max(COLUMNS, len(groups))
    width = (WIDE - 2 * EDGE - (columns - 1) * GUTTER) / columns
    bottom, previous = 0.0, None
    for block in _blocks(groups):
        left = EDGE + block.first * (width + GUTTER)
        room = len(block.columns) * (width + GUTTER) - GUTTER
        shapes += _heading(block.heading, left, 0.0, room)
        if previous and previous.acts:
            shapes += _arrow(left - GUTTER + 6, left - 6, 14.0)
        for index, column in enumerate(block.columns):
            drawn, end = _column(column, left + index * (width + GUTTER), HEAD, width)
            shapes += drawn
            bottom = max(bottom, end)
        previous = block
    return Drawing(WIDE, bottom, shapes)


def draw_tall(groups: Sequence[tuple[str, list[Party], bool]]) -> Drawing:
    """The groups below one another."""
    shapes: list[Shape] = []
    top = 0.0
    for heading, rows, _acts in groups:
        shapes += _heading(heading, EDGE, top, TALL - 2 * EDGE)
        drawn, bottom = _column(rows, EDGE, top + HEAD, TALL - 2 * EDGE)
        shapes += drawn
        top = bottom + 14
    return Drawing(TALL, top - 14, shapes)


def _groups(parties: Sequence[Party]) -> list[tuple[str, list[Party], bool]]:
    """Headings with their parties, by the first role of each, and whether those acted. No group is empty."""
    order = [role for _heading, roles in GROUPS for role in roles]

    def rank(party: Party) -> int:
        role = next(iter(party.get("roles") or ()), "")
        return order.index(role) if role in order else len(order)

    ranked = sorted(parties, key=rank)
    found = [
        (str(heading), [party for party in ranked if rank(party) in map(order.index, roles)], index == 0)
        for index, (heading, roles) in enumerate(GROUPS)
    ]
    found.append((str(OTHERS), [party for party in ranked if rank(party) == len(order)], False))
    return [group for group in found if group[1]]


def _blocks(groups: Sequence[tuple[str, list[Party], bool]]) -> list[_Block]:
    """Groups in columns: one each, and what is left over to the longest."""
    counts = [1] * len(groups)
    while sum(counts) < COLUMNS:
        lengths = [len(rows) / count for (_, rows, _), count in zip(groups, counts, strict=True)]
        longest = lengths.index(max(lengths))
        if lengths[longest] <= 2:
            break
        counts[longest] += 1
    blocks, first = [], 0
    for (heading, rows, acts), count in zip(groups, counts, strict=True):
        size = -(-len(rows) // count)
        columns = [rows[start : start + size] for start in range(0, len(rows), size)]
        blocks.append(_Block(heading, columns, first, acts))
        first += count
    return blocks


def _heading(words: str, left: float, top: float, room: float) -> list[Shape]:
    line = wrap(words, room, SIZE, most=1, bold=True)[0]
    return [
        Words(left, top + 18, line, SIZE, bold=True),
        Line(left, top + HEAD - 7, left + room, top + HEAD - 7, "picture-axis"),
    ]


def _arrow(start: float, end: float, y: float) -> list[Shape]:
    css = "picture-arrow"
    return [Line(start, y, end, y, css), Line(end - 6, y - 5, end, y, css), Line(end - 6, y + 5, end, y, css)]


def _column(parties: Sequence[Party], left: float, top: float, room: float) -> tuple[list[Shape], float]:
    """The parties below one another, and where they end."""
    shapes: list[Shape] = []
    for index, party in enumerate(parties):
        if index:
            shapes.append(Line(left, top, left + room, top, "picture-rule"))
        inner: list[Shape] = []
        y = top + 2
        for line in wrap(party["name"], room, SIZE, most=2, bold=True):
            y += LEADING
            inner.append(Words(left, y, line, SIZE, bold=True))
        for line in wrap(_roles(party), room, SIZE, most=2):
            y += LEADING
            inner.append(Words(left, y, line, SIZE))
        y += LEADING
        words, css = STATES.get((party.get("response") or {}).get("state") or "", NOT_ASKED)
        inner.append(Dot(left + 6, y - 5, 5, css))
        if css == "picture-crossed":
            inner.append(Line(left + 1.5, y - 0.5, left + 10.5, y - 9.5, css))
        inner += [Words(left + 18, y, line, SIZE, "picture-soft") for line in wrap(str(words), room - 18, SIZE, most=1)]
        shapes.append(Group(inner, name=party.get("involvement") or ""))
        top = y + 12
    return shapes, top


def _roles(party: Party) -> str:
    roles = [str(PartyRole(role).label) if role in PartyRole.values else role for role in party.get("roles") or ()]
    return capfirst(", ".join(roles)) or _("No role recorded")
