"""Where a link may lead: to the web or to a mailbox, and nowhere else."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from casestudies.prose.characters import drop_unwanted, nfc
from casestudies.prose.limits import MAX_HREF

_LINE_BREAKS = re.compile("[\t\n\r\f]")
_SCHEME = re.compile(r"(https?)://(?=[^/?#\\@:])|(mailto):(?=.)", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?://[^/?#]*")
_ENCODED = frozenset('<>"`\\{}|^')


def canonical_href(value: str) -> str:
    """The address in the one form we keep, or an empty string if a link may not lead there.

    Browsers drop tabs, line ends and leading controls from an address before they read its scheme; so do we,
    before we look at it.
    """
    address = nfc(_LINE_BREAKS.sub("", drop_unwanted(value)).strip())
    scheme = _SCHEME.match(address)
    if scheme is None:
        return ""
    name = scheme.group(1) or scheme.group(2)
    address = name.lower() + address[len(name) :]
    # A browser reads a backslash in the authority as a slash, other readers do not: whose host is it?
    if "\\" in (_AUTHORITY.match(address) or [""])[0]:
        return ""
    address = "".join(_encode(char) for char in address)
    try:
        urlsplit(address)
    except ValueError:
        return ""
    return address if len(address) <= MAX_HREF else ""


def _encode(char: str) -> str:
    # A lone combining mark would join the character before it as soon as that one is encoded.
    hidden = char.isspace() or unicodedata.category(char) == "Cf" or unicodedata.combining(char)
    return quote(char) if hidden or char in _ENCODED else char
