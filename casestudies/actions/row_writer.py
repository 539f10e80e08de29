"""Checks and creates rows for a draft, collecting every problem instead of stopping at the first."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from casestudies.errors import Problem


class RowWriter:
    """Rows of one document. Nothing is created any more once a problem was found."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def create(self, rows: list[Any], part: str) -> None:
        """Check every row and, while nothing is wrong, write them."""
        for index, row in enumerate(rows):
            self.check(row, f"{part}[{index}]", exclude={"case_study"})
        if rows and not self.problems:
            type(rows[0]).objects.bulk_create(rows)

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
