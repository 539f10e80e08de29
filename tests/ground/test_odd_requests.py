"""Requests that no browser of ours sends: they get a plain refusal, and leave nothing behind."""

import logging

import pytest
from django.test import Client

from cms.logs import LineFormatter
from tests.factories import make_account, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/cases/", "/feed.atom", "/nope", "/api/v1/case-studies/", "/api/v1/docs/", "/healthz"]


@world
def sora():
    return publish_case(slug="sora-leak").case_study


@pytest.mark.rows
@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("token", ["junk", '"\\000"', "x" * 64])
def test_malformed_token_makes_no_public_page_set_a_cookie(address, token):
    answer = Client().get(address, headers={"cookie": f"csrftoken={token}"})

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_cookie_that_is_no_session_makes_no_public_page_set_one(address):
    answer = Client().get(address, headers={"cookie": "sessionid=short"})

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_cookie_that_is_no_session_is_taken_back_where_the_desk_looks_at_it():
    answer = Client().get("/admin/", headers={"cookie": "sessionid=short"})

    assert answer.cookies["sessionid"]["max-age"] == 0


def test_malformed_token_is_replaced_where_a_form_asks_for_one():
    browser = Client(enforce_csrf_checks=True)
    make_account(username="maria")

    answer = browser.get("/admin/login/", headers={"cookie": "csrftoken=junk"})
    form = {"username": "maria", "password": "correct horse battery staple", "next": "/admin/"}
    form["csrfmiddlewaretoken"] = answer.context["csrf_token"]

    assert answer.cookies["csrftoken"].value
    assert browser.post("/admin/login/", form).status_code == 302


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/"])
def test_null_byte_in_a_cookie_is_refused_at_the_desk(client, address):
    answer = client.get(address, headers={"cookie": 'sessionid="\\000aaaaaaaaa"'})

    assert answer.status_code == 400
    assert "<h1>Request not understood</h1>" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/admin/casestudies/casestudy/?stage__exact=%00",
        "/admin/casestudies/casestudy/cite/labels/?keys=%00",
        "/admin/casestudies/casestudy/search/?app_label=casestudies&model_name=casestudy&field_name=topics&term=%00",
        "/admin/casestudies/mediafile/%00/raw/",
    ],
)
def test_null_byte_in_an_address_is_refused_at_the_desk(client, address):
    client.force_login(make_account())

    assert client.get(address).status_code == 400


def test_null_byte_leaves_one_line_in_the_log_and_no_traceback(client, caplog):
    with caplog.at_level("WARNING"):
        client.get("/admin/casestudies/mediafile/%00/raw/")

    refused = [record for record in caplog.records if "null byte" in record.getMessage()]
    assert [(record.levelname, record.exc_info) for record in refused] == [("WARNING", None)]
    assert not [record for record in caplog.records if record.exc_info]


def test_null_byte_in_a_search_of_readers_is_left_out(client):
    assert client.get("/cases/?q=%00").status_code == 200


def test_form_without_its_token_is_answered_by_a_page_of_ours():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})

    assert answer.status_code == 403
    assert "<h1>The form was not accepted</h1>" in answer.content.decode()
    assert "<style" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_address_is_only_read(address):
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405


@pytest.mark.parametrize("address", ["/api/v1/docs/", "/api/v1/docs/reference/", "/api/v1/docs/problems/"])
def test_page_of_the_documentation_is_only_read(address):
    answer = Client(enforce_csrf_checks=True).post(address)

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.parametrize(
    "address",
    [
        "/teach/Zm9vYmFyYmF6-_0123456789",
        "/teach/Zm9vYmFyYmF6-_0123456789/a-case/project",
        "/fr/teach/Zm9vYmFyYmF6-_0123456789/a-case",
        "/preview/Zm9vYmFyYmF6-_0123456789",
        "/preview/Zm9vYmFyYmF6-_0123456789/no/such/page/",
    ],
)
def test_address_that_is_a_key_is_kept_by_nobody_even_where_no_page_answers(address):
    answer = Client().get(address)

    assert answer.status_code in (301, 404)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store, private", "no-referrer")


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\u00e9"]
)
@pytest.mark.parametrize("address", ["/cases/sora-leak/report/", "/admin/login/"])
def test_malformed_form_is_refused_in_a_sentence_and_one_line_of_the_log(content_type, address, caplog, sora):
    with caplog.at_level(logging.WARNING, logger="django.request"):
        answer = Client().generic("POST", address, b"--x\r\nnot a form", content_type=content_type)

    assert answer.status_code == 400
    assert "The request was not one that this site can read." in answer.content.decode()
    lines = [LineFormatter().format(record) for record in caplog.records]
    assert len(lines) == 1
    assert ("Bad request" in lines[0], "Traceback" in lines[0]) == (True, False)
