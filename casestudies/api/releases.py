"""Texts under embargo, for the partners to whom each was offered; for anybody else there is nothing here."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponsePermanentRedirect

from casestudies.actions.note_release_fetch import note_release_fetch
from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, unchanged
from casestudies.api.case_list import odd
from casestudies.api.case_studies import ended, refuse_twice
from casestudies.api.formats.embargoed import notice_of, until_of, written
from casestudies.api.items import BODY, HTML_BODY, in_form
from casestudies.api.negotiation import ITEM_FORMATS, JSON
from casestudies.api.operations.sync import document_release, document_releases
from casestudies.api.parameters import OneOf, Parameter
from casestudies.api.problem_kinds import RELEASE_CANCELLED
from casestudies.api.problems import Problem
from casestudies.enums import ReleaseState, Scope
from casestudies.publication.chain import instant
from casestudies.queries.releases import release_for, releases_for

# Nothing between us and the partner keeps it.
CACHING = "private, no-store"
QUERY: dict[str, Parameter] = {
    "body": BODY,
    "format": OneOf(tuple(one.name for one in ITEM_FORMATS), "The format, in the place of `Accept`.", "ninjs"),
}


class ReleaseList(ApiView):
    scope = Scope.EMBARGO
    has_samples = True

    @document_releases
    def get(self, request):
        body = envelope.to_json({"results": [summary(release) for release in releases_for(self.caller)]})
        headers = {"ETag": envelope.quoted_digest(body), "Cache-Control": CACHING}
        return unchanged(request, headers) or answer(body, headers)


class ReleaseDetail(ApiView):
    """`ending` is that of the address, where it names a format: `.ninjs`."""

    query = QUERY
    scope = Scope.EMBARGO
    has_samples = True
    formats = ITEM_FORMATS

    @document_release(QUERY)
    def get(self, request, uuid, ending=""):
        form = self.chosen_format
        if ending not in ("", form.ending):
            raise Http404
        if "body" in self.given and form is not JSON:
            raise odd("body", f"“body” goes with JSON alone; {form.title} has a form of its own.")
        refuse_twice(ending, self.given)
        release = release_for(self.caller, uuid)
        if release is None:
            raise Http404
        if release.state == ReleaseState.PUBLISHED:
            address = addresses.edition(release.case_study.public_state.slug, release.edition.number)
            return HttpResponsePermanentRedirect(ended(address, ending))
        if release.state == ReleaseState.CANCELLED:
            raise Problem(RELEASE_CANCELLED, release.closed_because, members={"release": str(release.uuid)})
        body = envelope.to_json(whole(release, self.given)) if form is JSON else written(release, form)
        headers = {"ETag": envelope.quoted_digest(body), "Cache-Control": CACHING}
        if not self.caller.is_sandbox:
            note_release_fetch(release, self.caller.partner, now=self.now)
        same = unchanged(request, headers)
        return same or answer(body, headers, form.content_type)


class ReleaseByEnding(ReleaseDetail):
    """`releases/<uuid>.ninjs`; described once, with `format`."""

    schema = None


def summary(release) -> dict[str, Any]:
    return {
        "uuid": str(release.uuid),
        "embargoed_until": until_of(release),
        "notice": notice_of(release),
        "offered_at": instant(release.offered_at),
        "kind": release.kind,
        "title": release.rendered["card"]["title"],
        "case_study": {
            "uuid": str(release.case_study.uuid),
            "slug": release.slug,
            "canonical_url": addresses.case_page(release.slug),
        },
        "content_digest": release.content_digest,
        "links": {"api": addresses.release(release.uuid)},
    }


def whole(release, given: Mapping[str, Any]) -> dict[str, Any]:
    text = json.loads(envelope.with_hosts(release.rendered["document"]))
    form = given.get("body", HTML_BODY)
    if form != HTML_BODY:
        text["sections"] = [in_form(section, release.rendered["bodies"], form) for section in text["sections"]]
    return {**summary(release), "text": text}
