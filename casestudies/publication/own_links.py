"""Links from an article to the lists of what it names: made with the text, and shown only where they lead somewhere.

The lists exist as long as a live edition carries what they list. The current edition does; an old one, one that was
withdrawn and a draft may not, so there the names stand without links.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from casestudies.publication.jurisdictions import jurisdiction_name

# As the templates of the article write them: plain text inside, escaped.
OWN_LINK = re.compile(r'<a class="own-link" href="[^"]*">([^<]*)</a>')
OWN_ADDRESS = re.compile(r'(?<=<a class="own-link" href=")[^"]*')
CASES = "/cases/?"


def party_list(key: str) -> str:
    return f"/parties/{key}/"


def instrument_list(key: str) -> str:
    return f"/instruments/{key}/"


def framework_list(key: str) -> str:
    return f"/frameworks/{key}/"


def term_list(classification: Mapping[str, Any]) -> str:
    """The list of cases, narrowed to a framework's term."""
    framework, term = classification["framework"], classification["term"]
    key = f"{framework['key']}@{framework.get('version', '')}/{term.get('key', '')}"
    return f"{CASES}{urlencode({'term': key[:200]})}"


def jurisdiction_list(code: str) -> str:
    """The list of cases, narrowed to a jurisdiction."""
    return f"{CASES}{urlencode({'jurisdiction': code})}"


def named_places(codes: Iterable[str]) -> list[dict[str, str]]:
    """Jurisdictions by name, each with its list."""
    return [{"name": jurisdiction_name(code), "url": jurisdiction_list(code)} for code in codes]


def with_own_links(html: str, address: Callable[[str], str]) -> SafeString:
    """The same article with its links where `address` says that they are for whoever reads."""
    return mark_safe(OWN_ADDRESS.sub(lambda found: address(found[0]), html))  # the same text, as it was escaped


def without_own_links(html: str) -> SafeString:
    """The same article with the names alone."""
    return mark_safe(OWN_LINK.sub(r"\1", html))  # taken from what was escaped when it was rendered
