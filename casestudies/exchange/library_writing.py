"""The shared records as the text of their files."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models

from casestudies.exchange.library import KINDS, SOURCES_FILE, Kind
from casestudies.exchange.source_files import SOURCE_PLACES, write_source
from casestudies.exchange.writing_yaml import write_yaml
from casestudies.models import Framework, FrameworkTerm, Source

Keys = Mapping[type[models.Model], set[str]]


def library_records(only: Keys | None = None) -> dict[Kind, list[Any]]:
    """Every shared record by its kind, in the order of their keys; or those alone whose first key is in `only`."""
    found = {}
    for kind in KINDS:
        records = kind.model._default_manager.order_by(*kind.names)
        if only is not None:
            records = records.filter(**{f"{kind.names[0]}__in": only.get(kind.model, set())})
        if kind.model is Source:
            records = records.prefetch_related("authors")
        if kind.model is Framework:
            records = records.prefetch_related("terms")
        found[kind] = list(records)
    return found


def write_library(records: Mapping[Kind, list[Any]]) -> dict[str, str]:
    """The files, by name; a kind of which there is nothing has none."""
    files = {}
    for kind, found in records.items():
        if not found:
            continue
        if kind.file == SOURCES_FILE:
            files[kind.file] = (
                json.dumps([write_source(source) for source in found], ensure_ascii=False, indent=2) + "\n"
            )
        else:
            files[kind.file] = write_yaml([_full(item_of(kind, record)) for record in found])
    return files


def item_of(kind: Kind, record: Any) -> dict[str, Any]:
    """The record as its file, read again, must give it."""
    names = kind.members or ("key", "type", "extra", *SOURCE_PLACES)
    item = {name: _plain(getattr(record, name)) for name in names if name not in ("terms", "year", "month", "day")}
    if isinstance(record, Framework):
        item["terms"] = _terms(record.terms.all(), None)
    if isinstance(record, Source):
        item |= {"year": record.year, "month": record.month, "day": record.day}
        item["authors"] = [
            {"family": author.family, "given": author.given, "literal": author.literal}
            for author in record.authors.all()
        ]
    return item


def _terms(terms: Iterable[FrameworkTerm], parent: int | None) -> list[dict[str, Any]]:
    return [
        {"key": term.key, "name": term.name, "note": term.note, "terms": _terms(terms, term.pk)}
        for term in terms
        if term.parent_id == parent
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _full(value: Any) -> Any:
    """Without what is empty, at every depth."""
    if isinstance(value, list):
        return [_full(item) for item in value]
    if isinstance(value, dict):
        return {name: _full(item) for name, item in value.items() if item not in ("", [])}
    return value
