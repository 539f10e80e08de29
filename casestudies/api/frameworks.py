"""Frameworks with their terms, and classifications: which case study stands under which term, and why."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.case_filters import FILTERS, wanted_by
from casestudies.api.fields import Fields, Tree, select
from casestudies.api.items import Shape, item
from casestudies.api.known_names import refuse_strange
from casestudies.api.moved import described
from casestudies.api.operations.evidence import (
    document_classifications,
    document_framework,
    document_frameworks,
)
from casestudies.api.paging import CURSOR, LIMIT, Cursors, asked_for, following
from casestudies.api.parameters import Parameter
from casestudies.api.schemas.components import COMPONENTS
from casestudies.enums import Scope
from casestudies.queries.reading.cases import readable_by, texts_of
from casestudies.queries.reading.shared import (
    Classified,
    Shared,
    classifications,
    framework_terms,
    sample_classifications,
)
from casestudies.queries.reading.wanted import wanted_of

FIELDS = Fields(
    "Framework",
    COMPONENTS,
    "Which members you want; `*` is all of them.",
    "key,name,terms(id,name,case_study_count)",
    {},
)
CLASSIFIED = Fields(
    "Classified",
    COMPONENTS,
    "Which members you want; of `case_study` any that a case study has, its sources and texts included.",
    "term(id,name),reason,case_study(title,event,sources(key,csl))",
    {},
)
PATH = f"{addresses.API}classifications/"
QUERY: dict[str, Parameter] = {**FILTERS, "fields": CLASSIFIED, "limit": LIMIT, "cursor": CURSOR}
# What is said of the case study where nobody asks for more.
NAMED: Tree = dict.fromkeys(
    ("uuid", "slug", "title", "canonical_url", "event", "jurisdictions", "edition", "attribution")
)


class FrameworkList(ApiView):
    query = {"fields": FIELDS}
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_frameworks(query)
    def get(self, request):
        found = frameworks(framework_terms(self.caller))
        results = [select(one, self.given.get("fields")) for one in found]
        body = envelope.to_json({"results": results})
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(**described())}
        return unchanged(request, headers) or answer(body, headers)


class OneFramework(ApiView):
    query = {"fields": FIELDS}
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_framework(query)
    def get(self, request, key):
        found = frameworks(framework_terms(self.caller, key))
        if not found:
            raise Http404
        body = envelope.to_json(select(found[0], self.given.get("fields")))
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(**described())}
        return unchanged(request, headers) or answer(body, headers)


class ClassificationList(ApiView):
    query = QUERY
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_classifications(QUERY)
    def get(self, request):
        cursors = Cursors("classifications", asked_for(request, FILTERS), self.caller)
        position = cursors.position(self.given)
        wanted = wanted_by(self.given)
        if self.caller.is_sandbox:
            page = sample_classifications(wanted)
        else:
            page = classifications(
                self.caller,
                wanted_of(readable_by(self.caller), wanted),
                wanted,
                after=(position[0], position[1]) if position else None,
                limit=self.given.get("limit", LIMIT.default),
            )
        refuse_strange(self.caller, self.given, found=bool(page.rows))
        next_page = following(request, PATH, cursor=cursors.after(page.end)) if page.end else ""
        fields: Tree | None = self.given.get("fields")
        states = [[envelope.state_of(row.page), row.term.key] for row in page.rows]
        asked = [fields, next_page, self.caller.partner_id]
        headers = {
            "ETag": envelope.quoted_digest(envelope.to_json([states, asked])),
            "Link": links(next=next_page, **described()),
        }
        found = unchanged(request, headers)
        if found is not None:
            return found
        shape = Shape(fields=((fields or {}).get("case_study") or NAMED), is_list=True)
        wants_case = fields is None or "case_study" in fields
        texts = texts_of([row.page for row in page.rows], shape.columns if wants_case else ())
        results = [select(classified(row, texts[row.page.edition.pk], shape), _above(fields)) for row in page.rows]
        return answer(envelope.to_json({"results": results, "next": next_page or None}), headers)


def _above(fields: Tree | None) -> Tree | None:
    """The fields without those of the case study, which are selected already."""
    return {**fields, "case_study": None} if fields and "case_study" in fields else fields


def classified(row: Classified, texts: dict[str, Any], shape: Shape) -> dict[str, Any]:
    detail = row.term.detail
    return {
        "case_study": item(row.page, texts, shape),
        "framework": detail["framework"],
        "term": {
            "id": row.term.key,
            "key": detail["term"],
            "name": row.term.label,
            "note": detail.get("note", ""),
            "broader": detail.get("broader") or [],
        },
        "reason": detail.get("reason", ""),
        "classified_by": detail.get("classified_by"),
    }


def frameworks(terms: list[Shared]) -> list[dict[str, Any]]:
    """Terms by framework, in all its versions; the framework is described as its last version is."""

    def key_of(term: Shared) -> str:
        return term.detail["framework"]["key"]

    found = []
    for key, group in groupby(sorted(terms, key=key_of), key=key_of):
        rows = list(group)
        newest = max((row.detail["framework"] for row in rows), key=lambda one: one["version"])
        found.append(
            {
                **newest,
                "terms": [_term(row) for row in rows],
                "links": {
                    "html": addresses.absolute(f"/frameworks/{key}/"),
                    "api": addresses.absolute(f"{addresses.API}frameworks/{key}/"),
                },
            }
        )
    return found


def _term(row: Shared) -> dict[str, Any]:
    detail = row.detail
    return {
        "id": row.key,
        "key": detail["term"],
        "version": detail["framework"]["version"],
        "name": row.label,
        "note": detail.get("note", ""),
        "broader": detail.get("broader") or [],
        "case_study_count": row.count,
        "case_studies": f"{addresses.absolute(addresses.LIST)}?{urlencode({'term': row.key})}",
    }
