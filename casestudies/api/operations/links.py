"""Which answer leads to which request: the links of the OpenAPI description, as a partner's engineer follows them.

A request is named by its `operationId`, what goes into it by its parameter and by where the answer has it.
"""

from typing import Any

SLUG, NUMBER, UUID = "path.slug", "path.number", "path.uuid"
FIRST = "$response.body#/results/0/"
SAME_SLUG, SAME_NUMBER, SAME_KEY = "$request.path.slug", "$request.path.number", "$request.path.key"
SAME_UUID = "$request.path.uuid"
FIRST_CASE = {SLUG: f"{FIRST}slug"}
OF_EDITION = ("readSnapshot", "readSignature", "listEditionStatements")
OF_ENDPOINT = (
    "readEndpoint",
    "changeEndpoint",
    "deleteEndpoint",
    "testEndpoint",
    "rotateEndpointSecret",
    "replayRange",
)
# The list, the single record, what the list of case studies is narrowed by, and how a record is named.
SHARED = (
    ("listTopics", "readTopic", "topic", "slug"),
    ("listParties", "readParty", "party", "key"),
    ("listSources", "readSource", "source", "key"),
    ("listInstruments", "readInstrument", "instrument", "key"),
    ("listFrameworks", "readFramework", "framework", "key"),
)
Link = tuple[str, str, dict[str, str]]


def all_links() -> list[Link]:
    """Whose answer, which request, and what goes into it: `{"path.slug": "$response.body#/slug"}`."""
    return [*_of_cases(), *_of_evidence(), *_of_sync(), *_of_webhooks()]


def _of_cases() -> list[Link]:
    this = {SLUG: "$response.body#/slug"}
    edition = {SLUG: SAME_SLUG, NUMBER: f"{FIRST}number"}
    return [
        ("listCaseStudies", "readCaseStudy", FIRST_CASE),
        ("listCaseStudies", "listEditions", FIRST_CASE),
        ("readCaseStudy", "listEditions", this),
        ("readCaseStudy", "listStatements", this),
        ("readCaseStudy", "readTeachersNotes", this),
        ("readCaseStudy", "readHoldings", this),
        ("readCaseStudy", "reportHolding", this),
        ("readCaseStudy", "readEdition", {**this, NUMBER: "$response.body#/edition/number"}),
        ("listEditions", "readEdition", edition),
        *(("listEditions", name, edition) for name in OF_EDITION),
        *(("readEdition", name, {SLUG: SAME_SLUG, NUMBER: SAME_NUMBER}) for name in OF_EDITION),
        ("readSignature", "readSnapshot", {SLUG: SAME_SLUG, NUMBER: SAME_NUMBER}),
    ]


def _of_evidence() -> list[Link]:
    named = [(several, one, {"path.key": f"{FIRST}{name}"}) for several, one, _, name in SHARED]
    used = [(one, "listCaseStudies", {f"query.{narrows}": SAME_KEY}) for _, one, narrows, _ in SHARED]
    return [
        *named,
        *used,
        ("listSources", "listSourceStatements", {"path.key": f"{FIRST}key"}),
        ("readSource", "listSourceStatements", {"path.key": SAME_KEY}),
        ("listSourceStatements", "readCaseStudy", FIRST_CASE),
        ("listStatements", "readSource", {"path.key": f"{FIRST}sources/0/key"}),
        ("listEditionStatements", "readSource", {"path.key": f"{FIRST}sources/0/key"}),
        ("listClassifications", "readCaseStudy", {SLUG: f"{FIRST}case_study/slug"}),
        ("listClassifications", "readFramework", {"path.key": f"{FIRST}framework/key"}),
    ]


def _of_sync() -> list[Link]:
    changed = {SLUG: f"{FIRST}case_study/slug"}
    return [
        ("listChanges", "listChanges", {"query.cursor": "$response.body#/cursor"}),
        ("listChanges", "readCaseStudy", changed),
        ("listChanges", "readHoldings", changed),
        ("listHoldings", "readCaseStudy", changed),
        ("listHoldings", "reportHolding", changed),
        ("readHoldings", "reportHolding", {SLUG: SAME_SLUG}),
        ("reportHolding", "readHoldings", {SLUG: SAME_SLUG}),
        ("listReleases", "readRelease", {UUID: f"{FIRST}uuid"}),
    ]


def _of_webhooks() -> list[Link]:
    made, sent, listed = ({UUID: f"$response.body#/{name}"} for name in ("uuid", "delivery", "results/0/uuid"))
    return [
        *(("createEndpoint", name, made) for name in OF_ENDPOINT),
        ("createEndpoint", "listDeliveries", {"query.endpoint": "$response.body#/uuid"}),
        ("listEndpoints", "readEndpoint", listed),
        ("listEndpoints", "listDeliveries", {"query.endpoint": f"{FIRST}uuid"}),
        ("readEndpoint", "changeEndpoint", {UUID: SAME_UUID}),
        ("readEndpoint", "testEndpoint", {UUID: SAME_UUID}),
        ("changeEndpoint", "readEndpoint", {UUID: SAME_UUID}),
        ("testEndpoint", "readDelivery", sent),
        ("testEndpoint", "replayDelivery", sent),
        ("listDeliveries", "readDelivery", listed),
        ("listDeliveries", "replayDelivery", listed),
        ("readDelivery", "replayDelivery", {UUID: SAME_UUID}),
        ("readDelivery", "readEndpoint", {UUID: "$response.body#/endpoint"}),
    ]


def add_links(operations: dict[str, dict[str, Any]]) -> None:
    """Write the links into the operations, which are given by their `operationId`."""
    for source, target, taken in all_links():
        answers = operations[source]["responses"]
        status = next(one for one in ("200", "201", "202") if one in answers)
        answers[status].setdefault("links", {})[target] = {
            "operationId": target,
            "parameters": taken,
            "description": f"{operations[target]['summary']}.",
        }
