"""The OpenAPI description is valid, whole and cheap, and its examples are of the shapes that it describes."""

import json
import re

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.test import Client
from openapi_spec_validator import validate

from casestudies.api import urls as api_urls
from casestudies.api.front import openapi_text
from casestudies.api.schemas import components as schemas
from casestudies.enums import ChangeEvent, PartnerEvent, PartyRole, WebhookEvent
from tests.api.strict import check, description

OPERATIONS = [
    (path, method, operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]


def contents():
    for path, method, operation in OPERATIONS:
        for status, answer in operation["responses"].items():
            for media_type, content in answer.get("content", {}).items():
                yield f"{method} {path} {status}", media_type, content


def test_description_is_valid():
    whole = description()
    assert whole["openapi"] == "3.1.1"
    validate(whole)


def test_every_endpoint_is_described():
    routes = {
        f"/api/v1/{simplify_regex(str(pattern.pattern)).lstrip('/')}": pattern.callback.cls
        for pattern in api_urls.urlpatterns
        if getattr(pattern.callback.cls if hasattr(pattern.callback, "cls") else None, "schema", None) is not None
    }
    described = {re.sub(r"{(\w+)}", r"<\1>", path) for path in description()["paths"]}
    assert described == {re.sub(r"<\w+:(\w+)>", r"<\1>", route) for route in routes}
    assert len(described) > 20


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=[row[2]["operationId"] for row in OPERATIONS])
def test_every_operation_says_what_can_go_wrong_and_which_headers_come(path, method, operation):
    answers = operation["responses"]
    assert {"400", "401", "403", "406", "429", "500"} <= set(answers)
    assert set(answers) & {"200", "201", "202", "204"}
    if method == "get":
        assert {"Cache-Control", "Access-Control-Allow-Origin"} <= set(answers["200"]["headers"])
    if "304" in answers:
        assert {"ETag", "Vary", "RateLimit"} <= set(answers["200"]["headers"])
        assert "412" in answers
    assert operation["security"] in ([{"key": []}, {}], [{"key": []}])
    assert operation["summary"]
    assert operation["description"]
    if "/case-studies/{slug}" in path:
        assert {"301", "404", "410"} <= set(answers)
        assert "Location" in answers["301"]["headers"]
    for status, answer in answers.items():
        if int(status) < 500:
            assert {"RateLimit", "Deprecation", "Sunset", "Link"} <= set(answer["headers"])
        if int(status) >= 400:
            assert "application/problem+json" in answer["content"]
    for parameter in operation.get("parameters", []):
        assert parameter["description"], parameter["name"]


def test_every_example_is_of_the_shape_it_stands_for():
    checked = 0
    for _where, _media_type, content in contents():
        if "$ref" not in content["schema"]:
            continue
        component = content["schema"]["$ref"].rpartition("/")[2]
        for example in content.get("examples", {}).values():
            check(component, example["value"])
            checked += 1
    assert checked > 20


def test_everything_has_an_example():
    without = [place for *place, content in contents() if not content.get("examples")]
    for path, method, operation in OPERATIONS:
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {"examples": True})
        without += [] if body.get("examples") else [(method, path)]
        for one in operation.get("parameters", []):
            # In the schema, where the reference does not fill it in as a filter.
            if not (one.get("examples") or {"examples", "enum"} & set(one["schema"])):
                without.append((method, path, one["name"]))
    assert without == []


def test_what_takes_one_of_a_few_words_says_which():
    """As an enumeration, alone or in an array with commas between, so that programs made of it know the words."""
    changes, events = [*ChangeEvent.values, *PartnerEvent.values], set(WebhookEvent.values)
    found = {}
    for path, _, operation in OPERATIONS:
        for one in operation.get("parameters", []):
            if one["schema"].get("type") == "array":
                assert (one["style"], one["explode"]) == ("form", False)
            words = one["schema"].get("enum") or one["schema"].get("items", {}).get("enum")
            found[path.removeprefix("/api/v1/"), one["name"]] = words
    assert found["changes/", "event"] == changes
    assert set(found["webhooks/deliveries/", "event"]) == events
    for path in ("case-studies/", "classifications/"):
        assert found[path, "role"] == PartyRole.values
        assert found[path, "checked"] == ["all", "most", "some", "none"]
    shapes = description()["components"]["schemas"]
    for name in ("NewEndpoint", "EndpointChange"):
        assert set(shapes[name]["properties"]["events"]["items"]["enum"]) == events
    assert set(shapes["TestWanted"]["properties"]["sample"]["enum"]) == events - {"webhook.test"}


def test_every_link_leads_from_what_an_answer_has_to_what_a_request_takes():
    operations = {operation["operationId"]: operation for _, _, operation in OPERATIONS}
    sources, targets = set(), set()
    for name, operation in operations.items():
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                sources.add(name)
                targets.add(link["operationId"])
                taken = {f"{one['in']}.{one['name']}" for one in operations[link["operationId"]]["parameters"]}
                for parameter, expression in link["parameters"].items():
                    assert parameter in taken, (name, link)
                    place, _, pointer = expression.partition("#")
                    if place == "$response.body":
                        value = next(iter(answer["content"]["application/json"]["examples"].values()))["value"]
                        for step in pointer.split("/")[1:]:
                            value = value[int(step) if isinstance(value, list) else step]
                    else:
                        known = {f"$request.{one['in']}.{one['name']}" for one in operation["parameters"]}
                        assert place in known, (name, link)
    # What is not led to is where one begins, or ends.
    assert set(operations) - sources - targets == {"root", "whoAmI"}


def test_every_component_is_used_and_every_reference_leads_somewhere():
    text = json.dumps(description())
    for name in schemas.COMPONENTS:
        assert f'"#/components/schemas/{name}"' in text
    assert set(description()["components"]["schemas"]) == set(schemas.COMPONENTS)


def test_description_is_served_as_json_and_unchanged_answered_without_a_body():
    first = Client().get("/api/v1/openapi.json")
    assert (first.status_code, first["Content-Type"]) == (200, "application/json")
    assert first.content.decode() == openapi_text()
    again = Client().get("/api/v1/openapi.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_root_leads_on():
    answer = Client().get("/api/v1/")
    check("Root", answer.json())
    assert answer.json()["openapi"] == "http://localhost:8000/api/v1/openapi.json"


def test_description_is_made_without_warnings(capsys):
    openapi_text.cache_clear()
    openapi_text()
    assert capsys.readouterr().err == ""
