"""Describes for OpenAPI what keeps copies true: changes, holdings, releases."""

from collections.abc import Mapping

from drf_spectacular.utils import extend_schema

from casestudies.api import examples_sync as examples
from casestudies.api import problem_kinds as kinds
from casestudies.api.documentation import ALWAYS, query, responses
from casestudies.api.parameters import Parameter

TAG = "Staying in sync"


def document_changes(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listChanges",
        summary="Follow the changes",
        description=(
            "Everything that happened to the public text of a case study, and to what you may have of it, in the order "
            "in which it happened, each change once. Read until `has_more` is false, keep `cursor`, and go on from it "
            "whenever you like: it never expires. Filters narrow what you are told, but never hide what has to be "
            "taken down."
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
