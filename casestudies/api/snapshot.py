"""The frozen bytes of an edition: what its content digest and its signatures cover, as they were stored."""

import hashlib
from base64 import b64encode

from django.utils.http import http_date

from casestudies.api import addresses
from casestudies.api.base import CACHING, PRIVATE, ApiView, answer, links, unchanged
from casestudies.api.moved import described, gone, moved
from casestudies.api.operations.evidence import document_snapshot
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
            return moved(self, slug, lambda present: f"{addresses.edition(present, number)}snapshot")
        gone(page)
        # These bytes never change, so their digest and their date are truthful validators.
        proof = addresses.signature(page.slug, number)
        headers = {
            "ETag": f'"{page.edition.content_digest}"',
            "Last-Modified": http_date(page.edition.published_at.timestamp()),
            # The digests are of the bytes as they are: nobody may compress them on the way.
            "Cache-Control": f"{CACHING if self.caller.is_anonymous else PRIVATE}, no-transform",
            "Link": links(canonical=addresses.case_page(page.slug), describedby=proof, **described()),
        }
        found = unchanged(request, headers)
        if found is not None:
            return found
        body = texts_of([page], ["content"])[page.edition.pk]["content"]
        sha256 = f"sha-256=:{b64encode(hashlib.sha256(body.encode()).digest()).decode()}:"
        return answer(body, {**headers, "Content-Digest": sha256, "Repr-Digest": sha256})
