"""The list of case studies: narrowed, ordered or found by words, with the members that are asked for."""

from typing import Any

from django.http import HttpResponse

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.case_filters import FILTERS, Words, wanted_by
from casestudies.api.items import BODY, FIELDS, Shape, item
from casestudies.api.known_names import refuse_strange
from casestudies.api.moved import described
from casestudies.api.negotiation import CSL, JSON, JSON_LD, LIST_FORMATS
from casestudies.api.operations.cases import document_list
from casestudies.api.paging import CURSOR, LIMIT, Cursors, asked_for, following
from casestudies.api.parameters import OneOf, Parameter, Whole
from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.queries.reading.cases import find_by, list_by, texts_of
from casestudies.queries.reading.order import ORDERS, Order, Position
from casestudies.queries.surroundings import Surroundings

RELEVANCE, LATEST = "relevance", "-changed"
DEEPEST_RESULT = 1_000
QUERY: dict[str, Parameter] = {
    **FILTERS,
    "q": Words(),
    "sort": OneOf(
        (*ORDERS, RELEVANCE),
        "The order; a minus turns it round. `-changed` unless you say otherwise, or `relevance` where `q` is given.",
        "-event",
    ),
    "fields": FIELDS,
    "body": BODY,
    "format": OneOf(tuple(one.name for one in LIST_FORMATS), "The format, in the place of `Accept`.", "json"),
    "limit": LIMIT,
    "cursor": CURSOR,
    "page": Whole(1, DEEPEST_RESULT, 1, "With `q` by relevance: which page, to the thousandth result.", example=2),
}


class CaseStudyList(ApiView):
    query = QUERY
    scope, is_public = Scope.READ, True
    has_samples = True
    formats = LIST_FORMATS

    @document_list(QUERY)
    def get(self, request):
        shape = self._shape()
        rows, next_page = self._found() if self._sort() == RELEVANCE else self._listed()
        refuse_strange(self.caller, self.given, found=bool(rows))
        asked = [self.caller.partner_id, shape.key, self.given.get("limit"), self._sort(), next_page]
        etag = envelope.quoted_digest(envelope.to_json([[envelope.state_of(row) for row in rows], asked]))
        headers = {"ETag": etag, "Link": links(next=next_page, **described())}
        return unchanged(request, headers) or self._answer(rows, shape, next_page, headers)

    def _answer(self, rows: list[Surroundings], shape: Shape, next_page: str, headers: dict[str, str]) -> HttpResponse:
        texts = texts_of(rows, shape.columns)
        items = [item(row, texts[row.edition.pk], shape) for row in rows]
        body: Any = {"results": items, "next": next_page or None}
        if shape.format is CSL:
            body = items
        elif shape.format is JSON_LD:
            graph = [{name: value for name, value in one.items() if name != "@context"} for one in items]
            body = {"@context": "https://schema.org", "@graph": graph}
        return answer(envelope.to_json(body), headers, shape.format.content_type)

    def _shape(self) -> Shape:
        shape = Shape(
            format=self.chosen_format,
            fields=self.given.get("fields"),
            body=self.given.get("body", BODY.words[0]),
            is_list=True,
        )
        refuse_odd_shape(shape, self.given)
        return shape

    def _sort(self) -> str:
        return self.given.get("sort", RELEVANCE if "q" in self.given else LATEST)

    def _listed(self) -> tuple[list[Surroundings], str]:
        if self.given.get("page", 1) > 1:  # the first is where every order begins
            raise odd("page", "“page” goes with “q” by relevance alone; other orders are read by “cursor”.")
        order: Order = ORDERS[self._sort()]
        cursors = Cursors(f"case-studies:{self._sort()}", asked_for(self.request, (*FILTERS, "q")), self.caller)
        position = cursors.position(self.given)
        after = Position(order.read(position[0]), position[1]) if position else None
        text = self.given.get("q", "")
        page = list_by(self.caller, wanted_by(self.given), order, text=text, after=after, limit=self._limit)
        if not page.end:
            return page.rows, ""
        cursor = cursors.after([order.written(page.end.value), page.end.id])
        return page.rows, following(self.request, addresses.LIST, cursor=cursor)

    def _found(self) -> tuple[list[Surroundings], str]:
        if "q" not in self.given:
            raise odd("sort", "“sort=relevance” needs “q”: without words there is nothing to be relevant to.")
        if "cursor" in self.given:
            raise odd("cursor", "Search by relevance is read by “page”, not by “cursor”; “sort” chooses another order.")
        number, limit = self.given.get("page", 1), self._limit
        if number * limit > DEEPEST_RESULT and number > 1:
            raise odd("page", f"Search is read to the result {DEEPEST_RESULT:,}: narrow it, or choose another order.")
        wanted = wanted_by(self.given)
        found = find_by(self.caller, wanted, self.given["q"], start=(number - 1) * limit, limit=limit)
        goes_on = found.goes_on and (number + 1) * limit <= DEEPEST_RESULT
        return found.rows, following(self.request, addresses.LIST, page=number + 1) if goes_on else ""

    @property
    def _limit(self) -> int:
        return self.given.get("limit", LIMIT.default)


def refuse_odd_shape(shape: Shape, given: dict[str, Any]) -> None:
    """`fields` and `body` say something of our JSON alone. Raises Problem."""
    for name in ("fields", "body"):
        if name in given and shape.format is not JSON:
            raise odd(name, f"“{name}” goes with JSON alone; {shape.format.title} has members of its own.")
    if "body" in given and shape.fields is None and shape.is_list:
        raise odd("body", "“body” in a list needs “fields” with “sections”: without it, a list has no texts.")
    if "body" in given and shape.fields is not None and "sections" not in shape.fields:
        raise odd("body", "“body” needs “sections” among the “fields”: it says how their text is given.")


def odd(name: str, detail: str) -> Problem:
    """A parameter that is understood, but not beside the others."""
    return Problem(INVALID_PARAMETER, detail, errors=[{"parameter": name, "detail": detail}])
