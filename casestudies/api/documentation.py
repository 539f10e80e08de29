"""Describes each endpoint for OpenAPI: what it is for, its parameters, its answers with headers and examples."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from casestudies.api import examples, schemas
from casestudies.api import problem_kinds as kinds
from casestudies.api.json_schema import ref
from casestudies.api.parameters import Parameter
from casestudies.api.problem_kinds import ProblemKind
from casestudies.api.problems import MEDIA_TYPE as PROBLEM
from casestudies.api.problems import problem_body

TAG = "Case studies"
JSON = "application/json"


def responses(
    schema: str, description: str, example: Any, *problems: ProblemKind, moves: bool = False
) -> dict[Any, Any]:
    """The answer itself, 304, the redirect where there is one, and the problems; each kind with an example."""
    answers: dict[Any, Any] = {
        (200, JSON): OpenApiResponse(
            ref(schema), description, [OpenApiExample("Example", value=example)] if example else []
        ),
        304: OpenApiResponse(description="Nothing has changed since the state that the request names. No body."),
    }
    if moves:
        answers[301] = OpenApiResponse(description="The case study has another address now: see `Location`. No body.")
    by_status: dict[int, list[ProblemKind]] = {}
    for kind in (*problems, kinds.NOT_ACCEPTABLE, kinds.PRECONDITION_FAILED, kinds.INTERNAL_ERROR):
        by_status.setdefault(kind.status, []).append(kind)
    for status, several in by_status.items():
        answers[(status, PROBLEM)] = OpenApiResponse(
            ref("Problem"),
            " Or: ".join(f"{kind.title}." for kind in several),
            [OpenApiExample(kind.title, value=example_problem(kind)) for kind in several],
        )
    return answers


def example_problem(kind: ProblemKind) -> dict[str, Any]:
    members = examples.PROBLEM_MEMBERS.get(kind.name, {})
    return problem_body(kind, kind.meaning, "/api/v1/case-studies/", members=members)


def query(known: Mapping[str, Parameter]) -> list[OpenApiParameter]:
    """The query parameters of an endpoint.

    Their examples stand in the schema: as examples of the parameter the reference would fill them in as filters.
    """
    return [
        OpenApiParameter(
            name,
            parameter.schema | ({"examples": [parameter.example]} if parameter.example else {}),
            OpenApiParameter.QUERY,
            description=parameter.description,
        )
        for name, parameter in known.items()
    ]


def header(name: str, description: str, *statuses: int, schema: Mapping[str, Any] | None = None) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        dict(schema or {"type": "string"}),
        OpenApiParameter.HEADER,
        description=description,
        response=list(statuses),
    )


SLUG = OpenApiParameter(
    "slug",
    {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 100},
    OpenApiParameter.PATH,
    description="The last part of the case study's address.",
    examples=[OpenApiExample("slug", value=examples.SLUG)],
)
NUMBER = OpenApiParameter(
    "number",
    {"type": "integer", "minimum": 1},
    OpenApiParameter.PATH,
    description="The edition's number.",
    examples=[OpenApiExample("number", value=2)],
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description="The `ETag` of the answer you have. While it holds good the answer is 304, without a body.",
)
ETAG = header("ETag", "A validator of the whole answer; weak where the answer is compressed.", 200, 304)
LINK = header("Link", "Related addresses (RFC 8288), `next` among them where there is a next page.", 200, 304)
CACHE = header("Cache-Control", "Keep the answer, and ask each time whether it still holds good.", 200, 304)
ORIGIN = header("Access-Control-Allow-Origin", "Always `*`.", 200, schema={"type": "string", "const": "*"})
LOCATION = header("Location", "The present address.", 301, schema={"type": "string", "format": "uri"})
ALWAYS = [IF_NONE_MATCH, ETAG, LINK, CACHE, ORIGIN]
ONE = [SLUG, *ALWAYS, LOCATION]


def document_root(view):
    return extend_schema(
        operation_id="root",
        summary="Where to start",
        description="The addresses of the list, of this description and of the introduction.",
        tags=["About"],
        parameters=[IF_NONE_MATCH, ETAG, CACHE, ORIGIN],
        responses=responses("Root", "The entrances.", None, kinds.INVALID_PARAMETER),
    )(view)


def document_list(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listCaseStudies",
        summary="List the case studies",
        description=(
            "Every case study that the public can read now, the latest change first, without bodies. Filters narrow "
            "the list and can be combined. To read on, follow `next` until it is null."
        ),
        tags=[TAG],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            "CaseStudyList",
            "A page of the list. It may be empty.",
            {"results": [examples.SUMMARY], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
        ),
    )


def document_one(view):
    return extend_schema(
        operation_id="readCaseStudy",
        summary="Read a case study",
        description="The current edition, whole: prose with numbered sources, timeline, parties, questions, sources.",
        tags=[TAG],
        parameters=ONE,
        responses=responses(
            "CaseStudy",
            "The current edition.",
            examples.CASE_STUDY,
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            kinds.REDACTED,
            moves=True,
        ),
    )(view)


def document_editions(view):
    return extend_schema(
        operation_id="listEditions",
        summary="List the editions of a case study",
        description="Every edition there was, the newest first, without texts. All of them at once.",
        tags=[TAG],
        parameters=ONE,
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


def document_one_edition(view):
    return extend_schema(
        operation_id="readEdition",
        summary="Read one edition",
        description=(
            "An edition as it was published, in the shape of a case study. Its text never changes; the corrections "
            "and `edition.is_current` around it do."
        ),
        tags=[TAG],
        parameters=[*ONE, NUMBER],
        responses=responses(
            "CaseStudy",
            "The edition.",
            examples.CASE_STUDY,
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            kinds.REDACTED,
            moves=True,
        ),
    )(view)


def complete_description(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: adds the components, which are written by hand."""
    result["components"] = {"schemas": schemas.COMPONENTS}
    return result
