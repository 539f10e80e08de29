"""Describes for OpenAPI the webhooks: endpoints, and what each was told."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples import webhooks as examples
from casestudies.api.operations.common import CACHE, ETAG, IF_NONE_MATCH, LINK, ORIGIN, header, query, responses
from casestudies.api.operations.sync import KEYED
from casestudies.api.parameters import Parameter
from casestudies.api.schemas.words import ref

TAG = "Webhooks"
READ = [IF_NONE_MATCH, ETAG, CACHE, ORIGIN]
PROBLEM = "application/problem+json"
# What they make has an address, which the answer names.
LOCATED = ("createEndpoint", "testEndpoint")
BODY = (kinds.TOO_LARGE, kinds.UNSUPPORTED_MEDIA_TYPE, kinds.INVALID_BODY)


def uuid(example: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(
        "uuid",
        {"type": "string", "format": "uuid"},
        OpenApiParameter.PATH,
        description=description,
        examples=[OpenApiExample("uuid", value=example)],
    )


ENDPOINT = uuid(examples.ENDPOINT_UUID, "The endpoint.")
DELIVERY = uuid(examples.DELIVERY_UUID, "The delivery: its `webhook-id`.")


def reads(name: str, summary: str, description: str, schema: str, example: Any, *parameters: OpenApiParameter):
    found = (kinds.NOT_FOUND,) if parameters else ()
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=description,
        tags=[TAG],
        parameters=[*parameters, *READ],
        responses=responses(schema, description, example, kinds.INVALID_PARAMETER, *found, *KEYED),
    )


def changes(
    name: str,
    summary: str,
    description: str,
    schema: str,
    example: Any,
    *parameters: OpenApiParameter,
    status: int = 200,
    body: str = "",
    sent: Any = None,
    problems: tuple[kinds.ProblemKind, ...] = (),
):
    """An operation that changes something: its answer is nobody's to keep, and has no validator."""
    everything = (*problems, *(BODY if body else ()), *((kinds.NOT_FOUND,) if parameters else ()))
    answers = responses(schema, description, example, kinds.INVALID_PARAMETER, *everything, *KEYED)
    kept = {key: one for key, one in answers.items() if key not in (304, (412, PROBLEM), (200, "application/json"))}
    kept[(status, "application/json")] = answers[(200, "application/json")]
    location = header("Location", "Where to read it.", status, schema={"type": "string", "format": "uri"})
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=description,
        tags=[TAG],
        parameters=[
            *parameters,
            header("Cache-Control", "Nobody keeps this.", status),
            header("Access-Control-Allow-Origin", "Always `*`.", status, schema={"type": "string", "const": "*"}),
            *([location] if name in LOCATED else []),
        ],
        request={"application/json": ref(body)} if body else None,
        examples=[OpenApiExample("Example", sent, request_only=True)] if sent is not None else [],
        responses=kept,
    )


document_endpoints = reads(
    "listEndpoints", "List your endpoints", "Every endpoint.", "EndpointList", {"results": [examples.ENDPOINT]}
)
document_endpoint = reads(
    "readEndpoint", "Read an endpoint", "The endpoint, and how it fares.", "Endpoint", examples.ENDPOINT, ENDPOINT
)
document_endpoint_creation = changes(
    "createEndpoint",
    "Make an endpoint",
    "An endpoint that is told what happens from now on, and the secret that signs it, which is shown this once.",
    "EndpointWithSecret",
    examples.ENDPOINT_WITH_SECRET,
    status=201,
    body="NewEndpoint",
    sent={"url": examples.ENDPOINT["url"], "events": ["case_study.corrected"]},
)
document_endpoint_change = changes(
    "changeEndpoint",
    "Change an endpoint",
    "What you name becomes as you say, all of it or nothing; what you leave out stays as it is, so that two changes of "
    "different members at once both hold. `events` and `topics` are replaced whole. `is_active` switches it off and "
    "on; on, it is sent what it missed. Sent to another `url`, it begins afresh there: what waits is tried at once. "
    "Whether it is told of texts under embargo does not change.",
    "Endpoint",
    examples.ENDPOINT,
    ENDPOINT,
    body="EndpointChange",
    sent={"description": "Production"},
    problems=(kinds.CONFLICT,),
)
document_rotation = changes(
    "rotateEndpointSecret",
    "Give an endpoint a new secret",
    "The new secret, shown this once. The one before signs too until the overlap ends. Three can sign at a time; an "
    "overlap of 0 ends the others at once.",
    "EndpointWithSecret",
    examples.ENDPOINT_WITH_SECRET,
    ENDPOINT,
    body="Rotation",
    sent={"overlap_hours": 24},
    problems=(kinds.CONFLICT,),
)
document_test = changes(
    "testEndpoint",
    "Send a test",
    "A `webhook.test` goes out at once, and once. With `sample` its data carry a sample of that kind of event.",
    "TestSent",
    {"delivery": examples.DELIVERY_UUID, "links": {"api": examples.DELIVERY["links"]["api"]}},
    ENDPOINT,
    status=202,
    body="TestWanted",
    sent={"sample": "case_study.corrected"},
    problems=(kinds.CONFLICT,),
)
document_range_replay = changes(
    "replayRange",
    "Send a stretch of time again",
    "Every delivery of an endpoint whose event lies in that time is sent again, in order, with its own `webhook-id`. "
    "Left out, and counted, is what waits anyway, and what tells of something that you may not receive any more.",
    "Replayed",
    {"replayed": 12, "left_out": {"waiting": 0, "outside_coverage": 2}},
    ENDPOINT,
    status=202,
    body="ReplayRange",
    sent={"since": "2026-11-14T00:00:00Z", "until": "2026-11-15T00:00:00Z"},
    problems=(kinds.CONFLICT,),
)
document_delivery = reads(
    "readDelivery",
    "Read a delivery",
    "What was sent, and what came of every attempt.",
    "DeliveryWhole",
    examples.DELIVERY_WHOLE,
    DELIVERY,
)
document_replay = changes(
    "replayDelivery",
    "Send a delivery again",
    "It is sent again with the same `webhook-id`; `409` where it tells of what you may not receive any more.",
    "DeliveryWhole",
    examples.DELIVERY_WHOLE,
    DELIVERY,
    status=202,
    problems=(kinds.CONFLICT,),
)


def document_endpoint_deletion(view):
    answers = responses("EndpointDeleted", "", None, kinds.INVALID_PARAMETER, kinds.NOT_FOUND, kinds.CONFLICT, *KEYED)
    kept = {key: one for key, one in answers.items() if key not in (304, (412, PROBLEM), (200, "application/json"))}
    kept[204] = OpenApiResponse(description="It is deleted, and nothing arrives any more.")
    kept[(202, "application/json")] = OpenApiResponse(
        ref("EndpointDeleted"),
        "It is deleted; an attempt had begun, and may still arrive until then.",
        [OpenApiExample("Example", {"until": "2026-11-14T09:31:00.000000Z"})],
    )
    return extend_schema(
        operation_id="deleteEndpoint",
        summary="Delete an endpoint",
        description="With its secrets and its log. No attempt begins after that.",
        tags=[TAG],
        parameters=[
            ENDPOINT,
            header("Access-Control-Allow-Origin", "Always `*`.", 202, 204, schema={"type": "string", "const": "*"}),
        ],
        responses=kept,
    )(view)


def document_deliveries(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listDeliveries",
        summary="List deliveries",
        description=(
            "What your endpoints were told or are going to be, the newest first. What was settled is kept for 30 days. "
            "Endpoints that are told of texts under embargo are in it for keys with that scope alone."
        ),
        tags=[TAG],
        parameters=[*query(known), *READ, LINK],
        responses=responses(
            "DeliveryList",
            "A page of the log.",
            {"results": [examples.DELIVERY], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
            *KEYED,
        ),
    )
