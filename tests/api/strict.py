"""Holds answers against the OpenAPI description, more strictly than it promises: no member may be undescribed."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from casestudies.api.front import openapi_text

HERE = "urn:openapi"


def closed(schema: Any) -> Any:
    """The schema with every described object closed to members it does not name."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        shut.setdefault("additionalProperties", False)
    return shut


def description() -> dict[str, Any]:
    return json.loads(openapi_text())


def check(component: str, value: Any) -> None:
    """Raises ValidationError when the value is not of the component's shape."""
    validator(component).validate(value)


@cache
def validator(component: str) -> Draft202012Validator:
    schema = {"$ref": f"{HERE}#/components/schemas/{component}"}
    assert validator_for(schema, default=Draft202012Validator) is Draft202012Validator
    return Draft202012Validator(schema, registry=registry(), format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def registry() -> Registry[Any]:
    whole = description()
    whole["components"] = closed(whole["components"])
    return Registry().with_resource(HERE, Resource.opaque(whole))
