"""Lists by cursor, and search by page: the parameters, what is bound into a cursor, the address of the next page."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from casestudies.api import addresses
from casestudies.api.cursors import read_cursor, write_cursor
from casestudies.api.examples.sync import CURSOR as EXAMPLE
from casestudies.api.parameters import Text, Whole
from casestudies.queries.callers import Caller

CURSOR = Text(
    r"[A-Za-z0-9_\-:.]+",
    "a cursor as “next” gives it",
    "Where the page starts: opaque, taken from “next”. It holds good for you, these filters and this order alone, "
    "and does not expire.",
    EXAMPLE,
    longest=2_000,
)
LIMIT = Whole(1, 100, 20, "How many to answer with at most.")


def asked_for(request, names: Iterable[str]) -> dict[str, str]:
    """Of these parameters those that were given, as they were given."""
    return {name: request.query_params[name] for name in names if name in request.query_params}


class Cursors:
    """The cursors of one list under its filters, as one caller reads it."""

    def __init__(self, ordering: str, filters: dict[str, str], caller: Caller) -> None:
        self.made_for: dict[str, Any] = {"ordering": ordering, "filters": filters, "reader": caller.audience}

    def position(self, given: dict[str, Any]) -> list[Any] | None:
        """Where the page starts; None for the first. Raises Problem."""
        cursor = given.get("cursor")
        return read_cursor(cursor, **self.made_for) if cursor else None

    def after(self, position: Sequence[Any]) -> str:
        return write_cursor(position, **self.made_for)


def following(request, path: str, **changes: Any) -> str:
    """The address of the next page: this request with `cursor` or `page` changed."""
    kept = {name: value for name, value in request.query_params.items() if name not in ("cursor", "page")}
    return f"{addresses.absolute(path)}?{urlencode({**kept, **changes})}"
