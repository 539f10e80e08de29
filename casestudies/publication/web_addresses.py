"""Takes out of a snapshot every address that a reader could not follow safely, whoever put it there."""

from collections.abc import Mapping
from typing import Any

from casestudies.prose.links import canonical_href

# The members that hold an address, in every part of a snapshot; `URL` is that of CSL.
ADDRESSES = frozenset({"url", "video_url", "URL"})


def followable(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The same document with http and https addresses alone; another one becomes empty, as if none were recorded."""
    safe = _safe(snapshot)
    for source in safe.get("sources", ()):
        if not (source.get("archived") or {}).get("url"):
            source["archived"] = None
        if not source["csl"].get("URL"):
            source["csl"].pop("URL", None)
    return safe


def web_address(value: str) -> str:
    """The address as we keep addresses; empty unless it leads to the web."""
    address = canonical_href(value)
    return address if address.startswith(("http://", "https://")) else ""


def _safe(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            name: web_address(member) if name in ADDRESSES and isinstance(member, str) else _safe(member)
            for name, member in value.items()
        }
    return [_safe(member) for member in value] if isinstance(value, list | tuple) else value
