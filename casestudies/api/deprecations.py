"""What of the API is on its way out: endpoints and parameters, since when, until when, and what to use instead.

Nothing is deprecated by anything but a row here: the answers' headers and the documentation follow from it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.http import http_date

from casestudies.api.addresses import DOCS, absolute


@dataclass(frozen=True)
class Deprecated:
    """`endpoint` is the name of an address in urls.py; with a `parameter`, only requests that give it are concerned.

    After `sunset`, a year later at the least, it is gone. None: that is not decided yet. `instead` is a sentence.
    """

    endpoint: str
    since: date
    instead: str
    sunset: date | None = None
    parameter: str = ""


DEPRECATED: tuple[Deprecated, ...] = ()


def headers_of(endpoint: str, parameters: Collection[str], rows: Iterable[Deprecated]) -> dict[str, str]:
    """`Deprecation` (RFC 9745) and `Sunset` (RFC 8594), and for `Link` where to read more; empty for what stays.

    Of several the earliest of each counts.
    """
    found = [row for row in rows if row.endpoint == endpoint and (not row.parameter or row.parameter in parameters)]
    if not found:
        return {}
    headers = {"Deprecation": f"@{min(map(_seconds, (row.since for row in found)))}"}
    sunsets = [row.sunset for row in found if row.sunset]
    link = f'<{absolute(DOCS)}versions/#deprecated>; rel="deprecation"; type="text/html"'
    if sunsets:
        headers["Sunset"] = http_date(_seconds(min(sunsets)))
        link += f', <{absolute(DOCS)}versions/#deprecated>; rel="sunset"; type="text/html"'
    return headers | {"Link": link}


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())
