"""Opaque ids get names: of accounts, of checkers without one, and somebody for who was erased."""

from uuid import uuid4

import pytest

from casestudies.models import CheckRequest
from casestudies.queries.actors import actor_names, known_names
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db


def test_every_id_gets_a_name_in_two_queries(django_assert_num_queries):
    ana = make_account(first_name="Ana", last_name="Ruiz")
    asked = CheckRequest.objects.create(
        case_study=make_case(), name="Grace", email="g@example.org", token_digest="x", asked_by=ana, asked_at=NOW,
        expires_at=NOW,
    )  # fmt: skip
    gone = uuid4()

    with django_assert_num_queries(2):
        names = actor_names([ana.uuid, ana.uuid, asked.uuid, gone])

    assert names == {ana.uuid: "Ana Ruiz", asked.uuid: "Grace (outside checker)", gone: "Somebody"}
    assert known_names([gone]) == {}


def test_no_ids_take_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert actor_names([]) == {}
