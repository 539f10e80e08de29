"""Which format an answer has: the best of those that an address offers, by the weights of the header `Accept`.

`?format=` and, on single items, an ending of the address decide instead: for people, and for what cannot set headers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation

_RANGE = re.compile(r"\s*([\w.+!#$&^-]+|\*)/([\w.+!#$&^-]+|\*)\s*((?:;[^;]*)*)\s*", re.ASCII)
_WEIGHT = re.compile(r"\s*[qQ]\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*", re.ASCII)
LONGEST = 2_000


@dataclass(frozen=True)
class Format:
    """`name` is what `?format=` takes; `ending` what stands after a slug. `charset` is what the REST framework asks."""

    name: str
    media_type: str
    title: str
    ending: str = ""
    charset: str | None = "utf-8"

    @property
    def format(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


JSON = Format("json", "application/json", "JSON", "json")
NINJS = Format("ninjs", "application/vnd.iptc.ninjs+json", "ninjs 3.1", "ninjs")
CSL = Format("csl", "application/vnd.citationstyles.csl+json", "CSL-JSON", "csl.json")
JSON_LD = Format("jsonld", "application/ld+json", "JSON-LD", "jsonld")
MARKDOWN = Format("markdown", "text/markdown", "Markdown", "md")
TEXT = Format("text", "text/plain", "plain text", "txt")
HTML = Format("html", "text/html", "HTML", "html")
ITEM_FORMATS = (JSON, NINJS, CSL, JSON_LD, MARKDOWN, TEXT, HTML)
LIST_FORMATS = (JSON, NINJS, CSL, JSON_LD)


class ByAccept(BaseContentNegotiation):
    """The REST framework's hook. Of formats that are as welcome, the first that the view offers."""

    def select_parser(self, request, parsers):
        media = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == media), None)

    def select_renderer(self, request, renderers, format_suffix=None):
        best = best_of(request.META.get("HTTP_ACCEPT", ""), renderers)
        if best is None:
            raise exceptions.NotAcceptable(available_renderers=renderers)
        return best, best.media_type


def best_of(header: str, offered: Sequence[Format]) -> Format | None:
    """The offered format that the header wants most; None where it wants none. No header wants anything.

    Browsers, and the libraries of some languages, ask for HTML and then for anything, wherever they are sent: beside
    `*/*` HTML is not more welcome than anything. Who opens an address of the API there sees what programs get.
    """
    if not header.strip():
        return offered[0]
    ranges = _ranges(header[:LONGEST])
    anything = next((weight for kind, _, weight in ranges if kind == "*" and weight > 0), 1.0)
    weighed = [(min(_weight(one.media_type, ranges), anything if one is HTML else 1.0), one) for one in offered]
    weight, best = max(weighed, key=lambda found: found[0])
    return best if weight > 0 else None


def _ranges(header: str) -> list[tuple[str, str, float]]:
    """Type, subtype and weight of each range; what is none is left out."""
    found = []
    for part in header.split(","):
        match = _RANGE.fullmatch(part)
        if match and not (match[1] == "*" and match[2] != "*"):
            weights = [one[1] for text in match[3].split(";") if (one := _WEIGHT.fullmatch(text))]
            found.append((match[1].lower(), match[2].lower(), float(weights[0]) if weights else 1.0))
    return found


def _weight(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """That of the range which names it most closely; 0 where none does."""
    kind, _, subtype = media_type.partition("/")
    fitting = [
        (2 * (wanted_kind != "*") + (wanted_subtype != "*"), weight)
        for wanted_kind, wanted_subtype, weight in ranges
        if wanted_kind in ("*", kind) and wanted_subtype in ("*", subtype)
    ]
    return max(fitting)[1] if fitting else 0.0
