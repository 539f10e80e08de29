"""Texts under embargo, for the partners to whom each was offered; for anybody else there is nothing here."""

import json
from typing import Any

from django.http import Http404, HttpResponsePermanentRedirect

from casestudies.actions.note_release_fetch import note_release_fetch
from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, unchanged
from casestudies.api.documentation_sync import document_release, document_releases
from casestudies.api.formats.ninjs import as_ninjs, held_back
from casestudies.api.negotiation import JSON, NINJS
from casestudies.api.problem_kinds import RELEASE_CANCELLED
from casestudies.api.problems import Problem
from casestudies.enums import ReleaseState, Scope
from casestudies.publication.chain import instant
from casestudies.publication.when import day_in_words
from casestudies.queries.releases import as_edition, release_for, releases_for

# Nothing between us and the partner keeps it.
CACHING = "private, no-store"


class ReleaseList(ApiView):
    scope = Scope.EMBARGO
    has_samples = True

    @document_releases
    def get(self, request):
        body = envelope.to_json({"results": [summary(release) for release in releases_for(self.caller)]})
        headers = {"ETag": envelope.quoted_digest(body), "Cache-Control": CACHING}
        return unchanged(request, headers) or answer(body, headers)


class ReleaseDetail(ApiView):
    scope = Scope.EMBARGO
    has_samples = True
    formats = (JSON, NINJS)

    @document_release
    def get(self, request, uuid):
        release = release_for(self.caller, uuid)
        if release is None:
            raise Http404
        if release.state == ReleaseState.PUBLISHED:
            slug = release.case_study.public_state.slug
            return HttpResponsePermanentRedirect(addresses.edition(slug, release.edition.number))
        if release.state == ReleaseState.CANCELLED:
            raise Problem(RELEASE_CANCELLED, release.closed_because, members={"release": str(release.uuid)})
        is_ninjs = self.chosen_format is NINJS
        body = envelope.to_json(ninjs(release) if is_ninjs else whole(release))
        headers = {"ETag": envelope.quoted_digest(body), "Cache-Control": CACHING}
        if not self.caller.is_sandbox:
            note_release_fetch(release, self.caller.partner, now=self.now)
        same = unchanged(request, headers)
        return same or answer(body, headers, self.chosen_format.content_type)


def notice(release) -> str:
    """The embargo in words."""
    until = release.embargoed_until
    if until is None:
        return "Under embargo until further notice. Not to be published before release.published is told."
    when = f"{day_in_words(until.date())}, {until:%H:%M} UTC"
    return f"Under embargo until {when}. Not to be published before release.published is told."


def summary(release) -> dict[str, Any]:
    return {
        "uuid": str(release.uuid),
        "embargoed_until": instant(release.embargoed_until) if release.embargoed_until else None,
        "notice": notice(release),
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


def whole(release) -> dict[str, Any]:
    return {**summary(release), "text": json.loads(envelope.with_hosts(release.rendered["document"]))}


def ninjs(release) -> dict[str, Any]:
    """The item as it will be, held back, and known by the release instead of an edition."""
    item = as_ninjs(as_edition(release), release.rendered)
    words = notice(release)
    names = [one for one in item["altIds"] if one["role"] != "edition_digest"]
    return held_back(item, release.embargoed_until, words) | {
        "version": f"release {release.uuid}",
        "altIds": [*names, {"role": "release", "value": str(release.uuid)}],
        "copyrightNotice": words,
    }
