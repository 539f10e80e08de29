"""Describes each endpoint for OpenAPI: what it is for, its parameters, its answers with headers and examples."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from casestudies.api import problem_kinds as kinds
from casestudies.api.deprecations import DEPRECATED
from casestudies.api.examples import cases as examples
from casestudies.api.operations import told
from casestudies.api.operations.deprecated import mark_deprecated
from casestudies.api.operations.headers import add_headers, components
from casestudies.api.operations.links import add_links
from casestudies.api.parameters import Parameter, Several
from casestudies.api.problem_kinds import ProblemKind
from casestudies.api.problems import MEDIA_TYPE as PROBLEM
from casestudies.api.problems import problem_body
from casestudies.api.schemas import components as schemas
from casestudies.api.schemas.words import ref

TAG = "Case studies"
# Of values with commas between; see `Several`.
MOST_VALUES = 10
JSON = "application/json"


# What can go wrong everywhere: with the key, with the limits, with the request's headers, with us.
EVERYWHERE = (
    kinds.BAD_REQUEST,
    kinds.KEY_IN_ADDRESS,
    kinds.MALFORMED_KEY,
    kinds.UNKNOWN_KEY,
    kinds.EXPIRED_KEY,
    kinds.REVOKED_KEY,
    kinds.INACTIVE_PARTNER,
    kinds.MISSING_SCOPE,
    kinds.NOT_ACCEPTABLE,
    kinds.PRECONDITION_FAILED,
    kinds.QUOTA_EXCEEDED,
    kinds.INTERNAL_ERROR,
)
# Status and media type -> component, what it is, an example.
Others = Mapping[tuple[int, str], tuple[str, str, Any]]


def responses(
    schema: str,
    description: str,
    example: Any,
    *problems: ProblemKind,
    moves: bool = False,
    others: Others | None = None,
    examples_of: Mapping[str, Any] | None = None,
) -> dict[Any, Any]:
    """The answer itself, 304, the redirect where there is one, and the problems; each kind with an example.

    `others`: answers in other formats. `examples_of`: more examples of the answer itself, by what they show.
    """
    shown = {**({"Example": example} if example else {}), **(examples_of or {})}
    answers: dict[Any, Any] = {
        (200, JSON): OpenApiResponse(
            ref(schema), description, [OpenApiExample(name, value=value) for name, value in shown.items()]
        ),
        304: OpenApiResponse(description="Nothing has changed since the state that the request names. No body."),
    }
    if moves:
        answers[301] = OpenApiResponse(description="The case study has another address now: see `Location`. No body.")
    by_status: dict[int, list[ProblemKind]] = {}
    for kind in dict.fromkeys((*problems, *EVERYWHERE)):
        by_status.setdefault(kind.status, []).append(kind)
    for status, several in by_status.items():
        answers[(status, PROBLEM)] = OpenApiResponse(
            ref("Problem"),
            " Or: ".join(f"{kind.title}." for kind in several),
            [OpenApiExample(kind.title, value=example_problem(kind)) for kind in several],
        )
    for (status, media_type), (component, text, value) in (others or {}).items():
        answers[(status, media_type)] = OpenApiResponse(
            ref(component), text, [OpenApiExample("Example", value=value)] if value else []
        )
    return answers


def example_problem(kind: ProblemKind) -> dict[str, Any]:
    members = examples.PROBLEM_MEMBERS.get(kind.name, {})
    return problem_body(kind, kind.meaning, "/api/v1/case-studies/", members=members)


def query(known: Mapping[str, Parameter]) -> list[OpenApiParameter]:
    """The query parameters of an endpoint.

    Their examples stand in the schema: as examples of the parameter the reference would fill them in as filters.
    """
    return [_parameter(name, one) for name, one in known.items()]


def _parameter(name: str, known: Parameter) -> OpenApiParameter:
    words, example = getattr(known, "words", ()), known.example
    if not isinstance(known, Several) or not words:
        schema = known.schema | ({"examples": [example]} if example else {})
        return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=known.description)
    items = {"type": "string", "enum": list(words)}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_VALUES, "examples": [[example]]}
    listed = {"style": "form", "explode": False}
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=known.description, **listed)


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
    description="The last part of the case study's address. An older one, or the UUID, leads there.",
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
    {"type": "string", "examples": [f'"{examples.DIGEST[:32]}"']},
    OpenApiParameter.HEADER,
    description="The `ETag` of the answer you have. While it holds good the answer is 304, without a body.",
)
IF_MODIFIED_SINCE = OpenApiParameter(
    "If-Modified-Since",
    {"type": "string", "examples": ["Sat, 14 Nov 2026 09:30:00 GMT"]},
    OpenApiParameter.HEADER,
    description="The `Last-Modified` of the answer you have. Counts only without `If-None-Match`, which says more.",
)
LAST_MODIFIED = header(
    "Last-Modified",
    "When the answer became what it is. Left out where no date tells of every change; the `ETag` always does.",
    200,
    304,
)
ETAG = header("ETag", "A validator of the whole answer; weak where the answer is compressed.", 200, 304)
LINK = header("Link", "Related addresses (RFC 8288), `next` among them where there is a next page.", 200, 304)
CACHE = header(
    "Cache-Control",
    "Keep the answer, and ask each time whether it still holds good. `private` where a key was sent.",
    200,
    304,
)
ORIGIN = header("Access-Control-Allow-Origin", "Always `*`.", 200, schema={"type": "string", "const": "*"})
LOCATION = header("Location", "The present address.", 301, schema={"type": "string", "format": "uri"})
ALWAYS = [IF_NONE_MATCH, ETAG, LINK, CACHE, ORIGIN]
ONE = [SLUG, *ALWAYS, LOCATION]
DATED = [*ONE, IF_MODIFIED_SINCE, LAST_MODIFIED]


# What can be asked for without saying more.
WITHOUT_BODY = ("rotateEndpointSecret", "testEndpoint")
SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "cbk_live_…",
        "description": "A key of a partner. Reading what is public needs none, within small limits.",
    }
}


def complete_description(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: adds the components written by hand, who may ask what, and what leads where."""
    result["components"] = {
        "schemas": schemas.COMPONENTS,
        "parameters": told.parameters(),
        "headers": components(),
        "securitySchemes": SECURITY,
    }
    result["webhooks"] = told.webhooks()
    for methods in result["paths"].values():
        for operation in methods.values():
            needs_key = any(
                example.get("value", {}).get("type", "").endswith("/key-required/")
                for content in operation["responses"].get("401", {}).get("content", {}).values()
                for example in content.get("examples", {}).values()
            )
            operation["security"] = [{"key": []}] if needs_key else [{"key": []}, {}]
            if "requestBody" in operation:
                operation["requestBody"]["required"] = operation["operationId"] not in WITHOUT_BODY
            for status, answer in operation["responses"].items():
                add_headers(status, answer)
    mark_deprecated(result["paths"], DEPRECATED)
    add_links({one["operationId"]: one for methods in result["paths"].values() for one in methods.values()})
    return result
