"""Texts under embargo, for the partners to whom each was offered; for anybody else there is nothing here."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404

from casestudies.actions.note_release_fetch import note_release_fetch
from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, unchanged
from casestudies.api.case_list import odd
from casestudies.api.case_studies import ended, refuse_twice
from casestudies.api.formats.embargoed import notice_of, until_of, written
from casestudies.api.items import BODY, HTML_BODY, in_form
from casestudies.api.moved import redirect
from casestudies.api.negotiation import ITEM_FORMATS, JSON
from casestudies.api.operations.sync import document_release, document_releases
from casestudies.api.parameters import OneOf, Parameter
from casestudies.api.problem_kinds import RELEASE_CANCELLED
from casestudies.api.problems import Problem
from casestudies.build import build_digest
from casestudies.enums import ReleaseState, Scope
from casestudies.publication.chain import instant
from casestudies.queries.releases import publisher_of, release_for, releases_for, titles_of, with_texts

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
        releases = list(releases_for(self.caller))
        headers = {"ETag": etag(*map(state_of, releases)), "Cache-Control": CACHING}
        found = unchanged(request, headers)
        if found is not None:
            return found
        titles = titles_of(releases)
        body = envelope.to_json({"results": [summary(release, titles[release.uuid]) for release in releases]})
        return answer(body, headers)


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
            return redirect(self, ended(address, ending))
        if release.state == ReleaseState.CANCELLED:
            raise Problem(RELEASE_CANCELLED, release.closed_because, members={"release": str(release.uuid)})
        asked = [form.name, self.given.get("body", HTML_BODY)]
        headers = {"ETag": etag(state_of(release), publisher_of(release), asked), "Cache-Control": CACHING}
        if not self.caller.is_sandbox:
            note_release_fetch(release, self.caller.partner, now=self.now)
        found = unchanged(request, headers)
        if found is not None:
            return found
        release = with_texts(release)
        body = envelope.to_json(whole(release, self.given)) if form is JSON else written(release, form)
        return answer(body, headers, form.content_type)


class ReleaseByEnding(ReleaseDetail):
    """`releases/<uuid>.ninjs`; described once, with `format`."""

    schema = None


def etag(*parts: Any) -> str:
    """A strong validator of an answer about these releases, made without their texts, which never change."""
    return envelope.quoted_digest(envelope.to_json([build_digest(), settings.SITE_URL, *parts]))


def state_of(release) -> list[Any]:
    """What is another as soon as anything is that an answer says of the release."""
    return [
        str(release.uuid),
        release.slug,
        release.state,
        release.counter,
        until_of(release),
        release.content_digest,
    ]


def summary(release, title: str) -> dict[str, Any]:
    return {
        "uuid": str(release.uuid),
        "embargoed_until": until_of(release),
        "notice": notice_of(release),
        "offered_at": instant(release.offered_at),
        "kind": release.kind,
        "title": title,
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
    return {**summary(release, release.rendered["card"]["title"]), "text": text}
