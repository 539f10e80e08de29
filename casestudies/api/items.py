"""One edition in one format: which of its texts that takes, and how it is written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.api import envelope
from casestudies.api.fields import Fields, Tree, select
from casestudies.api.formats.article import as_html
from casestudies.api.formats.citing import as_csl, as_json_ld, as_markdown
from casestudies.api.formats.ninjs import as_ninjs
from casestudies.api.negotiation import CSL, HTML, JSON, JSON_LD, MARKDOWN, NINJS, TEXT, Format
from casestudies.api.parameters import OneOf
from casestudies.api.schemas.components import COMPONENTS, SUMMARY
from casestudies.api.schemas.components import TEXT as TEXT_MEMBERS
from casestudies.api.schemas.words import many, ref
from casestudies.exchange.imprint import in_text
from casestudies.queries.surroundings import Surroundings

HTML_BODY, MARKDOWN_BODY, TEXT_BODY = "html", "markdown", "text"
BODY = OneOf(
    (HTML_BODY, MARKDOWN_BODY, TEXT_BODY),
    "In which form the sections’ `body` is given: HTML unless you say otherwise. In Markdown, citations read "
    "`[@key]` with the key of a source.",
    MARKDOWN_BODY,
)
STATEMENTS = {"statements": many(ref("Statement"), "What the edition says, and what each sentence rests on.")}
FIELDS = Fields(
    "CaseStudy",
    COMPONENTS,
    "Which members you want, separated by commas; what is inside a member stands in brackets; `*` is all of them. A "
    "list without `fields` leaves out the texts; `fields=*` has them.",
    "title,edition(number,published_at),sources(key,csl)",
    {**STATEMENTS, "source_count": {"type": "integer"}},
)


@dataclass(frozen=True)
class Shape:
    """How each item is to be written. `fields` None: a summary in a list, everything for a single item."""

    format: Format = JSON
    fields: Tree | None = None
    body: str = HTML_BODY
    is_list: bool = False
    of_edition: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The large columns that it takes; see `texts_of`."""
        if self.format is not JSON:
            return COLUMNS[self.format.name]
        names = set(SUMMARY if self.is_list else TEXT_MEMBERS) if self.fields is None else set(self.fields)
        found = {"document"} if names & set(TEXT_MEMBERS) else set()
        if "sections" in names and self.body != HTML_BODY:
            found.add("bodies")
        if "statements" in names:
            found.add("statements")
        return frozenset(found)

    @property
    def key(self) -> list[Any]:
        """What tells it from every other shape, for the ETag."""
        return [self.format.name, self.fields, self.body, self.of_edition]


COLUMNS = {
    NINJS.name: frozenset({"document", "html", "text"}),
    CSL.name: frozenset(),
    JSON_LD.name: frozenset({"json_ld"}),
    MARKDOWN.name: frozenset({"content"}),
    TEXT.name: frozenset({"text"}),
    HTML.name: frozenset({"html"}),
}


def item(page: Surroundings, texts: Mapping[str, Any], shape: Shape) -> Any:
    """The edition as a value of JSON, in the formats that are JSON."""
    if shape.format is NINJS:
        return as_ninjs(page, texts)
    if shape.format is CSL:
        return as_csl(page, of_edition=shape.of_edition)
    if shape.format is JSON_LD:
        return as_json_ld(page, texts["json_ld"], of_edition=shape.of_edition)
    if shape.fields is None and shape.is_list:
        return envelope.list_item(page)
    whole = envelope.list_item(page)
    if "document" in texts:
        whole |= json.loads(envelope.with_hosts(texts["document"]))
    if "bodies" in texts:
        whole["sections"] = [in_form(section, texts["bodies"], shape.body) for section in whole["sections"]]
    if "statements" in texts:
        whole["statements"] = texts["statements"]
    if shape.fields is None:
        whole.pop("source_count", None)
        return whole
    return select(whole, shape.fields)


def written(page: Surroundings, texts: Mapping[str, Any], shape: Shape) -> str:
    """A single edition as the text of an answer."""
    if shape.format is MARKDOWN:
        return as_markdown(page, texts["content"], of_edition=shape.of_edition)
    if shape.format is TEXT:
        return in_text(page, texts["text"])
    if shape.format is HTML:
        return as_html(page, texts["html"])
    if shape.format is JSON and shape.fields is None and shape.body == HTML_BODY:
        return envelope.full_answer(page, texts["document"])
    found = item(page, texts, shape)
    return envelope.to_json([found] if shape.format is CSL else found)


def in_form(section: Mapping[str, Any], bodies: Mapping[str, Any], form: str) -> dict[str, Any]:
    """A section with its body in Markdown or as plain text."""
    text = bodies.get(section["anchor"], {}).get(form, "")
    return {**section, "body": envelope.with_hosts_in_markdown(text) if form == MARKDOWN_BODY else text}
