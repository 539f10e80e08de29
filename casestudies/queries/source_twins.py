"""The same work in other words: addresses and DOIs compared as what they lead to, not as they are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from casestudies.models import AuditEntry, Source

_DOI = re.compile(r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
# What is added to an address to watch who follows it.
_WATCHING = re.compile(
    r"(utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_ga|_hs\w+|ref_src|cmpid|smid|guccounter)\Z"
)
_INDEX = re.compile(r"/(index|default)\.(html?|php|aspx?)\Z", re.IGNORECASE)


def plain_doi(text: str) -> str:
    """`https://doi.org/10.1000/ABC` -> `10.1000/abc`; empty for what is no DOI."""
    text = unquote(text.strip())
    bare = _DOI.sub("", text, count=1) if _DOI.match(text) else text
    bare = bare.strip().rstrip(".,;").lower()
    return bare if re.match(r"10\.\d{4,9}/\S+\Z", bare) else ""


def plain_address(url: str) -> str:
    """The address as far as it tells one page from another; for comparing alone, it may lead nowhere."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_watching(name)]
    path = _INDEX.sub("/", unquote(parts.path)).rstrip("/")
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return where + path + (f"?{urlencode(asked)}" if asked else "") + fragment


def is_address(line: str) -> bool:
    """Whether a line is an address of the web or a DOI, and nothing else."""
    return " " not in line and (
        bool(re.match(r"https?://\S+\.\S+|www\.\S+\.\S+", line, re.IGNORECASE)) or bool(plain_doi(line))
    )


@dataclass
class Twins:
    """The works that are there, by what they are known by; what is added is known from then on."""

    by_doi: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_library(cls) -> "Twins":
        """Every source of the library. One query."""
        twins = cls()
        for key, url, doi in Source.objects.order_by("-pk").values_list("key", "url", "doi"):
            twins.add(key, {"url": url, "doi": doi})
        return twins

    def find(self, item: Mapping[str, Any]) -> tuple[str, str] | None:
        """The key of the work that has this one's DOI or address, and which of them it was."""
        doi = plain_doi(item["doi"]) or plain_doi(item["url"])
        if doi in self.by_doi:
            return self.by_doi[doi], "DOI"
        if item["url"] and (key := self.by_address.get(plain_address(item["url"]))):
            return key, "address"
        return None

    def add(self, key: str, item: Mapping[str, Any]) -> None:
        if doi := plain_doi(item["doi"]) or plain_doi(item["url"]):
            self.by_doi[doi] = key
        if item["url"]:
            self.by_address[plain_address(item["url"])] = key


def merged_into(key: str) -> Source | None:
    """The source that took the place of one that is gone, as the audit remembers it."""
    seen = {key}
    while True:
        entry = AuditEntry.objects.filter(verb="source.merged", detail__key=key).order_by("-at", "-pk").first()
        key = str(entry.detail["into"]) if entry else ""
        if not key or key in seen:
            return None
        seen.add(key)
        if source := Source.objects.filter(key=key).first():
            return source


def _is_watching(name: str) -> bool:
    return _WATCHING.match(name.lower()) is not None
