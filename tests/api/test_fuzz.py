"""Schemathesis asks what its description allows and what it does not: every answer is as described, none is a fault.

Without a key and with one that may do everything; and beside it, cursors, headers and parameters that no schema knows.
"""

import json
import os
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import quote

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)

from casestudies.actions.withdraw import withdraw
from casestudies.api.case_list import QUERY
from casestudies.api.examples import SLUG
from casestudies.enums import EditionKind
from tests.api.asking import key_for
from tests.factories import NOW, make_account, make_partner, publish_approved, publish_case, revise_case

GONE = "gone"
LIST = "/api/v1/case-studies/"
PLAIN = {"Accept-Encoding": "identity"}  # Schemathesis does not unpack what it asks WSGI for.
PROVES = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
# What no schema can say: which strings are cursors of ours, and which names fields have.
UNSAID = {"cursor", "fields", "page", "q", "body", "sort", "since", "format"}


def described():
    """The description, read before there is a database: limits, which PostgreSQL counts, are off meanwhile."""
    with patch("casestudies.api.gate.Gate.__call__", lambda self, request: self.get_response(request)):
        return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


schema = described()


@pytest.fixture
def one_connection(db):
    """The test's own transaction outlives each request, as it does under Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def published(one_connection):
    """A case study in two editions, and one that is withdrawn."""
    by = make_account()
    case_study = publish_case(slug=SLUG, by=by).case_study
    revise_case(case_study)
    publish_approved(
        case_study, by=by, now=NOW + timedelta(hours=1), kind=EditionKind.CORRECTION, change_note="Put right."
    )
    withdraw(publish_case(slug=GONE, by=by).case_study, by=by, now=NOW, reason="A reason.")


@pytest.fixture
def key(published):
    return key_for(make_partner())


def ask(case, headers):
    # A key is needed where it is needed whatever the header says that schemathesis makes up.
    left_out = [ignored_auth, unsupported_method]
    says_more = UNSAID & set(case.query or {}) or case.method not in ("GET", "HEAD")
    unsaid = [*left_out, positive_data_acceptance] if says_more else left_out
    case.call_and_validate(headers=headers, excluded_checks=unsaid)
    if "slug" in case.path_parameters:
        # The same request to addresses that exist, which chance would seldom find.
        for slug in (SLUG, GONE):
            case.path_parameters["slug"] = slug
            case.call_and_validate(
                headers=headers, excluded_checks=[*left_out, positive_data_acceptance, negative_data_rejection]
            )


@schema.parametrize()
@pytest.mark.usefixtures("published")
@settings(max_examples=300 if PROVES else 4, **QUIET)
def test_answers_are_as_described(case):
    ask(case, PLAIN)


@schema.parametrize()
@settings(max_examples=300 if PROVES else 4, **QUIET)
def test_answers_to_a_key_are_as_described(case, key):
    if not PROVES and {} in case.operation.definition.raw["security"]:
        return  # asked without a key above; with one, when everything is proved
    ask(case, {**PLAIN, "Authorization": f"Bearer {key}"})


# What the schema does not know. Each answer is an answer, or a problem that says what is wrong.

ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "*", "-1", "0", "null", "true", "a" * 3_000, "%00", "\x00", "’", "../..", "1e9", "2024-02-30"]
    ),
)
GARBAGE = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=80)
HEADERS = st.dictionaries(
    st.sampled_from(["accept", "if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "range"]),
    st.one_of(GARBAGE, st.sampled_from(["*", "W/", '"', '"a", W/"b"', "bytes=0-1", "*/*;q=2", "a/b;q=", ",,,", "x"])),
    max_size=4,
)
PATHS = st.sampled_from(
    [
        *(
            f"{LIST}{SLUG}{rest}"
            for rest in ("/", "/statements/", "/editions/", "/editions/1/", "/editions/1/snapshot")
        ),
        *(f"{LIST}{SLUG}.{ending}" for ending in ("md", "ninjs", "csl.json", "txt")),
        LIST,
        *(f"/api/v1/{path}/" for path in ("topics", "sources", "frameworks", "classifications", "instruments")),
        "/api/v1/sources/wiggers2024/statements/",
    ]
)
NAMES = st.sampled_from([*QUERY, "topics", "order", "offset", "", "é", "cursor[]"])


def sound(answer):
    """An answer, or a problem that names what is wrong."""
    assert answer.status_code < 500
    if answer.status_code >= 400 and answer.status_code != 416:
        assert answer["Content-Type"] == "application/problem+json", answer.status_code
        body = json.loads(answer.content)
        assert body["status"] == answer.status_code
        assert body["detail"]
    return answer


@pytest.mark.usefixtures("published")
@settings(max_examples=1_500 if PROVES else 40, **QUIET)
@given(path=PATHS, query=st.lists(st.tuples(NAMES, ODD), max_size=3), headers=HEADERS)
def test_nothing_that_is_sent_is_a_fault_or_silently_taken(path, query, headers):
    address = path + ("?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in query) if query else "")
    answer = sound(Client(raise_request_exception=False).get(address, headers=headers))
    unknown = {name for name, _ in query} - set(QUERY) - {"kind", "checked", "section", "key"}
    if unknown:
        assert answer.status_code in (400, 404, 406)
    names = [name for name, _ in query]
    if len(set(names)) < len(names):
        assert answer.status_code in (400, 404, 406)


@pytest.mark.usefixtures("published")
@settings(max_examples=1_000 if PROVES else 25, **QUIET)
@given(header=st.one_of(GARBAGE, GARBAGE.map("Bearer {}".format), st.just("Bearer cbk_live_x_y_z")))
def test_a_key_that_is_none_opens_nothing_and_is_no_fault(header):
    answer = sound(Client(raise_request_exception=False).get(LIST, headers={"authorization": header}))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.usefixtures("published")
@settings(max_examples=1_500 if PROVES else 30, **QUIET)
@given(data=st.data(), sort=st.sampled_from(["changed", "-changed", "event", "-event", "title", "-title", "published"]))
def test_cursor_is_taken_as_it_was_given_or_not_at_all(data, sort):
    if Client().get(f"{LIST}one-more/").status_code == 404:
        publish_case(slug="one-more")
    following = Client().get(LIST, {"limit": 1, "sort": sort}).json()["next"]
    cursor = following.partition("cursor=")[2].replace("%3A", ":")
    assert Client().get(LIST, {"sort": sort, "cursor": cursor}).status_code == 200
    at = data.draw(st.integers(0, len(cursor) - 1))
    kept = data.draw(st.sampled_from([cursor[:at], cursor[at:], cursor[:at] + "A" + cursor[at:], cursor + "="]))
    other = sound(Client().get(LIST, {"sort": sort, "cursor": kept}))
    if kept != cursor:
        assert other.status_code == 400
    wrong = data.draw(
        st.sampled_from([{"sort": "-published"}, {"sort": sort, "topic": "x"}, {"sort": sort, "q": "leak"}])
    )
    assert sound(Client().get(LIST, {**wrong, "cursor": cursor})).status_code == 400
