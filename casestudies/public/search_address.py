"""The address of a search: what it asks for, read from a request and written in one steady order."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict

from casestudies.enums import Facet, Sort
from casestudies.public.languages import local
from casestudies.queries.search.language import parse, tidy_query
from casestudies.queries.search.narrowing import Narrowing, narrowing

BASE = "/cases/"
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class SearchAddress:
    """What was asked for. `sort` is None where nothing was chosen."""

    q: str = ""
    narrowed: Narrowing = field(default_factory=Narrowing)
    sort: Sort | None = None
    number: int = 1

    @property
    def order(self) -> Sort:
        """By relevance where words are looked for; else the newest edition first."""
        if self.sort and (self.sort != Sort.RELEVANCE or self.can_rank):
            return self.sort
        return Sort.RELEVANCE if self.can_rank else Sort.NEWEST

    @property
    def can_rank(self) -> bool:
        return bool(parse(self.q).wanted)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The parameters in order, without the page."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(str(facet), value) for facet in self.narrowed.facets for value in self.narrowed.chosen[facet]]
        return pairs + ([("sort", str(self.sort))] if self.sort else [])

    @property
    def feed_fields(self) -> list[tuple[str, str]]:
        """The parameters of the feed that follows this search: a feed has an order of its own."""
        return replace(self, sort=None).fields

    @property
    def url(self) -> str:
        pairs = self.fields + ([("page", str(self.number))] if self.number > 1 else [])
        return local(f"{BASE}?{urlencode(pairs)}" if pairs else BASE)

    def with_q(self, q: str) -> "SearchAddress":
        return replace(self, q=q, number=1)

    def with_narrowed(self, narrowed: Narrowing) -> "SearchAddress":
        return replace(self, narrowed=narrowed, number=1)

    def with_sort(self, sort: Sort) -> "SearchAddress":
        """Without a word about it where it is what would be chosen anyhow."""
        plain = replace(self, sort=None, number=1)
        return plain if plain.order == sort else replace(plain, sort=sort)

    def with_number(self, number: int) -> "SearchAddress":
        return replace(self, number=number)


def read_address(request: HttpRequest) -> SearchAddress:
    """What the request asks for; what it says that nobody knows is passed over. Http404 for no page number."""
    asked: QueryDict = request.GET
    sort = asked.get("sort", "")
    return SearchAddress(
        q=tidy_query(asked.get("q", "")),
        narrowed=narrowing({facet: asked.getlist(str(facet)) for facet in Facet}),
        sort=Sort(sort) if sort in Sort else None,
        number=page_number(request),
    )


def page_number(request: HttpRequest) -> int:
    """The page asked for; Http404 for what is no page number."""
    value = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(value):
        raise Http404
    return int(value)
