"""A case study as it stands, and every edition there was, in each format."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.case_list import odd, refuse_odd_shape
from casestudies.api.items import BODY, FIELDS, Shape, written
from casestudies.api.moved import described, gone, moved, refuse_withdrawn
from casestudies.api.negotiation import ITEM_FORMATS, Format
from casestudies.api.operations.cases import document_editions, document_one, document_one_edition
from casestudies.api.parameters import OneOf, Parameter
from casestudies.enums import Scope
from casestudies.queries.reading.cases import texts_of
from casestudies.queries.surroundings import Surroundings, surroundings, surroundings_of_all, surroundings_of_edition

QUERY: dict[str, Parameter] = {
    "fields": FIELDS,
    "body": BODY,
    "format": OneOf(tuple(one.name for one in ITEM_FORMATS), "The format, in the place of `Accept`.", "ninjs"),
}


class ItemView(ApiView):
    """`ending` is that of the address, where it names a format: `.ninjs`."""

    query = QUERY
    scope, is_public = Scope.READ, True
    has_samples = True
    formats = ITEM_FORMATS

    def one(self, page: Surroundings, *, of_edition: bool = False) -> HttpResponse:
        """One edition; its text is read only when the client does not have it."""
        refuse_twice(self.kwargs.get("ending", ""), self.given)
        answer_gone = gone(page, self.chosen_format)
        if answer_gone is not None:
            return answer_gone
        shape = Shape(
            format=self.chosen_format,
            fields=self.given.get("fields"),
            body=self.given.get("body", BODY.words[0]),
            of_edition=of_edition,
        )
        refuse_odd_shape(shape, self.given)
        licence = (page.card["licence"] or {}).get("url", "")
        headers = {
            "ETag": envelope.etag(page, shape.key, self.caller.partner_id),
            **envelope.last_modified(page, self.caller, self.now),
            "Link": f"{links(canonical=addresses.case_page(page.slug), license=licence, **described())}, "
            f"{alternates(page, shape)}",
        }
        found = unchanged(self.request, headers)
        if found is not None:
            return found
        texts = texts_of([page], shape.columns)[page.edition.pk]
        return answer(written(page, texts, shape), headers, shape.format.content_type)


class CaseStudyDetail(ItemView):
    @document_one(QUERY)
    def get(self, request, slug, ending=""):
        page = surroundings(slug, self.caller)
        if page is None:
            return moved(self, slug, lambda present: ended(addresses.case_study(present), ending))
        return self.one(page)


class EditionDetail(ItemView):
    @document_one_edition(QUERY)
    def get(self, request, slug, number, ending=""):
        page = surroundings_of_edition(slug, number, self.caller)
        if page is None:
            return moved(self, slug, lambda present: ended(addresses.edition(present, number), ending))
        return self.one(page, of_edition=True)


class CaseStudyByEnding(CaseStudyDetail):
    """`case-studies/<slug>.ninjs`; described once, with `format`."""

    schema = None


class EditionByEnding(EditionDetail):
    schema = None


class EditionList(ApiView):
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_editions
    def get(self, request, slug):
        pages = surroundings_of_all(slug, self.caller)
        if not pages:
            return moved(self, slug, addresses.editions)
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
        if not any(page.is_redacted for page in pages):  # of which no date tells
            headers |= envelope.last_modified(pages[0], self.caller, self.now)
        return unchanged(request, headers) or answer(body, headers)


def refuse_twice(ending: str, given: Mapping[str, Any]) -> None:
    """Raises Problem where both the address and a parameter name a format."""
    if ending and "format" in given:
        raise odd("format", "The address ends in a format already; leave “format” out.")


def ended(address: str, ending: str) -> str:
    """The address with the ending of a format in the place of its last slash."""
    return f"{address.rstrip('/')}.{ending}" if ending else address


def alternates(page: Surroundings, shape: Shape) -> str:
    """The same item in the other formats, for the Link header."""
    number = page.edition.number
    address = addresses.edition(page.slug, number) if shape.of_edition else addresses.case_study(page.slug)

    def link(form: Format) -> str:
        return f'<{ended(address, form.ending)}>; rel="alternate"; type="{form.media_type}"'

    return ", ".join(link(form) for form in ITEM_FORMATS if form is not shape.format)
