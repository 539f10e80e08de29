"""Case studies and their editions: a list by cursor, the current edition, every edition there was."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.cursors import read_cursor, write_cursor
from casestudies.api.documentation import document_editions, document_list, document_one, document_one_edition
from casestudies.api.parameters import Text, Whole
from casestudies.api.problem_kinds import REDACTED, WITHDRAWN
from casestudies.api.problems import Problem
from casestudies.enums import TermKind
from casestudies.queries.editions import redirect_for
from casestudies.queries.listing import newest_changes
from casestudies.queries.surroundings import (
    Surroundings,
    document_text,
    surroundings,
    surroundings_of_all,
    surroundings_of_edition,
)

ORDERING = "-changed_at"
KEY = r"[a-z0-9][a-z0-9_.:\-]{0,78}[a-z0-9]"
FILTERS = {
    "topic": (
        TermKind.TOPIC,
        Text(r"[a-zA-Z0-9_\-]+", "a topic's slug", "Only case studies on this topic, by its slug.", "creative-work"),
    ),
    "jurisdiction": (
        TermKind.JURISDICTION,
        Text(
            r"[A-Z]{2,4}(-[A-Z0-9]{1,3})?",
            "a code such as US, US-CA or EU",
            "Only case studies of this jurisdiction: an ISO 3166 code, or EU, OECD, UN.",
            "US",
        ),
    ),
    "party": (
        TermKind.PARTY,
        Text(KEY, "a party's key", "Only case studies in which this party has a part, by its key.", "openai"),
    ),
    "instrument": (
        TermKind.INSTRUMENT,
        Text(
            KEY,
            "an instrument's key",
            "Only case studies that refer to this instrument, by its key.",
            "eu-ai-act",
        ),
    ),
}
CURSOR = Text(
    r"[A-Za-z0-9_\-:.]+",
    "a cursor as “next” gives it",
    "Where the page starts: opaque, taken from “next”. It holds good for these filters alone and does not expire.",
    "",
    longest=2_000,
)
LIMIT = Whole(1, 100, 20, "How many case studies to answer with at most.")


QUERY = {**{name: parameter for name, (_, parameter) in FILTERS.items()}, "limit": LIMIT, "cursor": CURSOR}


class CaseStudyList(ApiView):
    query = QUERY

    @document_list(QUERY)
    def get(self, request):
        filters = {name: self.given[name] for name in FILTERS if name in self.given}
        cursor = self.given.get("cursor")
        after = read_cursor(cursor, ordering=ORDERING, filters=filters) if cursor else None
        terms = {FILTERS[name][0]: key for name, key in filters.items()}
        page = newest_changes(terms, after=after, limit=self.given.get("limit", LIMIT.default))

        following = ""
        if page.end:
            kept = {**filters, **({"limit": self.given["limit"]} if "limit" in self.given else {})}
            kept["cursor"] = write_cursor(page.end, ordering=ORDERING, filters=filters)
            following = f"{addresses.absolute(addresses.LIST)}?{urlencode(kept)}"
        body = envelope.to_json({"results": [envelope.list_item(row) for row in page.rows], "next": following or None})
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(next=following, **described())}
        return unchanged(request, headers) or answer(body, headers)


class CaseStudyDetail(ApiView):
    @document_one
    def get(self, request, slug):
        page = surroundings(slug)
        if page is None:
            return moved(slug, addresses.case_study)
        return one(request, page)


class EditionList(ApiView):
    @document_editions
    def get(self, request, slug):
        pages = surroundings_of_all(slug)
        if not pages:
            return moved(slug, addresses.editions)
        refuse_withdrawn(pages[0])
        results = [
            {
                **envelope.edition(page),
                "is_redacted": page.is_redacted,
                "links": {
                    "html": addresses.edition_page(slug, page.edition.number),
                    "api": addresses.edition(slug, page.edition.number),
                },
            }
            for page in pages
        ]
        body = envelope.to_json({"uuid": str(pages[0].state.uuid), "slug": slug, "results": results})
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(**described())}
        return unchanged(request, headers) or answer(body, headers)


class EditionDetail(ApiView):
    @document_one_edition
    def get(self, request, slug, number):
        page = surroundings_of_edition(slug, number)
        if page is None:
            return moved(slug, lambda present: addresses.edition(present, number))
        return one(request, page)


def one(request, page: Surroundings) -> HttpResponse:
    """One edition; its text is read only when the client does not have it."""
    refuse_withdrawn(page)
    if page.is_redacted:
        raise Problem(REDACTED, REDACTED.meaning, members={"tombstone": envelope.tombstone(page)})
    licence = (page.card["licence"] or {}).get("url", "")
    headers = {
        "ETag": envelope.etag(page),
        "Link": links(canonical=addresses.case_page(page.slug), license=licence, **described()),
    }
    return unchanged(request, headers) or answer(envelope.full_answer(page, document_text(page)), headers)


def refuse_withdrawn(page: Surroundings) -> None:
    if page.is_withdrawn:
        detail = "This case study was withdrawn; “tombstone” says when and why."
        raise Problem(WITHDRAWN, detail, members={"tombstone": envelope.tombstone(page)})


def moved(slug: str, address: Callable[[str], str]) -> HttpResponse:
    """A redirect to the present address of an old slug. Raises Http404 for one that never was public."""
    present = redirect_for(slug)
    if present is None or present == slug:
        raise Http404
    return HttpResponsePermanentRedirect(address(present))


def described() -> dict[str, str]:
    """Where this API is described, for the Link header."""
    return {
        "service_desc": addresses.absolute(addresses.OPENAPI),
        "service_doc": addresses.absolute(addresses.DOCS),
    }
