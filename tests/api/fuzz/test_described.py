"""Schemathesis asks what the description allows and what it does not, with every check that it has, whoever asks.

Each operation by itself with the values at the edge of what is described and beyond it, then from answer to answer as
the description's links lead. Nothing that is changed lasts longer than the request, or the path that was followed.
"""

from functools import cache
from random import Random
from unittest.mock import patch

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.api.fuzz.world import API, undone
from tests.api.strict import validator
from tests.proofs import PROVES

pytestmark = pytest.mark.proves("The API answers as its description says, whatever is asked and whoever asks")
# For each operation: how many examples of each mode, and how many of the values at the edge.
EXAMPLES, EDGES = (12, None) if PROVES else (1, 6)
PATHS, STEPS = (60, 25) if PROVES else (6, 12)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate, Phase.shrink]}
PLAIN = {"Accept-Encoding": "identity"}  # Schemathesis does not unpack what it asks WSGI for.
# Headers that every address of the site answers with, and that OpenAPI leaves to HTTP.
OF_THE_SITE = {
    *("content-type", "content-length", "content-security-policy", "permissions-policy", "referrer-policy"),
    *("cross-origin-opener-policy", "x-content-type-options", "x-frame-options", "strict-transport-security"),
}
# What no schema can say of a value: that there is what it names, or that it goes with the others and with what was
# done before. An answer that refuses one of these alone, by name, has not refused what is described.
UNSAID = {
    *("cursor", "fields", "q", "page", "sort", "body", "format"),
    *("topic", "party", "source", "instrument", "term", "framework", "jurisdiction", "language", "section", "endpoint"),
    *("edition", "url", "topics", "events", "since", "until", "overlap_hours"),
}
# The test knows more than a schema says: which machines are on the public internet, and which topics there are.
FORMATS = {
    "public-address": st.builds(
        "https://{}.example.org{}".format,
        st.sampled_from(["hooks", "a", "xn--bcher-kva"]),
        st.sampled_from(["", "/", "/in?a=1&b=é", "/%20"]),
    ),
    "web-address": st.sampled_from(
        ["", "https://partner.example/leak", "http://partner.example/a?b=c", "https://a.io"]
    ),
    "published-topic": st.sampled_from(["creative-labour", "ports"]),
}
for _name, _strategy in FORMATS.items():
    schemathesis.openapi.format(_name, _strategy)


@cache
def described():
    """The description, read before there is a database: limits, which PostgreSQL counts, are off meanwhile."""
    with patch("casestudies.api.gate.Gate.__call__", lambda self, request: self.get_response(request)):
        schema = schemathesis.openapi.from_wsgi(f"{API}openapi.json", get_wsgi_application())
    shapes = schema.raw_schema["components"]["schemas"]
    for name in ("NewEndpoint", "EndpointChange"):
        shapes[name]["properties"]["url"]["format"] = "public-address"
        shapes[name]["properties"]["topics"]["items"]["format"] = "published-topic"
    for one in shapes["HoldingReport"]["oneOf"]:
        one["properties"]["url"]["format"] = "web-address"
    # Who asks sends a key or none; a null is no text, and is sent on purpose elsewhere.
    schema.config.generation.update(with_security_parameters=False, allow_x00=False)
    accepts = schema.config.checks.positive_data_acceptance
    accepts.expected_statuses = [*accepts.expected_statuses, "410"]  # of what was withdrawn
    return schema


def operations():
    return [found.ok() for found in described().get_all_operations()]


def unsaid(response, case):
    """The checks to leave out of this answer, because no schema can say what they would have it say."""
    if response.status_code in (400, 422):
        errors = response.json().get("errors", [])
        names = {one["parameter"] if "parameter" in one else f"{one['pointer']}/".split("/")[1] for one in errors}
        return [positive_data_acceptance] if names and names <= UNSAID else []
    body = case.operation.definition.raw.get("requestBody")
    if response.status_code < 300 and body:
        # The formats are the test's own: a body that breaks nothing else is as described.
        component = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        return [negative_data_rejection] if validator(component).is_valid(case.body) else []
    return []


def ask(case, asker, known=None):
    """Send the request, to an address that is there where some are `known`, and hold the answer to every check."""
    if known and case.path_parameters and not case.meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = {name: known[name] for name in case.path_parameters}
    headers = {**PLAIN, **asker.headers}
    with undone():
        response = case.call(headers=headers)
        case.validate_response(
            response, headers=headers, transport_kwargs={"headers": headers}, excluded_checks=unsaid(response, case)
        )
        assert undescribed(response, case) == set()


def undescribed(response, case):
    """The headers of an answer that the description does not name, and a media type that it does not know."""
    answers = case.operation.definition.raw["responses"]
    answer = answers.get(str(response.status_code))
    if answer is None or case.method.lower() != case.operation.method:  # a method that the description does not have
        return set()
    media_type = response.headers.get("content-type", [""])[0].partition(";")[0]
    known = {*OF_THE_SITE, *(name.lower() for name in answer.get("headers", {}))}
    of_no_kind = {media_type} - {"", *answer.get("content", ())} if response.status_code != 301 else set()
    return {name.lower() for name in response.headers} - known | of_no_kind


def edges_of(operation, random):
    """Requests with values at the edge of what is described and just beyond it, and with every other method."""
    schema = described()
    schema.coverage_unexpected_methods_seen.clear()
    cases = list(
        schema.iter_coverage_cases(
            operation,
            generation_modes=list(GenerationMode),
            generation_config=schema.config.generation_for(operation=operation, phase="coverage"),
        )
    )
    return cases if EDGES is None else random.sample(cases, min(EDGES, len(cases)))


def places(operation, asker):
    """What the address's placeholders can stand for: `[{"slug": "gone", "number": 1}, …]`, empty where it has none."""
    path = operation.path.removeprefix(API)
    there = next((names for start, names in asker.known.items() if path.startswith(f"{start}/{{")), {})
    wanted = [parameter.name for parameter in operation.path_parameters]
    found = [{}]
    for name in wanted:
        found = [{**one, name: value} for one in found for value in there[name]]
    return found if wanted else []


@pytest.mark.rows
@pytest.mark.parametrize("name", ["full", "nobody", "reader", "sandbox"])
def test_every_operation_answers_as_described(askers, name):
    random, asker = Random(name), askers[name]
    failures = []
    for operation in operations():
        try:
            ask_all(operation, asker, random)
        except FailureGroup as failure:  # of one operation: it says nothing of the others
            failures.append(failure)
    if failures:
        raise BaseExceptionGroup(f"{len(failures)} operations answer otherwise than described", failures)


def ask_all(operation, asker, random):
    there = places(operation, asker)
    for case in edges_of(operation, random):
        ask(case, asker, random.choice(there) if there else None)
    ask_examples(operation, GenerationMode.POSITIVE, asker, there)
    if there or operation.query or operation.body:  # of a header alone nothing can be wrong
        ask_examples(operation, GenerationMode.NEGATIVE, asker, there)


def ask_examples(operation, mode, asker, there):
    @settings(max_examples=EXAMPLES, **QUIET)
    @given(case=operation.as_strategy(generation_mode=mode), known=st.sampled_from([*there, None]))
    def examples(case, known):
        ask(case, asker, known)

    examples()


@pytest.mark.rows
@pytest.mark.parametrize("name", ["nobody", "full"])
def test_every_answer_leads_on_as_described(askers, name):
    following(askers[name]).run(settings=settings(max_examples=PATHS, stateful_step_count=STEPS, **QUIET))


def following(asker):
    """Follows the description's links, from whatever needs nothing, with what the answers hold."""

    class Following(described().as_state_machine()):
        def setup(self):
            self.undone = undone()
            self.undone.__enter__()

        def teardown(self):
            self.undone.__exit__(None, None, None)

        def step(self, input):
            # A list that is narrowed by chance holds nothing to follow; what was found in an answer is kept.
            found = {name for _, name in input.applied_parameters}
            if input.case.meta.generation.mode.is_positive:
                input.case.query = {name: value for name, value in input.case.query.items() if name in found}
                input.case.headers.pop("If-None-Match", None)
            return super().step(input)

        def get_call_kwargs(self, case):
            return {"headers": {**PLAIN, **asker.headers}}

        def validate_response(self, response, case, additional_checks=None, **sent):
            case.validate_response(
                response,
                headers=sent["headers"],
                transport_kwargs=sent,
                recorder=self.recorder,
                excluded_checks=unsaid(response, case),
            )

    return Following
