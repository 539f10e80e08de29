"""Marks in the OpenAPI description what is on its way out, as the answers' headers do."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import resolve

from casestudies.api.deprecations import Deprecated

# What stands for a placeholder, so that an address of the description leads to its name in urls.py.
SAMPLES = {"number": "1", "uuid": str(UUID(int=0))}


def mark_deprecated(paths: dict[str, dict[str, Any]], rows: Iterable[Deprecated]) -> None:
    """Write `deprecated` into the operations and parameters that are, in place; what to use instead beside it."""
    by_endpoint: dict[str, list[Deprecated]] = {}
    for row in rows:
        by_endpoint.setdefault(row.endpoint, []).append(row)
    if not by_endpoint:
        return
    for path, methods in paths.items():
        address = re.sub(r"{(\w+)}", lambda match: SAMPLES.get(match[1], "x"), path)
        for row in by_endpoint.get(resolve(address).url_name or "", ()):
            for operation in methods.values():
                for one in _meant(operation, row.parameter):
                    one["deprecated"] = True
                    one["description"] = f"{one['description']} Deprecated: {row.instead}"


def _meant(operation: dict[str, Any], parameter: str) -> list[dict[str, Any]]:
    """The operation, or its parameter of that name."""
    if not parameter:
        return [operation]
    return [one for one in operation.get("parameters", []) if (one["in"], one["name"]) == ("query", parameter)]
