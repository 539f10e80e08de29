"""Describes for OpenAPI the root, the list of case studies, a case study and its editions."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples import cases as examples
from casestudies.api.examples import formats as examples_formats
from casestudies.api.negotiation import CSL, HTML, JSON_LD, MARKDOWN, NINJS, TEXT
from casestudies.api.operations.common import (
    ALWAYS,
    CACHE,
    DATED,
    ETAG,
    IF_NONE_MATCH,
    NUMBER,
    ORIGIN,
    TAG,
    Others,
    query,
    responses,
)
from casestudies.api.parameters import Parameter

LISTS = ("changes", "topics", "parties", "sources", "instruments", "frameworks", "classifications")
ROOT = {
    "case_studies": f"{examples.SITE}/api/v1/case-studies/",
    **{name: f"{examples.SITE}/api/v1/{name}/" for name in (*LISTS, "me", "holdings", "releases")},
    "webhook_endpoints": f"{examples.SITE}/api/v1/webhooks/endpoints/",
    "webhook_deliveries": f"{examples.SITE}/api/v1/webhooks/deliveries/",
    "signing_keys": f"{examples.SITE}/.well-known/casebook-keys.json",
    "sample_signing_keys": f"{examples.SITE}/api/v1/docs/sandbox/keys.json",
    "openapi": f"{examples.SITE}/api/v1/openapi.json",
    "documentation": f"{examples.SITE}/api/v1/docs/",
    "reference": f"{examples.SITE}/api/v1/docs/reference/",
    "problems": f"{examples.SITE}/api/v1/docs/problems/",
    "changelog": f"{examples.SITE}/api/v1/changelog.atom",
}


def document_root(view):
    return extend_schema(
        operation_id="root",
        summary="Where to start",
        description="Every address that you can ask for without knowing another before, those for keys among them.",
        tags=["About"],
        parameters=[IF_NONE_MATCH, ETAG, CACHE, ORIGIN],
        responses=responses("Root", "The entrances.", ROOT, kinds.INVALID_PARAMETER),
    )(view)


FORMATS: Others = {
    (200, NINJS.media_type): ("Ninjs", "", examples_formats.NINJS),
    (200, CSL.media_type): ("CslItems", "", [examples_formats.CSL]),
    (200, JSON_LD.media_type): ("JsonLd", "", examples_formats.JSON_LD),
}
CANCELED: Others = {(410, NINJS.media_type): ("Ninjs", "", examples_formats.NINJS_CANCELED)}
ITEM_FORMATS: Others = {
    **FORMATS,
    (200, MARKDOWN.media_type): ("Written", "", examples_formats.MARKDOWN),
    (200, TEXT.media_type): ("Written", "", examples_formats.TEXT),
    (200, HTML.media_type): ("Document", "", examples_formats.HTML),
    **CANCELED,
}
LIST_FORMATS: Others = {
    (200, NINJS.media_type): ("NinjsList", "", {"results": [examples_formats.NINJS], "next": None}),
    (200, CSL.media_type): ("CslItems", "", [examples_formats.CSL]),
    (200, JSON_LD.media_type): ("JsonLdGraph", "", examples_formats.JSON_LD_GRAPH),
}


def document_list(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listCaseStudies",
        summary="List the case studies",
        description=(
            "Every case study that you can read now, the latest change first, without texts unless `fields` asks for "
            "them. Filters narrow the list and can be combined: all must hold, and of several values with commas "
            "between, any one. A name that is unknown to you is refused, with the nearest. To read on, follow `next` "
            "until it is null."
        ),
        tags=[TAG],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            "CaseStudyList",
            "A page of the list. It may be empty.",
            {"results": [examples.SUMMARY], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
            others=LIST_FORMATS,
            examples_of={"With fields": {"results": [examples.SELECTION], "next": None}},
        ),
    )


def document_one(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="readCaseStudy",
        summary="Read a case study",
        description=(
            "The current edition, whole: prose with numbered sources, timeline, parties, questions, sources. In the "
            "format that `Accept` wants most, or that stands behind the slug: `harbour-cameras-2025.md`."
        ),
        tags=[TAG],
        parameters=[*query(known), *DATED],
        responses=_one("The current edition."),
    )


def document_editions(view):
    return extend_schema(
        operation_id="listEditions",
        summary="List the editions of a case study",
        description="Every edition there was, the newest first, without texts. All of them at once.",
        tags=[TAG],
        parameters=DATED,
        responses=responses(
            "EditionList",
            "The editions.",
            examples.EDITIONS,
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            moves=True,
        ),
    )(view)


def document_one_edition(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="readEdition",
        summary="Read one edition",
        description=(
            "An edition as it was published, in the shape of a case study. Its text never changes; the corrections "
            "and `edition.is_current` around it do."
        ),
        tags=[TAG],
        parameters=[*query(known), *DATED, NUMBER],
        responses=_one("The edition."),
    )


def _one(description: str) -> dict[Any, Any]:
    return responses(
        "CaseStudyAnswer",
        description,
        examples.CASE_STUDY,
        kinds.INVALID_PARAMETER,
        kinds.NOT_FOUND,
        kinds.WITHDRAWN,
        kinds.REDACTED,
        moves=True,
        others=ITEM_FORMATS,
        examples_of={"With fields": examples.SELECTION},
    )
