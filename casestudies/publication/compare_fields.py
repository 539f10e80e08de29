"""Fields and parts of a snapshot as a comparison knows them, and how their values read."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext

from casestudies.publication.apparatus import label
from casestudies.publication.bibliography import csl_date_in_words, name_in_words
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.publication.when import in_words

Row = Mapping[str, Any]
Label = str | Promise
Names = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One value of a row. `shared`: it belongs to a shared record, so that no draft can bring it back.

    `words` says a value in words, given the names of sources by key and of sections by anchor.
    """

    label: Label
    words: "Callable[[Any, Names], str]"
    is_prose: bool = False
    shared: bool = False


@dataclass(frozen=True)
class Part:
    """A list of rows. `key` tells which rows are the same; fields that have no name here are called by their own."""

    label: Label
    key: Callable[[Row], str]
    title: Callable[[Row], str]
    fields: Mapping[str, Field]


def raw(value: Any) -> str:
    """A value that has no words of its own, as it is stored."""
    if value in (None, "", [], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def one_of(choices: type[TextChoices]) -> Callable[[Any], str]:
    return lambda value: label(choices, value) if isinstance(value, str) else raw(value)


def several_of(choices: type[TextChoices]) -> Callable[[Any], str]:
    return lambda values: ", ".join(label(choices, value) for value in values or ())


def when(value: Row | None) -> str:
    return in_words(value)


def day(value: str | None) -> str:
    return in_words({"date": value or ""})


def named(value: Row | None) -> str:
    return str((value or {}).get("name", ""))


def original(value: Row | None) -> str:
    """Which edition of its original a translation follows."""
    return gettext("edition %(number)s of the original") % {"number": value["edition"]} if value else ""


def place(code: str | None) -> str:
    return jurisdiction_name(code or "")


def places(codes: Sequence[str] | None) -> str:
    return ", ".join(jurisdiction_name(code) for code in codes or ())


def cited(items: Sequence[Row] | Row | None, names: Names) -> str:
    """`Wiggers 2024, p. 3; letter2024`: sources by their short names, or by their keys where they have none."""
    rows = [items] if isinstance(items, Mapping) else items or ()
    return "; ".join(", ".join(filter(None, [names.get(row["key"], row["key"]), row.get("locator")])) for row in rows)


def heading(anchor: str | None, names: Names) -> str:
    return names.get(f"#{anchor}", anchor or "")


def archived(value: Row | None) -> str:
    return " · ".join(filter(None, [(value or {}).get("url", ""), day((value or {}).get("on"))]))


def terms(value: Sequence[Row] | None) -> str:
    return " › ".join(named(term) for term in value or ())


def names(value: Any) -> str:
    return "; ".join(map(name_in_words, value or ()))


def csl_date(value: Any) -> str:
    return csl_date_in_words(value) if value else ""


def picture(sha256: Any) -> str:
    """A picture by the beginning of its digest."""
    return f"{sha256[:12]}…" if sha256 else ""


def own(name: Label, words: Callable[[Any], str] = raw) -> Field:
    """A field of the draft itself."""
    return Field(name, lambda value, _names: words(value))


def shared(name: Label, words: Callable[[Any], str] = raw) -> Field:
    """A field of a shared record."""
    return Field(name, lambda value, _names: words(value), shared=True)


def prose(name: Label) -> Field:
    return Field(name, lambda value, _names: raw(value), is_prose=True)
