"""What stands in a cell of an exported list: plain text, and nothing that a spreadsheet would run."""

import json
from datetime import date, datetime, time
from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.translation import gettext as _

from casestudies.models import Account
from casestudies.queries.staff import name_of

# A spreadsheet takes what begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text, with an apostrophe before what would be a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def cell(value) -> str:
    """Dates and times in ISO 8601 with their zone, numbers as they are, markup as what it says."""
    match value:
        case None:
            return ""
        case bool():
            return str(_("yes") if value else _("no"))
        case int() | float():
            return str(value)
        case datetime():
            return timezone.localtime(value).isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case Account():
            return harmless(name_of(value))
        case list() | tuple() | dict():
            return harmless(json.dumps(value, ensure_ascii=False, default=str))
        case SafeData():
            return harmless(plain(str(value)))
        case _:
            return harmless(str(value))


def plain(markup: str) -> str:
    """What the markup says, on one line."""
    apart = markup.replace("<", " <")  # so that what stands in two elements stays two words
    return " ".join(unescape(strip_tags(apart)).split())
