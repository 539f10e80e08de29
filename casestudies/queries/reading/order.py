"""Lists by keyset: the rows after a position, at the same cost on the first page and on the last."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from casestudies.models import PublicState

Value = datetime | date | str | None


@dataclass(frozen=True)
class Order:
    """By one column, ties by row. Rows without a value come last, whichever the direction."""

    column: str
    kind: type
    descending: bool
    is_nullable: bool = False

    def value(self, state: PublicState) -> Value:
        found: Value = state.search.title if self.column == "search__title" else getattr(state, self.column)
        return found

    def read(self, text: str | None) -> Value:
        """A value as `written` wrote it. Raises ValueError."""
        if text is None:
            return None
        if self.kind is datetime:
            return datetime.fromisoformat(text)
        return date.fromisoformat(text) if self.kind is date else text

    @staticmethod
    def written(value: Value) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Position:
    """The last row of a page: its place in the order."""

    value: Value
    id: int


def _both(name: str, column: str, kind: type, *, is_nullable: bool = False) -> dict[str, Order]:
    return {
        name: Order(column, kind, descending=False, is_nullable=is_nullable),
        f"-{name}": Order(column, kind, descending=True, is_nullable=is_nullable),
    }


# By what lists can be ordered; the folded title of the search entry sorts as a reader would.
ORDERS = {
    **_both("changed", "changed_at", datetime),
    **_both("published", "first_published_at", datetime),
    **_both("event", "event_date", date, is_nullable=True),
    **_both("title", "search__title", str),
}


def in_order(states: QuerySet[PublicState], order: Order, after: Position | None) -> QuerySet[PublicState]:
    """The rows after a position, in order. Adds no query."""
    if after is not None:
        states = states.filter(_after(order, after))
    by_id = "-id" if order.descending else "id"
    if order.is_nullable:
        column = F(order.column)
        first = column.desc(nulls_last=True) if order.descending else column.asc(nulls_last=True)
        return states.order_by(first, by_id)
    return states.order_by(f"-{order.column}" if order.descending else order.column, by_id)


def _after(order: Order, after: Position) -> Q:
    way = "lt" if order.descending else "gt"
    tie = Q(**{f"id__{way}": after.id})
    if after.value is None:
        return Q(**{f"{order.column}__isnull": True}) & tie
    further = Q(**{f"{order.column}__{way}": after.value}) | (Q(**{order.column: after.value}) & tie)
    if order.is_nullable:
        return further | Q(**{f"{order.column}__isnull": True})
    # The first condition is what an index can use; the second breaks ties.
    return Q(**{f"{order.column}__{way}e": after.value}) & further
