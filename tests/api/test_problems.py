"""Whatever goes wrong under /api/ is answered as problem details, with a type that explains itself."""

import json
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from rest_framework import exceptions
from rest_framework.parsers import JSONParser
from rest_framework.request import Request

from casestudies.api import case_studies
from casestudies.api import problem_kinds as kinds
from casestudies.api.base import ApiView
from casestudies.api.problem_kinds import KINDS
from tests.api.strict import check

LIST = "/api/v1/case-studies/"


def problem(answer, status, name):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = json.loads(answer.content)
    check("Problem", body)
    assert body["type"] == f"http://localhost:8000/api/v1/docs/problems/{name}/"
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing-here/",
        "/api/v1/nothing/here",
        "/api/v1/case-studies/Not%20a%20slug/",
        "/api/v1/case-studies/x/editions/one/",
        "/api/v1/docs/problems/no-such-problem/",
        "/api/",
        "/api/v2/case-studies/",
        "/api/nothing",
        "/api/v1/%00/",
        "/api/v1/%ff/",
        "/api/v1//case-studies/",
    ],
)
@pytest.mark.django_db
def test_unknown_address_is_a_problem(path):
    body = problem(Client().get(path), 404, "not-found")
    assert body["instance"].startswith("/api/")


def test_unknown_address_is_a_problem_whatever_is_accepted_and_asked():
    problem(Client().get("/api/v1/nothing/", headers={"accept": "text/html"}), 404, "not-found")
    problem(Client().get("/api/v1/nothing/?a=b"), 404, "not-found")
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/nothing/")
        problem(answer, 404, "not-found")
        assert "Allow" not in answer


def test_unknown_address_close_to_a_known_one_says_so():
    body = problem(Client().get("/api/v1/case-study/"), 404, "not-found")
    assert body["detail"].endswith("Did you mean /api/v1/case-studies/?")


def test_address_without_its_last_slash_redirects():
    answer = Client().get("/api/v1/case-studies?limit=5")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/case-studies/?limit=5")
    problem(Client().post("/api/v1/case-studies"), 404, "not-found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["/api/v1/", LIST, f"{LIST}x/", f"{LIST}x/editions/", f"{LIST}x/editions/1/", "/api/v1/docs/"]
)
def test_method_that_an_address_does_not_answer_is_a_problem(method, path):
    answer = getattr(Client(), method)(path)
    body = problem(answer, 405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert body["detail"] == f"This address does not answer {method.upper()}. It answers GET, HEAD, OPTIONS."


@pytest.mark.parametrize("path", [LIST, f"{LIST}x/", "/api/v1/"])
def test_format_that_is_not_offered_is_a_problem(path):
    body = problem(Client().get(path, headers={"accept": "application/xml"}), 406, "not-acceptable")
    assert "application/json" in body["detail"]


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html,*/*;q=0.1", "application/json; charset=utf-8"])
def test_accept_header_that_allows_json_is_answered(accept):
    assert Client().get("/api/v1/", headers={"accept": accept}).status_code == 200


def test_fault_of_ours_is_a_problem_that_gives_nothing_away(monkeypatch):
    def fail(slug):
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(case_studies, "surroundings", fail)
    answer = Client(raise_request_exception=False).get(f"{LIST}x/")
    problem(answer, 500, "internal-error")
    assert "secret" not in answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_wrong_host_is_a_problem():
    problem(Client(headers={"host": "elsewhere.example"}).get(LIST), 400, "bad-request")


@pytest.mark.parametrize(
    ("raised", "status", "name"),
    [
        (Http404(), 404, "not-found"),
        (PermissionDenied(), 403, "forbidden"),
        (SuspiciousOperation(), 400, "bad-request"),
        (exceptions.ParseError(), 400, "bad-request"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported-media-type"),
        (exceptions.ValidationError({"x": ["wrong"]}), 400, "bad-request"),
    ],
)
def test_exception_of_a_view_becomes_its_problem(raised, status, name):
    class Failing(ApiView):
        def get(self, request):
            raise raised

    answer = Failing.as_view()(RequestFactory().get("/api/v1/x/"))
    problem(answer, status, name)


@pytest.mark.parametrize(
    ("content_type", "body", "status", "name"),
    [
        ("text/csv", b"a,b", 415, "unsupported-media-type"),
        ("application/json", b"{", 400, "bad-request"),
        ("application/json", b"\xff", 400, "bad-request"),
    ],
)
def test_body_that_cannot_be_read_is_a_problem(content_type, body, status, name):
    class Reading(ApiView):
        parser_classes = [JSONParser]

        def post(self, request: Request):
            return request.data

    answer = Reading.as_view()(RequestFactory().post("/api/v1/x/", body, content_type=content_type))
    problem(answer, status, name)


@pytest.mark.django_db
def test_type_of_every_problem_is_a_page_that_explains_it():
    assert {kind.status for kind in KINDS.values()} >= {400, 404, 405, 406, 410, 415, 500}
    for kind in KINDS.values():
        answer = Client().get(f"/api/v1/docs/problems/{kind.name}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert kind.title in answer.content.decode()


def test_path_in_a_problem_is_an_address():
    body = problem(Client().get("/api/v1/a b/é/"), 404, "not-found")
    assert body["instance"] == "/api/v1/a%20b/%C3%A9/"
    assert urlsplit(body["instance"]).path == body["instance"]


def test_gone_may_be_stored_and_faults_may_not():
    assert kinds.WITHDRAWN.status == 410
    assert Client().get("/api/v1/nothing/")["Cache-Control"] == "no-store"
