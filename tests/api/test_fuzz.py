"""Schemathesis asks what its description allows and what it does not: every answer is as described, none is a fault."""

import os
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from casestudies.actions.withdraw import withdraw
from casestudies.api.examples import SLUG
from casestudies.enums import EditionKind
from tests.factories import NOW, make_account, publish_approved, publish_case, revise_case

GONE = "gone"
PLAIN = {"Accept-Encoding": "identity"}  # Schemathesis does not unpack what it asks WSGI for.
EXAMPLES = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 25


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


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


@schema.parametrize()
@pytest.mark.usefixtures("published")
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case):
    # No schema can say which strings are cursors of ours.
    left_out = [positive_data_acceptance] if "cursor" in case.query else []
    case.call_and_validate(headers=PLAIN, excluded_checks=left_out)
    if "slug" in case.path_parameters:
        # The same request to addresses that exist, which chance would seldom find.
        for slug in (SLUG, GONE):
            case.path_parameters["slug"] = slug
            case.call_and_validate(headers=PLAIN, excluded_checks=[positive_data_acceptance, negative_data_rejection])
