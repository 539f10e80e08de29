"""Holdings: what a partner says that it carries, where, and whether that is still right."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from casestudies.actions.report_holding import report_holding
from casestudies.actions.try_holding import try_holding
from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.bodies import read_object, refused
from casestudies.api.operations.holdings import document_case_holdings, document_holdings, document_report
from casestudies.api.paging import CURSOR, Cursors, asked_for
from casestudies.api.parameters import OneOf, Whole
from casestudies.enums import Scope
from casestudies.errors import NotReady
from casestudies.publication.chain import instant
from casestudies.queries.holdings import (
    is_stale,
    may_be_read,
    newest_told,
    page_of_holdings,
    reported,
    slug_told,
    standing_of,
    what_to_do,
)
from casestudies.queries.reportable import edition_of, may_be_said, reportable_case

STALE = OneOf(("true", "false"), "Only the copies that are to be put right, or only those that are not.", "true")
LIMIT = Whole(1, 100, 50, "How many to answer with at most.")
QUERY = {"stale": STALE, "limit": LIMIT, "cursor": CURSOR}
MEMBERS = {"edition": int, "correction_shown": int, "url": str, "removed": bool}
NULLABLE = ("edition", "correction_shown")  # as they are answered with


class HoldingList(ApiView):
    query = QUERY
    scope = Scope.HOLDINGS
    has_samples = True

    @document_holdings(QUERY)
    def get(self, request):
        cursors = Cursors("holdings", asked_for(request, ["stale"]), self.caller)
        position = cursors.position(self.given)
        stale = {"true": True, "false": False}.get(self.given.get("stale", ""))
        rows, goes_on = page_of_holdings(
            self.caller, stale=stale, after=position[0] if position else 0, limit=self.given.get("limit", LIMIT.default)
        )
        following = ""
        if goes_on:
            kept = {**asked_for(request, ["stale", "limit"]), "cursor": cursors.after([rows[-1].pk])}
            following = f"{addresses.absolute(addresses.HOLDINGS)}?{urlencode(kept)}"
        return _answer(request, {"results": [item(row) for row in rows], "next": following or None}, following)


class CaseHoldings(ApiView):
    scope = Scope.HOLDINGS
    has_samples = True
    can_be_tried = True

    @document_case_holdings
    def get(self, request, slug):
        case_study = reportable_case(slug, self.caller)
        if case_study is None:
            raise Http404
        rows = reported(self.caller, case_study)
        return _answer(request, {"results": [item(row) for row in rows], "next": None})

    @document_report
    def put(self, request, slug):
        case_study = reportable_case(slug, self.caller)
        if case_study is None:
            raise Http404
        given = read_object(request, MEMBERS, NULLABLE)
        edition, shown = self._text(case_study, given), given.get("correction_shown")
        try:
            kept = (try_holding if self.caller.is_sandbox else report_holding)(
                self.caller.partner,
                case_study,
                edition=edition,
                correction_shown=shown,
                url=given.get("url", ""),
                by=self.caller.key,
                now=self.now,
            )
        except NotReady as error:
            raise refused(
                [{"pointer": f"/{problem.place}", "detail": problem.message} for problem in error.problems]
            ) from error
        if self.caller.is_sandbox:
            row = kept
        else:
            row = next(row for row in reported(self.caller, case_study) if row.pk == kept.pk)
        return HttpResponse(envelope.to_json(item(row)), content_type="application/json")

    def _text(self, case_study, given):
        """The edition that is said to be carried, None where none is any more. Raises Problem."""
        removed, shown = given.get("removed", False), given.get("correction_shown")
        if removed == ("edition" in given):
            sentence = "Say either which “edition” you carry, or “removed”: true where you carry none any more."
            raise refused([{"pointer": "/edition", "detail": sentence}])
        if removed:
            return None
        if not may_be_said(case_study, self.caller, given["edition"], shown):
            sentence = "You may not receive this case study any more: take it down, and report “removed”: true."
            raise refused([{"pointer": "/edition", "detail": sentence}])
        edition = edition_of(case_study, given["edition"])
        if edition is None:
            sentence = f"This case study has no edition {given['edition']}."
            raise refused([{"pointer": "/edition", "detail": sentence}])
        return edition


def item(row) -> dict[str, Any]:
    """A copy, and how it stands."""
    slug, stale, readable = slug_told(row), is_stale(row), may_be_read(row)
    return {
        "case_study": {"uuid": str(row.case_study.public_state.uuid), "slug": slug},
        "url": row.url,
        "edition": row.edition.number if row.edition else None,
        "correction_shown": row.correction_shown,
        "reported_at": instant(row.reported_at),
        "standing": standing_of(row),
        "is_stale": stale,
        "stale_since": instant(row.behind_since) if stale else None,
        "newest_edition": newest_told(row),
        "what_to_do": what_to_do(row),
        "links": {
            "html": addresses.case_page(slug) if readable else "",
            "api": addresses.case_study(slug) if readable else "",
            "report": addresses.holding(slug),
        },
    }


def _answer(request, value: dict[str, Any], following: str = "") -> HttpResponse:
    body = envelope.to_json(value)
    headers = {"ETag": envelope.quoted_digest(body)}
    if following:
        headers["Link"] = links(next=following)
    return unchanged(request, headers) or answer(body, headers)
