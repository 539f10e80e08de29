"""Who else has the form open, and whether somebody saved in the meantime."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casestudies.models import CaseStudy, Presence
from casestudies.publication.when import day_in_words
from tests.admin.together.test_working_copy import ask
from tests.factories import make_account, revise_case

pytestmark = pytest.mark.django_db


def path_of(case_study):
    return f"/admin/casestudies/casestudy/{case_study.pk}/presence/"


def beat(account, case_study, **data):
    client = Client()
    client.force_login(account)
    return ask(client, account, path_of(case_study), data)


def test_others_are_named_with_since_when_and_leave(editor, case_study):
    ana = make_account(username="ana", first_name="Ana", last_name="de Souza")

    assert beat(editor, case_study).json()["others"] == []
    Presence.objects.update(opened_at=timezone.now() - timedelta(days=1))
    (maria,) = beat(ana, case_study, typing=True).json()["others"]
    yesterday = day_in_words(timezone.localdate() - timedelta(days=1))
    assert (maria["name"], maria["initials"], maria["typing"]) == ("maria", "MA", False)
    assert maria["since"].startswith(f"{yesterday}, ")
    (souza,) = beat(editor, case_study).json()["others"]
    assert (souza["name"], souza["initials"], souza["typing"]) == ("Ana de Souza", "AS", True)
    assert re.fullmatch(r"\d\d:\d\d", souza["since"])
    assert beat(ana, case_study, leaving=True).json() == {}
    assert beat(editor, case_study).json()["others"] == []


def test_save_in_the_meantime_is_told_with_the_way_to_what_changed(editor, case_study):
    ana = make_account(username="ana")
    before = beat(editor, case_study, base_version=1).json()
    revise_case(case_study, by=ana)

    after = beat(editor, case_study, base_version=1).json()

    assert (before["version"], before["changes"]) == (1, "")
    assert (after["version"], after["saved_by"]) == (2, "ana")
    assert after["changes"].startswith(f"/admin/casestudies/casestudy/{case_study.pk}/compare/")
    client = Client()
    client.force_login(editor)
    assert "A sentence more." in client.get(after["changes"]).content.decode()


@pytest.mark.parametrize("base", [None, "1", -1, 0, 99, 1.5, [], True])
def test_base_version_that_cannot_be_has_no_way_to_what_changed(editor, base, case_study):
    CaseStudy.objects.update(version=1)
    answer = beat(editor, case_study, base_version=base)
    assert (answer.status_code, answer.json()["changes"]) == (200, "")


def test_heartbeat_costs_the_same_with_1_and_with_20_others(editor, desk, case_study):
    ask(desk, editor, path_of(case_study), {})
    costs = []
    for count in (1, 20):
        for _ in range(count):
            beat(make_account(), case_study)
        with CaptureQueriesContext(connection) as queries:
            assert ask(desk, editor, path_of(case_study), {"typing": True}).status_code == 200
        costs.append(len(queries))

    # Session, account, time zone, the case study, the heartbeat, the others.
    assert costs == [6, 6]
    assert Presence.objects.count() == 22
