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
from casestudies.api.addresses import KEYS, ME
from casestudies.api.base import ApiView
from casestudies.api.bodies import read_object
from casestudies.api.problem_kinds import KINDS
from casestudies.api.problems import Problem, problem_body
from casestudies.api.urls import urlpatterns
from tests.api.asking import client_for
from tests.api.strict import check, description
from tests.factories import make_partner

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
    assert (status == 415) == ("“application/json”" in problem(answer, status, name)["detail"])


@pytest.mark.django_db
def test_type_of_every_problem_is_a_page_that_explains_it():
    assert {kind.status for kind in KINDS.values()} >= {400, 404, 405, 406, 410, 415, 429, 500}
    elsewhere = []
    for kind in KINDS.values():
        answer = Client().get(f"/api/v1/docs/problems/{kind.name}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        page = answer.content.decode()
        assert kind.title in page
        assert f"status {kind.status}" in page
        told = problem_body(kind, "", "/")["type"]
        assert told.removeprefix("http://localhost:8000") == f"/api/v1/docs/problems/{kind.name}/" or told in page
        elsewhere += [kind.name] if kind.type_address else []
    assert elsewhere == ["quota-exceeded"]
    assert "<code>quota-exceeded</code> alone" in Client().get("/api/v1/docs/problems/").content.decode()


NOT_TAKEN = "The body is JSON of a kind that is not taken here"
FAULTS = {
    '{"edition": 1,}': (1, 15, "the name of a member was expected, in double quotes, not “}”"),
    '{"edition": 1\n "url": ""}': (2, 2, 'a comma or the closing bracket was expected, not “"'),
    "{'edition': 1}": (1, 2, "in double quotes, not “'”"),
    '{"edition" 1}': (1, 12, "a colon was expected, not “1”"),
    '{"edition":': (1, 12, "a value was expected, and the body ends"),
    "": (1, 1, "a value was expected, and the body ends"),
    '{"url": "https:': (1, 9, "the string that begins here does not end"),
    '{"url": "a\tb"}': (1, 11, "a string holds a control character"),
    '{"url": "\\q"}': (1, 10, "the backslash escapes nothing"),
    '{"edition": 1}\n\n{}': (3, 1, "the JSON has ended before this"),
    "\ufeff{}": (1, 1, "a byte order mark"),
    '{"edition": nul}': (1, 13, "a value was expected, not “n”"),
    b'{"url":\n "caf\xe9"}': (2, 6, "the byte 0xe9 is not UTF-8"),
    '{"edition": NaN}': (None, None, "it has no number “NaN”"),
    '{"edition": 1, "edition": 2}': (None, None, f"{NOT_TAKEN}: the member “edition” stands in one object twice."),
    '{"edition": -' + "1" * 5_000 + "}": (None, None, f"{NOT_TAKEN}: it has a number of 5,000 digits."),
    "[" * 90_000: (None, None, "nested too deeply"),
    "[]": (None, None, "has to be a JSON object"),
}


def test_body_that_is_not_json_is_answered_with_the_place_and_what_was_expected_there():
    def told(body, content_type="application/json"):
        with pytest.raises(Problem) as refused:
            read_object(
                RequestFactory().put("/api/v1/x/", body, content_type, CONTENT_TYPE=content_type), {"edition": int}
            )
        return refused.value

    for body, (line, column, says) in FAULTS.items():
        said = told(body)
        (error,) = said.members["errors"]
        assert (said.kind, error["pointer"], error.get("line"), error.get("column")) == (
            *(kinds.INVALID_BODY, "", line, column),
        ), body[:60]
        assert says in error["detail"]
        check("ParameterError", error)
    (error,) = told('{"editoin": 1}').members["errors"]
    assert (error["detail"], error["suggestion"]) == (
        "There is no member “editoin” here. Did you mean “edition”?",
        "edition",
    )
    for content_type in ("text/csv", "", "application/x-www-form-urlencoded", "application/json; charset=latin-1"):
        said = told("{}", content_type)
        assert (said.kind, "“application/json”" in said.detail) == (kinds.UNSUPPORTED_MEDIA_TYPE, True)
        assert content_type.partition(";")[0] in said.detail
    for parameters in (
        'charset="utf-8"; profile=x',
        'profile="a; charset=latin-1"',
        'Charset = "UTF-8" ;x=y',
        "charset=",
    ):
        assert told("[]", f"application/json; {parameters}").detail == "The body has to be a JSON object.", parameters


def test_scripts_of_other_sites_may_send_and_read_every_header_that_is_described():
    sent, read = set(), set()
    for methods in description()["paths"].values():
        for operation in methods.values():
            sent |= {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
            read |= {name for one in operation["responses"].values() for name in one.get("headers", ())}
    asked = Client().options(f"{LIST}x/", headers={"origin": "https://x.example"})
    allowed = set(asked["Access-Control-Allow-Headers"].split(", "))
    exposed = set(Client().get("/api/v1/nothing/")["Access-Control-Expose-Headers"].split(", "))
    assert sent | {"Authorization", "Content-Type", "If-Modified-Since"} <= allowed
    safe = {
        "Cache-Control",
        "Content-Language",
        "Content-Length",
        "Content-Type",
        "Expires",
        "Pragma",
    }  # by the standard
    assert {name for name in read if not name.startswith("Access-Control-")} - safe <= exposed
    assert {"Content-Digest", "Repr-Digest", "ETag", "RateLimit", "Sunset", "Date"} <= exposed


@pytest.mark.django_db
def test_entrance_names_every_address_that_needs_no_other():
    listed = Client().get("/api/v1/").json()
    paths = {urlsplit(address).path for address in listed.values()}
    routes = {f"/api/v1/{pattern.pattern}" for pattern in urlpatterns}
    assert {route for route in routes if not {"<", "^"} & set(route)} - {"/api/v1/"} == {
        path for path in paths if path.startswith("/api/v1/")
    }
    assert paths - {path for path in paths if path.startswith("/api/v1/")} == {KEYS}
    client = client_for(make_partner())
    for path in paths:
        answer = client.get(path)
        assert (answer.status_code, answer.has_header("ETag")) == (200, path != ME), path
        packed = client.get(path, headers={"accept-encoding": "gzip"})
        strength = "W/" if packed.has_header("Content-Encoding") else ""
        assert packed.get("ETag", "") in ("", f"{strength}{answer.get('ETag', '')}"), path


def test_path_in_a_problem_is_an_address():
    body = problem(Client().get("/api/v1/a b/é/"), 404, "not-found")
    assert body["instance"] == "/api/v1/a%20b/%C3%A9/"
    assert urlsplit(body["instance"]).path == body["instance"]


def test_gone_may_be_stored_and_faults_may_not():
    assert kinds.WITHDRAWN.status == 410
    assert Client().get("/api/v1/nothing/")["Cache-Control"] == "no-store"
