"""What is deprecated says so with every answer that it concerns; what changed in the API is a feed."""

import json
import logging
import subprocess
import sys
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from casestudies.api import base, changelog
from casestudies.api.deprecations import Deprecated, headers_of
from casestudies.api.operations.deprecated import mark_deprecated
from casestudies.queries.key_text import make_key_text
from cms.environment import BASE_DIR
from tests.api.strict import description
from tests.factories import publish_case

LIST = "/api/v1/case-studies/"
ATOM = "{http://www.w3.org/2005/Atom}"
PRETEND = (
    Deprecated("case-studies", date(2027, 1, 1), "Use “term”.", sunset=date(2028, 6, 1), parameter="topic"),
    Deprecated("case-studies", date(2027, 3, 1), "Use “v2”."),
)


def test_what_is_deprecated_says_since_when_and_until_when():
    assert headers_of("root", (), PRETEND) == {}
    assert headers_of("case-studies", (), PRETEND)["Deprecation"] == "@1803859200"
    assert "Sunset" not in headers_of("case-studies", (), PRETEND)
    both = headers_of("case-studies", {"topic"}, PRETEND)
    assert (both["Deprecation"], both["Sunset"]) == ("@1798761600", "Thu, 01 Jun 2028 00:00:00 GMT")


@pytest.mark.django_db
def test_the_headers_stand_beside_what_the_answer_has_already(monkeypatch):
    publish_case()
    plain = Client().get(LIST)
    assert "Deprecation" not in plain
    monkeypatch.setattr(base, "DEPRECATED", PRETEND)
    answer = Client().get(LIST, {"topic": "creative-labour"})
    assert answer["Sunset"] == "Thu, 01 Jun 2028 00:00:00 GMT"
    assert answer["Link"].count('rel="deprecation"') == 1
    assert 'rel="service-desc"' in answer["Link"]
    assert {"Deprecation", "Sunset"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Deprecation" in Client().get(LIST, {"nonsense": "x"})
    assert "Deprecation" not in Client().get("/api/v1/")
    same = Client().get(LIST, {"topic": "creative-labour"}, headers={"if-none-match": answer["ETag"]})
    for told in (answer, same, Client().get(LIST, {"topic": "creative-labour", "nonsense": "x"})):
        described = description()["paths"][LIST]["get"]["responses"][str(told.status_code)]["headers"]
        assert "Link" in described
        for name in ("Deprecation", "Sunset"):
            assert described[name] == {"$ref": f"#/components/headers/{name}"}
            header = description()["components"]["headers"][name]
            assert not header.get("required"), "it comes where something is on its way out"
            Draft202012Validator(header["schema"]).validate(told[name])


def test_the_description_marks_what_is_on_its_way_out():
    paths = description()["paths"]
    assert '"deprecated"' not in json.dumps(paths), "nothing is now"
    mark_deprecated(paths, PRETEND)
    marked = paths[LIST]["get"]
    assert [one["name"] for one in marked["parameters"] if one.get("deprecated")] == ["topic"]
    assert marked["deprecated"] is True
    assert marked["description"].endswith(" Deprecated: Use “v2”.")
    assert json.dumps(paths).count('"deprecated"') == 2
    mark_deprecated(paths, [Deprecated("holding", date(2027, 1, 1), "Use “copies”.")])
    assert all(operation["deprecated"] for operation in paths["/api/v1/holdings/{slug}/"].values())


@pytest.mark.django_db
def test_what_changed_is_a_feed_and_a_page():
    answer = Client().get("/api/v1/changelog.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == len(changelog.ENTRIES)
    assert [entry.day for entry in changelog.ENTRIES] == sorted((e.day for e in changelog.ENTRIES), reverse=True)
    again = Client().get("/api/v1/changelog.atom", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    page = Client().get("/api/v1/docs/versions/").content.decode()
    assert all(entry.title in page and f'id="{entry.name}"' in page for entry in changelog.ENTRIES)
    assert "Nothing is deprecated now." in page
    assert "A value that names nothing may come to be refused" in page


@pytest.mark.django_db
def test_the_pages_on_keys_limits_and_errors_say_what_the_code_does(settings, tmp_path):
    settings.API_ANONYMOUS_BURST = 12_345
    assert "12,345" in Client().get("/api/v1/docs/limits/").content.decode()
    keys = Client().get("/api/v1/docs/keys/").content.decode()
    assert all(f"<code>{scope}</code>" in keys for scope in ("read", "embargo", "teaching", "holdings", "webhooks"))
    assert "quota-exceeded" in Client().get("/api/v1/docs/errors/").content.decode()
    assert "cbk_test_" in Client().get("/api/v1/docs/sandbox/").content.decode()

    script = tmp_path / "check_key.py"
    script.write_bytes(Client().get("/api/v1/docs/scripts/check_key.py").content)

    def check(text):
        command = [sys.executable, str(script), text]
        return subprocess.run(command, cwd=BASE_DIR, capture_output=True, check=False).returncode

    _, key = make_key_text(is_sandbox=False)
    assert check(key) == 0
    assert check(key[:-1] + ("0" if key[-1] != "0" else "1")) == 1


@pytest.mark.django_db
def test_a_fault_of_ours_has_a_reference_that_the_log_has_too(monkeypatch, caplog):
    def fail():
        raise RuntimeError("the secret reason")

    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(changelog, "write_atom", fail)
    answer = Client(raise_request_exception=False).get("/api/v1/changelog.atom")
    body = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()
    assert any(body["reference"] in record.getMessage() for record in caplog.records)
    assert "RateLimit" in answer


@pytest.mark.django_db
def test_what_django_refuses_by_itself_is_a_problem(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    many = Client().get(f"{LIST}?{'&'.join(f'a{n}=1' for n in range(9))}")
    assert (many.status_code, many["Content-Type"]) == (400, "application/problem+json")
    wrong = Client(headers={"host": "elsewhere.example"}).get(LIST)
    assert (wrong.status_code, wrong.json()["detail"]) == (400, "The header “Host” names no host of this site.")
    assert Client().get("/api").json()["status"] == 404
    for method in ("TRACE", "PROPFIND", "X" * 500):
        answer = Client().generic(method, LIST)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert Client().generic(method, "/api/v1/nowhere/").status_code == 404


@pytest.mark.django_db
def test_a_preflight_says_what_the_address_takes_from_scripts_of_other_sites():
    headers = {"origin": "https://x.example", "access-control-request-headers": "authorization"}
    for path, methods in ((LIST, "GET, HEAD, OPTIONS"), ("/api/v1/holdings/x/", "GET, PUT, HEAD, OPTIONS")):
        answer = Client().options(path, headers=headers | {"access-control-request-method": "GET"})
        assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (204, methods)
        assert "Authorization" in answer["Access-Control-Allow-Headers"].split(", ")
        assert answer["Allow"] == methods
