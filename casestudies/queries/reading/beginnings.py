"""How a name begins and ends, by capitals too: on SQLite LIKE takes them for small letters, and reads no index."""

from typing import Any

from django.db.models import F
from django.db.models.lookups import EndsWith, StartsWith


class Begins(StartsWith):
    """That a column begins so; on SQLite a range of its index."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        behind = f"{self.rhs[:-1]}{chr(ord(self.rhs[-1]) + 1)}"
        return f"({column} >= %s AND {column} < %s)", [*values, self.rhs, *values, behind]


class Ends(EndsWith):
    """That a column ends so."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"substr({column}, %s) = %s", [*values, -len(self.rhs), self.rhs]


def begins(column: str, text: str) -> Begins:
    """The condition that the column begins with the text, which is not empty."""
    return Begins(F(column), text)


def ends(column: str, text: str) -> Ends:
    return Ends(F(column), text)
