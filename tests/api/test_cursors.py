"""Cursors hold good for the list they were made for, and for nothing else."""

import pytest
from django.core import signing
from django.test import Client

from casestudies.api.cursors import SALT
from tests.factories import make_account, publish_case

pytestmark = pytest.mark.django_db

LIST = "/api/v1/case-studies/"


@pytest.fixture
def cursor():
    by = make_account()
    for number in range(3):
        publish_case(slug=f"case-{number}", by=by)
    address = Client().get(LIST, {"limit": 1}).json()["next"]
    return address.partition("cursor=")[2].replace("%3A", ":")


def refused(parameters):
    answer = Client().get(LIST, parameters)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_cursor_goes_on_where_the_page_ended(cursor):
    slugs = [item["slug"] for item in Client().get(LIST, {"cursor": cursor, "limit": 5}).json()["results"]]
    assert slugs == ["case-1", "case-0"]


def test_cursor_with_other_filters_is_refused(cursor):
    problem = refused({"cursor": cursor, "topic": "creative-labour"})
    assert problem["type"].endswith("/invalid-cursor/")
    assert problem["errors"] == [{"parameter": "cursor", "detail": problem["detail"]}]


def test_cursor_made_with_a_filter_is_refused_without_it(cursor):
    address = Client().get(LIST, {"limit": 1, "topic": "creative-labour"}).json()["next"]
    made_with = address.partition("cursor=")[2].replace("%3A", ":")
    assert "topic=creative-labour" in refused({"cursor": made_with})["detail"]
    assert Client().get(LIST, {"cursor": made_with, "topic": "creative-labour"}).status_code == 200


def test_altered_cursor_is_refused(cursor):
    for place in range(0, len(cursor), 7):
        other = "A" if cursor[place] != "A" else "B"
        refused({"cursor": cursor[:place] + other + cursor[place + 1 :]})


@pytest.mark.parametrize("junk", ["", "x", "a:b", ":::", "a" * 3_000, "é", "a\0b", "e30:1:x", "null", "-1"])
def test_junk_is_refused(junk):
    refused({"cursor": junk})


def test_cursor_of_another_purpose_is_refused():
    foreign = signing.Signer(salt="another").sign_object([1, "-changed_at", {}, "2026-11-14T09:30:00+00:00", 1])
    assert refused({"cursor": foreign})["type"].endswith("/invalid-cursor/")


def test_cursor_of_another_ordering_is_refused():
    older = signing.Signer(salt=SALT).sign_object([1, "title", {}, "2026-11-14T09:30:00+00:00", 1])
    assert "another ordering" in refused({"cursor": older})["detail"]
