"""Describes for OpenAPI the holdings: reading them, and reporting one."""

from collections.abc import Mapping

from drf_spectacular.utils import OpenApiExample, extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples import sync as examples
from casestudies.api.operations.common import CACHE, ETAG, IF_NONE_MATCH, LINK, ORIGIN, SLUG, query, responses
from casestudies.api.operations.sync import KEYED, TAG
from casestudies.api.parameters import Parameter
from casestudies.api.schemas.words import ref

COPY = "https://partner.example/harbour"
READ = [IF_NONE_MATCH, ETAG, LINK, CACHE, ORIGIN]


def document_holdings(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listHoldings",
        summary="List what you carry",
        description="What you told us that you carry, and whether each copy is still right. `stale=true`: what is not.",
        tags=[TAG],
        parameters=[*query(known), *READ],
        responses=responses(
            "HoldingList",
            "A page of your copies.",
            {"results": [examples.HOLDING], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
            *KEYED,
        ),
    )


def document_case_holdings(view):
    return extend_schema(
        operation_id="readHoldings",
        summary="Read what you carry of a case study",
        description="Each address at which you said that you carry it, and how the copy there stands. An old address "
        "of the case study, and its UUID, do as well as the present one.",
        tags=[TAG],
        parameters=[SLUG, *READ],
        responses=responses(
            "HoldingList",
            "Your copies of it.",
            {"results": [examples.HOLDING], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            *KEYED,
        ),
    )(view)


def document_report(view):
    answers = responses(
        "Holding",
        "What is noted now, and how it stands.",
        examples.HOLDING,
        kinds.INVALID_PARAMETER,
        kinds.NOT_FOUND,
        kinds.TOO_LARGE,
        kinds.UNSUPPORTED_MEDIA_TYPE,
        kinds.INVALID_BODY,
        *KEYED,
    )
    answers = {status: one for status, one in answers.items() if status not in (304, (412, "application/problem+json"))}
    return extend_schema(
        operation_id="reportHolding",
        summary="Report what you carry",
        description=(
            "Say which edition stands at an address of yours, or that the text is there no more. A later report of the "
            "same address takes the place of the earlier one; the same report again changes nothing. There is nothing "
            "to delete: that a text was removed is a report too. An old address of the case study, and its UUID, do as "
            "well as the present one, which `links.report` names: a report is taken, not redirected."
        ),
        tags=[TAG],
        parameters=[SLUG, ORIGIN],
        request={
            "application/json": {
                **ref("HoldingReport"),
            }
        },
        examples=[
            OpenApiExample("You carry edition 2", {"edition": 2, "url": COPY}, request_only=True),
            OpenApiExample(
                "You show the correction beside edition 1",
                {"edition": 1, "correction_shown": 2, "url": COPY},
                request_only=True,
            ),
            OpenApiExample("You removed it", {"removed": True, "url": COPY}, request_only=True),
        ],
        responses=answers,
    )(view)
