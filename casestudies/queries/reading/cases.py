"""The case studies that a caller may read, by filter, order and words; what lies around each first, its texts after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from casestudies.models import EditionPayload, PublicState, Rendering
from casestudies.queries.callers import Caller
from casestudies.queries.editions import live
from casestudies.queries.partner_coverage import covered
from casestudies.queries.reading.order import ORDERS, Order, Position, in_order
from casestudies.queries.reading.wanted import Wanted, wanted_of
from casestudies.queries.sandbox import lists as samples
from casestudies.queries.sandbox.states import is_sample, texts_of_sample
from casestudies.queries.search.forms import with_forms
from casestudies.queries.search.language import Query, parse
from casestudies.queries.search.matching import matches
from casestudies.queries.surroundings import Surroundings, as_received, surround, with_publication


@dataclass(frozen=True)
class Stretch:
    """Rows in order, and the position to go on from; None at the end."""

    rows: list[Surroundings]
    end: Position | None


@dataclass(frozen=True)
class Found:
    """A page of what words find, the best first, and whether there is more."""

    rows: list[Surroundings]
    goes_on: bool


def readable_by(caller: Caller) -> QuerySet[PublicState]:
    """What the public can read now, as far as the caller may receive it."""
    return covered(live(), caller)


def list_by(
    caller: Caller, wanted: Wanted, order: Order, *, text: str = "", after: Position | None, limit: int
) -> Stretch:
    """Up to `limit` case studies after a position. One query, two with a text, and see `as_received`; none counts."""
    if caller.is_sandbox:
        found = samples.listed(wanted, order, text, after)
        rows = [surround(state, state.edition) for state in found[:limit]]
        last = rows[-1].state if len(found) > limit else None
        return Stretch(rows, Position(samples.order_value(last, order), last.pk) if last else None)
    states = wanted_of(readable_by(caller), wanted)
    if text:
        hits = matches(with_forms(parse(text)), scored=False)
        states = states.filter(pk__in=RawSQL(f"SELECT state_id FROM ({hits.text}) AS hits", hits.values))
    states = in_order(with_publication(states), order, after)
    if order.column == "search__title":
        # What is live has a search entry; to say so lets the database walk its index.
        states = states.filter(search__isnull=False).select_related("search").defer(*_NOT_THE_TITLE)
    found = list(states[: limit + 1])
    rows = as_received([surround(state, state.edition) for state in found[:limit]], caller)
    last = found[limit - 1] if len(found) > limit else None
    return Stretch(rows, Position(order.value(last), last.pk) if last else None)


def find_by(caller: Caller, wanted: Wanted, text: str, *, start: int, limit: int) -> Found:
    """Up to `limit` case studies from the result `start` on, by relevance. Three queries, and see `as_received`."""
    if caller.is_sandbox:
        hits = samples.listed(wanted, ORDERS["-changed"], text, None)[start : start + limit + 1]
        return Found([surround(state, state.edition) for state in hits[:limit]], len(hits) > limit)
    found = _ranked(with_forms(parse(text)), wanted_of(readable_by(caller), wanted), start, limit + 1)
    states = with_publication(readable_by(caller).filter(pk__in=found[:limit]))
    by_id = {state.pk: surround(state, state.edition) for state in states}
    rows = [by_id[pk] for pk in found[:limit] if pk in by_id]
    return Found(as_received(rows, caller), len(found) > limit)


def texts_of(pages: Collection[Surroundings], columns: Collection[str]) -> dict[int, dict[str, Any]]:
    """Large columns of renderings by the edition's row id; `content` is the edition's own bytes. A query each table."""
    samples_of = [page.edition for page in pages if is_sample(page.edition)]
    if samples_of:
        return {edition.pk: texts_of_sample(edition, columns) for edition in samples_of}
    editions = [page.edition.pk for page in pages]
    found: dict[int, dict[str, Any]] = {pk: {} for pk in editions}
    rendered = [name for name in columns if name != "content"]
    if rendered:
        rows = Rendering.objects.filter(edition__in=editions).values("edition_id", *rendered)
        for row in rows:
            found[row.pop("edition_id")] |= row
    if "content" in columns:
        payloads = EditionPayload.objects.filter(edition__in=editions).values_list("edition_id", "content")
        for pk, content in payloads:
            found[pk]["content"] = content
    return found


_NOT_THE_TITLE = [
    f"search__{name}" for name in ("names", "summary", "headings", "questions", "sources", "text", "passages")
]


def _ranked(query: Query, states: QuerySet[PublicState], start: int, limit: int) -> Sequence[int]:
    hits = matches(query, scored=True)
    public, values = states.order_by().values("pk").query.sql_with_params()
    statement = (
        # Materialised, or SQLite may look into its index once for every live case.
        f"WITH hits AS MATERIALIZED ({hits.text}) SELECT hits.state_id FROM hits WHERE hits.state_id IN ({public}) "
        f"ORDER BY hits.score DESC, hits.state_id DESC LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*hits.values, *values, limit, start])
        return [pk for (pk,) in cursor.fetchall()]
