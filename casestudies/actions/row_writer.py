"""Brings the rows of a draft to what a document says, collecting every problem instead of stopping at the first."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from casestudies.errors import Problem


class RowWriter:
    """Rows of one document. Nothing is written any more once a problem was found."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.is_new = False

    def there(self, rows: Any) -> list[Any]:
        """The rows of a draft that are there, read from its manager; a new draft has none."""
        return [] if self.is_new else list(rows.all())

    def put(
        self,
        part: str,
        there: list[Any],
        wanted: list[Any],
        key: Callable[[Any], Hashable],
        found: Collection[str] = (),
    ) -> list[Any]:
        """Make the rows that are there say what the wanted ones say; returns the rows as they then stand.

        A row whose key stays keeps its identity, so that a form that was opened before still finds it; what is the
        same is not written. The place of a problem follows from a row's position. `found` names the fields whose
        records were found just now, and need not be looked for again.
        """
        by_key = {key(row): row for row in there}
        rows: list[Any] = []
        new: list[Any] = []
        changed: list[Any] = []
        names: set[str] = set()
        for row in wanted:
            kept = by_key.pop(key(row), None)
            differing = _take_over(kept, row) if kept else []
            rows.append(kept or row)
            if kept is None:
                new.append(row)
            elif differing:
                changed.append(kept)
                names.update(differing)
        for row in [*new, *changed]:
            self.check(row, f"{part}[{row.position - 1}]", exclude={"case_study", *found})
        if not self.problems:
            staying = {row.pk for row in rows}
            _write([row for row in there if row.pk not in staying], changed, new, sorted(names))
        return rows

    def check(self, row: models.Model, place: str, *, exclude: set[str]) -> None:
        try:
            row.full_clean(exclude=exclude)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                name = "" if field == "__all__" else field
                for message in messages:
                    self.add(message, ".".join(filter(None, [place, name])))

    def once(self, part: str, name: str, sentence: str) -> None:
        seen: set[str] = set()
        for index, row in enumerate(self.document[part]):
            if row[name] and row[name] in seen:
                self.add(sentence, f"{part}[{index}].{name}")
            seen.add(row[name])

    def by_key(self, model: type[models.Model], keys: list[str], part: str) -> dict[str, Any]:
        return {row.key: row for row in self.found(model, "key", keys, part)}  # type: ignore[attr-defined]

    def found(self, model: type[models.Model], field: str, keys: list[str], part: str) -> list[Any]:
        """The shared records with these keys, in this order; a missing one is a problem at its place."""
        rows = {getattr(row, field): row for row in model._default_manager.filter(**{f"{field}__in": keys})}
        for index, key in enumerate(keys):
            if key not in rows:
                name = model._meta.verbose_name
                self.add(f"There is no {name} with the key “{key}”.", f"{part}[{index}].{field}")
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]

    def add(self, message: str, place: str) -> None:
        self.problems.append(Problem(message, place))


def _take_over(row: models.Model, wanted: models.Model) -> list[str]:
    """Copy what differs; returns the names of those fields. The key and whom the row belongs to stay."""
    fields = [field for field in row._meta.concrete_fields if field.name not in ("id", "uuid", "case_study")]
    differing = [field for field in fields if getattr(row, field.attname) != getattr(wanted, field.attname)]
    for field in differing:
        setattr(row, field.attname, getattr(wanted, field.attname))
    return [field.name for field in differing]


def _write(gone: list[Any], changed: list[Any], new: list[Any], names: list[str]) -> None:
    """What goes first makes room; anchors are let go of before others take them, for they may have changed places."""
    if gone:
        type(gone[0]).objects.filter(pk__in=[row.pk for row in gone]).delete()
    if changed:
        rows = type(changed[0]).objects
        if "anchor" in names:
            rows.filter(pk__in=[row.pk for row in changed]).update(anchor="")
        rows.bulk_update(changed, names)
    if new:
        type(new[0]).objects.bulk_create(new)
