"""Words for writing JSON Schema: every member of a record is present; an absent value is empty or null."""

from typing import Any

from django.db.models import TextChoices

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def record(description: str, /, **members: Schema) -> Schema:
    """An object whose members are all present."""
    return {"type": "object", "description": description, "properties": members, "required": list(members)}


def text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **({"description": description} if description else {}), **more}


def html(description: str) -> Schema:
    return text(description, contentMediaType="text/html")


def address(description: str) -> Schema:
    return text(description, format="uri")


def moment(description: str) -> Schema:
    return text(f"{description} UTC, to the microsecond.", format="date-time", examples=["2026-11-14T09:30:00.000000Z"])


def day(description: str) -> Schema:
    """A date, or an empty string for none."""
    return text(f"{description} `YYYY-MM-DD`, or empty.", pattern=r"^(\d{4}-\d{2}-\d{2})?$")


def digest(description: str, *, empty: bool = False) -> Schema:
    return text(description, pattern="^([0-9a-f]{64})?$" if empty else "^[0-9a-f]{64}$")


def whole(description: str, least: int = 0) -> Schema:
    return {"type": "integer", "minimum": least, "description": description}


def truth(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def one_of(choices: type[TextChoices], description: str = "", *, empty: bool = False) -> Schema:
    values = [*choices.values, ""] if empty else list(choices.values)
    return text(description, enum=values)


def many(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def maybe(schema: Schema, description: str = "") -> Schema:
    """The schema, or null."""
    both = {"oneOf": [schema, {"type": "null"}]}
    return {**both, "description": description} if description else both


UUID = text("Identifies the case study for good, whatever its address.", format="uuid")
KEY = text("The record's public name; stable.")
NEXT = maybe(address("The next page; null on the last."))
