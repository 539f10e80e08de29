"""The proof of an edition: its digests, and the signatures by which a copy is checked offline."""

from django.http import HttpResponse

from casestudies.api import addresses
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.moved import described, gone, moved
from casestudies.api.operations.proof import document_signature
from casestudies.enums import Scope
from casestudies.queries.sandbox.proofs import SAID
from casestudies.queries.signatures import proof_of, sample_keys
from casestudies.queries.surroundings import surroundings_of_edition


class Signature(ApiView):
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_signature
    def get(self, request, slug, number) -> HttpResponse:
        page = surroundings_of_edition(slug, number, self.caller)
        if page is None:
            return moved(self, slug, lambda present: addresses.signature(present, number))
        gone(page)
        keys = addresses.SAMPLE_KEYS if self.caller.is_sandbox else addresses.KEYS
        body = to_json(
            {
                **proof_of(page.edition, page.state.uuid),
                "links": {
                    "snapshot": addresses.snapshot(page.slug, page.edition.number),
                    "keys": addresses.absolute(keys),
                },
            }
        )
        headers = {
            "ETag": quoted_digest(body),
            "Link": links(canonical=addresses.case_page(page.slug), **described()),
        }
        return unchanged(request, headers) or answer(body, headers)


class SampleKeys(ApiView):
    """The public half of what signs the samples, apart from the site's own keys, so that nobody takes one for them."""

    schema = None
    has_samples = True

    def get(self, request) -> HttpResponse:
        body = to_json({"note": SAID, "keys": sample_keys()})
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)
