"""Describes for OpenAPI what keeps copies true: changes, holdings, releases."""

from collections.abc import Mapping

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples import embargoed
from casestudies.api.examples import sync as examples
from casestudies.api.negotiation import CSL, HTML, JSON_LD, MARKDOWN, NINJS, TEXT
from casestudies.api.operations.common import ALWAYS, CACHE, ETAG, IF_NONE_MATCH, LOCATION, ORIGIN, query, responses
from casestudies.api.parameters import Parameter

TAG = "Staying in sync"


RELEASE = OpenApiParameter(
    "uuid",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.PATH,
    description="The release, as the list and the changes name it.",
    examples=[OpenApiExample("uuid", value=examples.RELEASE_UUID)],
)
KEYED = (kinds.KEY_REQUIRED, kinds.MISSING_SCOPE)


def document_releases(view):
    return extend_schema(
        operation_id="listReleases",
        summary="List what you hold under embargo",
        description="The texts that were offered to you and are not public yet, the first to be public first.",
        tags=[TAG],
        parameters=[IF_NONE_MATCH, ETAG, CACHE, ORIGIN],
        responses=responses(
            "ReleaseList", "The texts.", {"results": [examples.RELEASE]}, kinds.INVALID_PARAMETER, *KEYED
        ),
    )(view)


def document_release(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="readRelease",
        summary="Read a text under embargo",
        description=(
            "The whole text in each format that an edition has; the embargo is marked in every one. Once it is public, "
            "the answer is a redirect to its edition; once it was taken back, 410."
        ),
        tags=[TAG],
        parameters=[*query(known), RELEASE, IF_NONE_MATCH, ETAG, CACHE, ORIGIN, LOCATION],
        responses=_release(),
    )


def _release():
    return responses(
        "Release",
        "The text.",
        examples.RELEASE | {"text": {"title": examples.TITLE}},
        kinds.INVALID_PARAMETER,
        kinds.NOT_FOUND,
        kinds.RELEASE_CANCELLED,
        *KEYED,
        moves=True,
        others={
            (200, NINJS.media_type): ("Ninjs", "With `pubStatus` “withheld” and `embargoedUntil`.", embargoed.NINJS),
            (200, CSL.media_type): ("CslItems", "With `status` and `available-date`.", [embargoed.CSL]),
            (200, JSON_LD.media_type): (
                "EmbargoedJsonLd",
                "With `embargoedUntil` and `conditionsOfAccess`.",
                embargoed.JSON_LD,
            ),
            (200, MARKDOWN.media_type): ("Written", "With `embargoed_until` in its head.", embargoed.MARKDOWN),
            (200, TEXT.media_type): ("Written", "Begins and ends with the embargo.", embargoed.TEXT),
            (200, HTML.media_type): ("Document", "Begins and ends with the embargo.", embargoed.HTML),
        },
    )


def document_changes(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listChanges",
        summary="Follow the changes",
        description=(
            "Everything that happened to the public text of a case study, and to what you may have of it, in the order "
            "in which it happened, each change once. Read until `has_more` is false, keep `cursor`, and go on from it "
            "whenever you like: it never expires. Filters narrow what you are told, but never hide what has to be "
            "taken down. Any key will do, whatever its scopes; of embargoes those with the scope `embargo` are told."
        ),
        tags=[TAG],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            "ChangeList",
            "Changes. There may be none; the cursor leads on all the same.",
            examples.CHANGES,
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
            kinds.OTHER_LOG,
        ),
    )
