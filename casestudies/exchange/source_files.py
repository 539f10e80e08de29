"""A source as an item of CSL-JSON, with what CSL has no place for under `custom`."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from casestudies.enums import LinkState, SourceCheck, SourceType
from casestudies.exchange.csl_variables import DATE_PARTS, DATES, KNOWN, NAME_FLAGS, NAME_PARTS, NAMES, TEXTS
from casestudies.exchange.loaded import Path
from casestudies.exchange.schema import At, Day, ListOf, Optional, Record, Text, is_day, nearest
from casestudies.models import Source
from casestudies.publication.csl import TEXT_FIELDS, csl_item, date_parts

CUSTOM: dict[str, Any] = {
    "source_check": Text(choices=tuple(SourceCheck.values), default=SourceCheck.NOT_CHECKED.value),
    "provenance": Text(),
    "unconfirmed": ListOf(Text(required=True)),
    "archived": Optional(Record({"url": Text(required=True), "on": Day()})),
    "link_state": Text(choices=tuple(LinkState.values), default=LinkState.UNCHECKED.value),
}
# Where in the file a field of Source stands, for those that are called otherwise there.
SOURCE_PLACES: dict[str, Path] = {
    **{field: (variable,) for variable, field in TEXT_FIELDS.items()},
    "key": ("id",),
    **dict.fromkeys(("year", "month", "day"), ("issued",)),
    "archived_url": ("custom", "archived", "url"),
    "archived_on": ("custom", "archived", "on"),
    **{name: ("custom", name) for name in ("source_check", "provenance", "unconfirmed", "link_state")},
}


def read_source(value: Any, at: At) -> dict[str, Any]:
    """The item for `save_source` in a CSL-JSON item; problems are noted."""
    if not isinstance(value, Mapping):
        at.problem('a source must be an object: {"id": …, "type": …, "title": …}')
        return {}
    for name in value:
        if name not in KNOWN:
            (at / name).problem(f"“{name}” is not a CSL variable{nearest(name, KNOWN)}")
    for name in ("id", "type", "title"):
        if name not in value:
            at.problem(f"“{name}” is missing")
    year, month, day = _issued(value.get("issued"), at / "issued")
    custom, extra = _read_custom(value.get("custom"), at / "custom")
    extra |= _read_extra(value, at)
    archived = custom.pop("archived", None) or {"url": "", "on": ""}
    return {
        "key": Text(required=True).read(value.get("id", "-"), at / "id"),
        "type": Text(required=True, choices=tuple(SourceType.values)).read(value.get("type", "webpage"), at / "type"),
        **{field: _text(value.get(variable), at / variable) for variable, field in TEXT_FIELDS.items()},
        "year": year,
        "month": month,
        "day": day,
        "authors": _read_authors(value.get("author"), at / "author"),
        "extra": extra,
        "archived_url": archived["url"],
        "archived_on": archived["on"],
        **custom,
    }


def write_source(source: Source) -> dict[str, Any]:
    """The CSL-JSON item that `read_source` takes for this source. Reads `source.authors` (prefetch it)."""
    odd = {name: value for name, value in source.extra.items() if not _is_csl(name, value)}
    plain = copy(source)
    plain.extra = {name: value for name, value in source.extra.items() if name not in odd}
    archived = {"url": source.archived_url, "on": source.archived_on.isoformat() if source.archived_on else ""}
    custom = {
        "source_check": source.source_check,
        "provenance": source.provenance,
        "unconfirmed": source.unconfirmed,
        "archived": {name: text for name, text in archived.items() if text},
        "link_state": "" if source.link_state == LinkState.UNCHECKED else source.link_state,
        "extra": odd,
    }
    return plain.extra | csl_item(plain) | {"custom": {name: value for name, value in custom.items() if value}}


def _read_custom(value: Any, at: At) -> tuple[dict[str, Any], dict[str, Any]]:
    """Our own members, and whatever else was kept with the source."""
    extra = value.get("extra") if isinstance(value, Mapping) else None
    if extra is not None and not isinstance(extra, Mapping):
        (at / "extra").problem("“extra” must have named members")
        extra = None
    if isinstance(value, Mapping):
        value = {name: item for name, item in value.items() if name != "extra"}
    return Record(CUSTOM).read(value, at), dict(extra or {})


def _read_extra(value: Mapping[str, Any], at: At) -> dict[str, Any]:
    """The CSL variables that no field of ours holds."""
    held = {"id", "type", "custom", "author", "issued", *TEXT_FIELDS}
    extra = {}
    for name in value:
        if name in held or name not in KNOWN or value[name] is None:
            continue
        taken = str(value[name]) if _is_number(value[name]) else value[name]
        if _is_csl(name, taken):
            extra[name] = taken
        else:
            shape = "a list of names" if name in NAMES else "a date" if name in DATES else "text"
            (at / name).problem(f"“{name}” must be {shape}, as CSL-JSON has it")
    return extra


def _is_csl(name: str, value: Any) -> bool:
    """Whether an extra variable has the shape in which we take it back from a file just as it is."""
    if name in {"author", "issued", *TEXT_FIELDS}:
        return False
    if name in NAMES:
        return isinstance(value, list) and all(map(_is_name, value))
    if name in DATES:
        return isinstance(value, Mapping) and bool(value) and set(value) <= DATE_PARTS
    return name in TEXTS and isinstance(value, str)


def _is_name(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= NAME_PARTS | NAME_FLAGS


def _text(value: Any, at: At) -> str:
    return Text().read(str(value) if _is_number(value) else value, at)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _issued(value: Any, at: At) -> tuple[int | None, int | None, int | None]:
    if value is None:
        return None, None, None
    try:
        if set(value) != {"date-parts"} or len(value["date-parts"]) != 1:
            raise ValueError
        year, month, day = date_parts(value)
    except (ValueError, TypeError):
        at.problem('“issued” must be one date, as precise as it is known: {"date-parts": [[2024, 11, 26]]}')
        return None, None, None
    if not is_day(f"{year:04d}-{month or 1:02d}-{day or 1:02d}"):
        at.problem("“issued” is no day of the calendar")
    return year, month, day


def _read_authors(value: Any, at: At) -> list[dict[str, str]]:
    if value is not None and not isinstance(value, list):
        at.problem("“author” must be a list of names")
        return []
    return [_read_author(name, at / index) for index, name in enumerate(value or [])]


def _read_author(value: Any, at: At) -> dict[str, str]:
    """Family and given name, or one literal; particles and a suffix join the name they belong to."""
    if isinstance(value, Mapping):
        value = {part: text for part, text in value.items() if part not in NAME_FLAGS}
    name = Record({part: Text() for part in sorted(NAME_PARTS)}).read(value, at)
    if not name:
        return {"family": "", "given": "", "literal": ""}
    family = " ".join(filter(None, [name["non-dropping-particle"], name["family"]]))
    given = " ".join(filter(None, [name["given"], name["dropping-particle"]]))
    given = ", ".join(filter(None, [given, name["suffix"]]))
    if name["literal"] and (family or given):
        at.problem("a name has “family” and “given”, or “literal”, not both")
    elif not (name["literal"] or family or given):
        at.problem("a name needs “family” or “literal”")
    if not family:
        return {"family": "", "given": "", "literal": name["literal"] or given}
    return {"family": family, "given": given, "literal": ""}
