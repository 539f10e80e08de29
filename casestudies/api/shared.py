"""Topics, parties, sources and instruments as live editions carry them, each with the case studies that do."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.fields import Fields, select
from casestudies.api.moved import described
from casestudies.api.operations.evidence import document_shared, document_shared_one
from casestudies.api.paging import CURSOR, LIMIT, Cursors, asked_for, following
from casestudies.api.parameters import Parameter, Text
from casestudies.api.schemas.components import COMPONENTS
from casestudies.enums import Scope, TermKind
from casestudies.exchange.imprint import attribution
from casestudies.publication.indexing import INSTRUMENT, SOURCE
from casestudies.queries.reading.shared import Shared, shared_record, shared_records
from casestudies.queries.surroundings import Surroundings

PREFIX = Text(
    r"[a-zA-Z0-9][a-zA-Z0-9_.:\-]{0,79}", "the beginning of a key", "Only those whose key begins so.", "gazette"
)


def query_of(component: str) -> dict[str, Parameter]:
    return {"key": PREFIX, **one_query(component), "limit": LIMIT, "cursor": CURSOR}


def one_query(component: str) -> dict[str, Parameter]:
    example = "name,case_study_count" if component in ("SharedTopic", "SharedParty") else "key,case_studies(title)"
    return {"fields": Fields(component, COMPONENTS, "Which members you want; `*` is all of them.", example, {})}


class SharedList(ApiView):
    """`kind` and `path` are those of the records."""

    kind: TermKind
    path = ""
    scope, is_public = Scope.READ, True
    has_samples = True

    def listed(self, request):
        cursors = Cursors(f"{self.path}:key", asked_for(request, ["key"]), self.caller)
        position = cursors.position(self.given)
        page = shared_records(
            self.kind,
            self.caller,
            after=position[0] if position else "",
            limit=self.given.get("limit", LIMIT.default),
            prefix=self.given.get("key", ""),
        )
        next_page = following(request, request.path, cursor=cursors.after([page.end])) if page.end else ""
        results = [select(record(self.kind, self.path, row), self.given.get("fields")) for row in page.rows]
        body = envelope.to_json({"results": results, "next": next_page or None})
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(next=next_page, **described())}
        return unchanged(request, headers) or answer(body, headers)


class SharedOne(ApiView):
    kind: TermKind
    path = ""
    scope, is_public = Scope.READ, True
    has_samples = True

    def found(self, request, key):
        row = shared_record(self.kind, key, self.caller)
        if row is None:
            raise Http404
        body = envelope.to_json(select(record(self.kind, self.path, row), self.given.get("fields")))
        headers = {"ETag": envelope.quoted_digest(body), "Link": links(**described())}
        return unchanged(request, headers) or answer(body, headers)


def record(kind: TermKind, path: str, row: Shared) -> dict[str, Any]:
    """A record with what stands around it."""
    return {
        **MEMBERS[kind](row.key, row.label, row.detail),
        "case_study_count": row.count,
        "case_studies": [named(page) for page in row.cases],
        "links": {
            "html": addresses.absolute(f"/{path}/{row.key}/") if kind != TermKind.SOURCE else "",
            "api": addresses.absolute(f"{addresses.API}{path}/{row.key}/"),
            "case_studies": f"{addresses.absolute(addresses.LIST)}?{urlencode({str(kind): row.key})}",
        },
    }


def named(page: Surroundings) -> dict[str, Any]:
    """A case study as a record names it."""
    return {
        "uuid": str(page.state.uuid),
        "slug": page.slug,
        "title": page.card["title"],
        "edition_line": attribution(page)["edition_line"],
        "canonical_url": addresses.case_page(page.slug),
        "api": addresses.case_study(page.slug),
    }


def _topic(key: str, label: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {"slug": key, "name": label, "description": detail.get("description", "")}


def _party(key: str, label: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "name": label, **{name: detail.get(name, "") for name in ("kind", "wikidata", "url")}}


def _source(key: str, label: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, **{name: detail.get(name) for name in SOURCE}}


def _instrument(key: str, label: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, **{name: detail.get(name, "") for name in INSTRUMENT}}


MEMBERS = {
    TermKind.TOPIC: _topic,
    TermKind.PARTY: _party,
    TermKind.SOURCE: _source,
    TermKind.INSTRUMENT: _instrument,
}


def views(kind: TermKind, path: str, component: str) -> tuple[type[ApiView], type[ApiView]]:
    """The list and the single record of a kind."""
    list_query, single_query = query_of(component), one_query(component)

    class List(SharedList):
        query = list_query

        @document_shared(path, component, list_query)
        def get(self, request):
            return self.listed(request)

    class One(SharedOne):
        query = single_query

        @document_shared_one(path, component, single_query)
        def get(self, request, key):
            return self.found(request, key)

    for view in (List, One):
        view.kind, view.path = kind, path
    return List, One


TopicList, OneTopic = views(TermKind.TOPIC, "topics", "SharedTopic")
PartyList, OneParty = views(TermKind.PARTY, "parties", "SharedParty")
SourceList, OneSource = views(TermKind.SOURCE, "sources", "SharedSource")
InstrumentList, OneInstrument = views(TermKind.INSTRUMENT, "instruments", "SharedInstrument")
