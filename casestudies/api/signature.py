"""The proof of an edition: its digests, and the signatures by which a copy is checked offline."""

from django.http import HttpResponse

from casestudies.api import addresses
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.moved import described, gone, moved
from casestudies.api.operations.proof import document_signature
from casestudies.enums import Scope
from casestudies.queries.signatures import proof_of
from casestudies.queries.surroundings import surroundings_of_edition


class Signature(ApiView):
    scope, is_public = Scope.READ, True

    @document_signature
    def get(self, request, slug, number) -> HttpResponse:
        page = surroundings_of_edition(slug, number, self.caller)
        if page is None:
            return moved(slug, self.caller, lambda present: addresses.signature(present, number))
        gone(page)
        body = to_json(
            {
                **proof_of(page.edition, page.state.uuid),
                "links": {
                    "snapshot": addresses.snapshot(page.slug, page.edition.number),
                    "keys": addresses.absolute(addresses.KEYS),
                },
            }
        )
        headers = {
            "ETag": quoted_digest(body),
            "Link": links(canonical=addresses.case_page(page.slug), **described()),
        }
        return unchanged(request, headers) or answer(body, headers)
