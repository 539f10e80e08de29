"""What editions say, sentence by sentence, and what each sentence rests on."""

from typing import Any

from django.http import Http404, HttpResponse

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.case_filters import KEY
from casestudies.api.known_names import refuse_other, refuse_strange
from casestudies.api.moved import described, gone, moved
from casestudies.api.operations.evidence import (
    document_edition_statements,
    document_source_statements,
    document_statements,
)
from casestudies.api.paging import CURSOR, LIMIT, Cursors, following
from casestudies.api.parameters import OneOf, Parameter, Text
from casestudies.enums import Scope, StatementKind
from casestudies.publication.statement_rows import of_source
from casestudies.queries.reading.cases import texts_of
from casestudies.queries.reading.shared import resting_on
from casestudies.queries.surroundings import Surroundings, surroundings, surroundings_of_edition

ANCHOR = r"[a-z0-9][a-z0-9\-]{0,199}"
QUERY: dict[str, Parameter] = {
    "kind": OneOf(tuple(StatementKind.values), "Prose, timeline events or official responses alone.", "event"),
    "checked": OneOf(("true", "false"), "Only what a fact-checker ticked, or only what nobody did.", "false"),
    "source": Text(KEY, "a source’s key", "Only what rests on this source, by its key.", "gazette2025"),
    "section": Text(ANCHOR, "a section’s anchor", "Only the prose of this section of the edition.", "the-trial"),
}
NAMES = {"source", "section"}
SOURCE_QUERY: dict[str, Parameter] = {"limit": LIMIT, "cursor": CURSOR}


class Statements(ApiView):
    """Of the current edition."""

    query = QUERY
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_statements(QUERY)
    def get(self, request, slug):
        page = surroundings(slug, self.caller)
        if page is None:
            return moved(self, slug, lambda present: f"{addresses.case_study(present)}statements/")
        return self.of(page)

    def of(self, page: Surroundings) -> HttpResponse:
        gone(page)
        etag = envelope.etag(page, "statements", sorted(self.given.items()), self.caller.partner_id)
        headers = {
            "ETag": etag,
            **envelope.last_modified(page, self.caller, self.now),
            "Link": links(canonical=addresses.case_page(page.slug), **described()),
        }
        # A name of nothing is refused whatever the client has: conditions are asked of answers of 200 alone.
        wanted = self.wanted(page) if NAMES & self.given.keys() else None
        found = unchanged(self.request, headers)
        if found is not None:
            return found
        results = self.wanted(page) if wanted is None else wanted
        return answer(envelope.to_json({**around(page), "results": results}), headers)

    def wanted(self, page: Surroundings) -> list[dict[str, Any]]:
        """What was asked for. Raises Problem for a source or a section that there is not."""
        rows = texts_of([page], ["statements"])[page.edition.pk]["statements"]
        found = [row for row in rows if fits(row, self.given)]
        if not found:
            self.refuse_strange(page, rows)
        return found

    def refuse_strange(self, page: Surroundings, rows: list[dict[str, Any]]) -> None:
        """Raises Problem for a source or a section that there is not. Up to four queries."""
        if "section" in self.given:
            anchors = [part["anchor"] for part in texts_of([page], ["contents"])[page.edition.pk]["contents"]]
            refuse_other("section", self.given["section"], anchors, "in this edition")
        if not any(fits(row, {"source": self.given.get("source", "")}) for row in rows):
            refuse_strange(self.caller, {"source": self.given["source"]} if "source" in self.given else {}, found=False)


class EditionStatements(Statements):
    """Of one edition."""

    @document_edition_statements(QUERY)
    def get(self, request, slug, number):
        page = surroundings_of_edition(slug, number, self.caller)
        if page is None:
            return moved(self, slug, lambda present: f"{addresses.edition(present, number)}statements/")
        return self.of(page)


class SourceStatements(ApiView):
    """What rests on a source, in every case study that uses it."""

    query = SOURCE_QUERY
    scope, is_public = Scope.READ, True
    has_samples = True

    @document_source_statements(SOURCE_QUERY)
    def get(self, request, key):
        cursors = Cursors("source-statements", {"source": key}, self.caller)
        position = cursors.position(self.given)
        limit = self.given.get("limit", LIMIT.default)
        pages, end = resting_on(key, self.caller, after=position[0] if position else 0, limit=limit)
        if not pages and position is None:
            raise Http404
        next_page = following(request, request.path, cursor=cursors.after([end])) if end else ""
        states = [envelope.state_of(page) for page in pages]
        etag = envelope.quoted_digest(envelope.to_json([states, key, next_page, self.caller.partner_id]))
        headers = {"ETag": etag, "Link": links(next=next_page, **described())}
        found = unchanged(request, headers)
        if found is not None:
            return found
        texts = texts_of(pages, ["statements"])
        results = [
            {**around(page), "statements": list(of_source(texts[page.edition.pk]["statements"], key))} for page in pages
        ]
        return answer(envelope.to_json({"source": key, "results": results, "next": next_page or None}), headers)


def around(page: Surroundings) -> dict[str, Any]:
    """Which edition of which case study says it."""
    return {
        "uuid": str(page.state.uuid),
        "slug": page.slug,
        "title": page.card["title"],
        "canonical_url": addresses.case_page(page.slug),
        "edition": envelope.edition(page),
    }


def fits(row: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether a statement is of what was asked for."""
    return (
        given.get("kind", row["kind"]) == row["kind"]
        and ("checked" not in given or (given["checked"] == "true") == row["checked"])
        and ("source" not in given or any(source["key"] == given["source"] for source in row["sources"]))
        and ("section" not in given or (row["section"] or {}).get("anchor") == given["section"])
    )
