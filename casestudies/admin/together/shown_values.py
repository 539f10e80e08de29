"""The values of two versions in words: what a field is called, where it stands, and what each side says there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casestudies.admin.labels import label_of
from casestudies.admin.together.choices import kind_of
from casestudies.admin.together.states import Versions
from casestudies.admin.together.values import PARTS, RECORDS, Kind
from casestudies.enums import ContributorRole, PartyRole
from casestudies.models import CaseStudy, FrameworkTerm
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.html import parse_html
from casestudies.publication.merge import ORDER, ROW, Difference
from casestudies.publication.render_diff import DiffRenderer

# The field that stands for a row.
TITLES = {
    "sections": "heading",
    "references": "source",
    "timeline": "title",
    "objectives": "text",
    "questions": "prompt",
    "figures": "key",
    "parties": "party",
    "classifications": "term",
    "instruments": "instrument",
    "contributions": "person",
}


@dataclass(frozen=True)
class Shown:
    """What one side says: a value, marked where it differs from the base; or a row's `lines`; or `names` in order."""

    is_there: bool = True
    html: str = ""
    is_prose: bool = False
    picture: str = ""
    lines: tuple[tuple[str, "Shown"], ...] = ()
    names: tuple[str, ...] = ()


class Words:
    """Names of records are fetched at once: at most six queries."""

    def __init__(self, three: Versions, differences: Iterable[Difference]) -> None:
        self.three = three
        self.renderer = DiffRenderer({})
        wanted: dict[Any, set[str]] = {}
        for found in differences:
            for side in (found.mine, found.theirs):
                self._want(wanted, found, side)
        self.records = {model: _labels(model, ids) for model, ids in wanted.items()}

    def where(self, difference: Difference) -> str:
        """`Section “The letter”`; "" for the case study's own fields."""
        if not difference.part:
            return ""
        model = _model(difference.part)
        if difference.field == ORDER:
            return str(capfirst(model._meta.verbose_name_plural))
        name = self.row_name(difference.part, difference.key)
        return f"{capfirst(model._meta.verbose_name)} “{name}”" if name else str(capfirst(model._meta.verbose_name))

    def label(self, difference: Difference) -> str:
        if difference.field == ORDER:
            return _("Order")
        if difference.field != ROW:
            return _label(difference.part, difference.field)
        if difference.base is not None:
            return _("Removed by you") if difference.mine is None else _("Removed by them")
        return _("Added by them") if difference.mine is None else _("Added by you")

    def row_name(self, part: str, key: str) -> str:
        field = TITLES[part]
        for state in (self.three.mine, self.three.theirs, self.three.base):
            row = state.parts[part].get(key) if state else None
            if row is not None and row[field]:
                return self._text(part, field, row[field])[:120]
        return ""

    def shown(self, difference: Difference, value: Any) -> Shown:
        if difference.field == ORDER:
            return Shown(names=tuple(self.row_name(difference.part, key) for key in value))
        if difference.field != ROW:
            return self._shown(difference.part, difference.field, kind_of(difference), value, difference.base)
        if value is None:
            return Shown(is_there=False)
        lines = []
        for name, kind in PARTS[difference.part].items():
            if value[name]:
                before = difference.base[name] if difference.base is not None else None
                lines.append(
                    (_label(difference.part, name), self._shown(difference.part, name, kind, value[name], before))
                )
        return Shown(lines=tuple(lines))

    def _shown(self, part: str, name: str, kind: Kind | None, value: Any, base: Any) -> Shown:
        if kind is Kind.PROSE:
            return Shown(html=self._prose(value, base), is_prose=True)
        if kind is Kind.PICTURE:
            return Shown(picture=value, html="" if value else _("No picture"))
        if kind is Kind.TEXT and base:
            return Shown(html=self.renderer.text(base, value))
        return Shown(html=self._text(part, name, value))

    def _prose(self, value: str, base: str | None) -> str:
        try:
            return self.renderer.prose(base, value) if base else self.renderer.pieces.blocks(parse_html(value))
        except ProseTooLong as error:
            return str(error)

    def _text(self, part: str, name: str, value: Any) -> str:
        kind = PARTS[part][name] if part else None
        if name in RECORDS:
            ids = value if isinstance(value, tuple) else (value,)
            labels = self.records.get(RECORDS[name], {})
            return "; ".join(labels.get(pk, _("a record that is not there any more")) for pk in ids if pk)
        if kind is Kind.SECTION:
            return self.row_name("sections", value) if value else ""
        field = _field(part, name)
        choices = dict(getattr(field, "flatchoices", ()) or ())
        if isinstance(value, tuple):
            roles = dict((PartyRole if part == "parties" else ContributorRole).choices)
            return ", ".join(str(roles.get(item, item)) for item in value)
        if value in choices and value:
            return str(choices[value])
        if name == "circa":
            return _("Yes") if value else _("No")
        return _day(value) if name in ("date", "until", "sought_on", "responded_on") else value

    def _want(self, wanted: dict[Any, set[str]], found: Difference, side: Any) -> None:
        """Collects the ids that are to be named: of the value, and of the row that it stands in."""
        if found.field in (ROW, ORDER):
            keys = side if found.field == ORDER else (found.key,)
            rows = [row for key in keys or () for row in self._rows(found.part, key)]
        else:
            rows = [{found.field: side}, *(self._rows(found.part, found.key) if found.part else ())]
        for row in rows:
            for name, value in row.items():
                if name in RECORDS:
                    ids = value if isinstance(value, tuple) else (value,)
                    wanted.setdefault(RECORDS[name], set()).update(pk for pk in ids if pk.isdecimal() and len(pk) < 19)

    def _rows(self, part: str, key: str) -> list[Any]:
        states = [state for state in (self.three.mine, self.three.theirs, self.three.base) if state]
        return [state.parts[part][key] for state in states if key in state.parts[part]]


def _labels(model: Any, ids: set[str]) -> dict[str, str]:
    rows = model._default_manager.filter(pk__in=ids)
    rows = rows.select_related("framework") if model is FrameworkTerm else rows
    return {str(row.pk): label_of(row) for row in rows}


def _model(part: str) -> Any:
    return CaseStudy._meta.get_field(part).related_model


def _field(part: str, name: str) -> Any:
    model = _model(part) if part else CaseStudy
    known = {field.name: field for field in [*model._meta.fields, *model._meta.many_to_many]}
    return known.get(name)


def _label(part: str, name: str) -> str:
    field = _field(part, name)
    return str(capfirst(field.verbose_name)) if field else _("Picture")


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value
