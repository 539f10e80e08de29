"""The frozen bytes of an edition: what its content digest and its signatures cover, as they were stored."""

import hashlib
from base64 import b64encode
from calendar import timegm

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from casestudies.api import addresses
from casestudies.api.base import CACHING, MEDIA_TYPE, PRIVATE, ApiView, links
from casestudies.api.documentation_evidence import document_snapshot
from casestudies.api.moved import described, gone, moved
from casestudies.api.problem_kinds import PRECONDITION_FAILED
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.queries.reading.cases import texts_of
from casestudies.queries.surroundings import surroundings_of_edition


class Snapshot(ApiView):
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_snapshot
    def get(self, request, slug, number):
        page = surroundings_of_edition(slug, number, self.caller)
        if page is None:
            return moved(slug, self.caller, lambda present: f"{addresses.edition(present, number)}snapshot")
        gone(page)
        # These bytes never change, so their digest and their date are truthful validators.
        digest, proof = page.edition.content_digest, addresses.signature(page.slug, number)
        last = timegm(page.edition.published_at.utctimetuple())
        etag = f'"{digest}"'
        headers = {
            "ETag": etag,
            "Last-Modified": http_date(last),
            # The digests are of the bytes as they are: nobody may compress them on the way.
            "Cache-Control": f"{CACHING if self.caller.is_anonymous else PRIVATE}, no-transform",
            "Link": links(canonical=addresses.case_page(page.slug), describedby=proof, **described()),
        }
        early = get_conditional_response(request, etag=etag, last_modified=last)
        if early is not None and early.status_code == PRECONDITION_FAILED.status:
            raise Problem(PRECONDITION_FAILED, f"The ETag of this resource is {etag}.")
        if early is None:
            body = texts_of([page], ["content"])[page.edition.pk]["content"].encode()
            sha256 = f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"
            early = HttpResponse(
                body, content_type=MEDIA_TYPE, headers={"Content-Digest": sha256, "Repr-Digest": sha256}
            )
        for name, value in headers.items():
            early[name] = value
        return early
