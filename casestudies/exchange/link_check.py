"""Asks the links of the library whether they still answer: politely, side by side, and an archive for copies.

Hosts are asked at the same time, each host one link after the other with a pause between. The threads know the
network alone; what they found is written down by the caller, one short transaction a link.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Lock
from urllib.parse import urlencode, urlsplit

from casestudies.actions.note_link_check import Answered, LinkFound, note_link_check
from casestudies.models import Account, Source
from casestudies.prose.links import canonical_href
from casestudies.queries.link_states import LinkToCheck, due_links, links_to_check
from casestudies.queries.source_twins import plain_address
from casestudies.webhooks.http import Answer, FetchFailed, FetchRefused, Limits, OddPort, fetch

ARCHIVE = "https://archive.org/wayback/available"
ARCHIVE_HOST = "web.archive.org"
LIMITS = Limits(connect=6, read=8, total=15, size=4_096)
ARCHIVE_LIMITS = Limits(connect=6, read=8, total=12, size=65_536)
THREADS = 8
BATCH = 40
PAUSE = 1.0  # seconds between two questions to one host
NOT_FOR_PROGRAMS = frozenset({401, 402, 403, 406, 407, 429, 451, 999})
# Some servers answer HEAD with an error, or not at all, and GET as they should.
WORTH_A_GET = 400


class Archive:
    """Asked by one thread at a time, with a pause."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.lock = Lock()

    def copy_of(self, link: LinkToCheck) -> tuple[str, date | None]:
        """The address of a copy, as near the source's own date as there is one, and its day; empty without one."""
        asked = {"url": link.url} | ({"timestamp": f"{link.day:%Y%m%d}"} if link.day else {})
        with self.lock:
            try:
                answer = fetch(f"{ARCHIVE}?{urlencode(asked)}", limits=ARCHIVE_LIMITS)
            except FetchFailed:
                return "", None
            finally:
                time.sleep(self.pause)
        return _copy_in(answer)


def check_link(url: str) -> LinkFound:
    """What the link answers now."""
    try:
        answer = _ask(url)
    except OddPort as error:
        return LinkFound(Answered.REFUSED, str(error))
    except FetchRefused as error:
        return LinkFound(Answered.UNSAFE, str(error))
    except FetchFailed as error:
        return LinkFound(Answered.FAILED, str(error))
    told = f"Answered with status {answer.status}."
    if answer.status in (404, 410):
        return LinkFound(Answered.GONE, told)
    if answer.status in NOT_FOR_PROGRAMS:
        return LinkFound(Answered.REFUSED, f"{told} It may only refuse programs.")
    if answer.status >= 300:
        return LinkFound(Answered.FAILED, told)
    if plain_address(answer.url) != plain_address(url):
        return LinkFound(Answered.ELSEWHERE, f"Leads to {answer.url[:250]}")
    return LinkFound(Answered.WELL, told)


def check_side_by_side(
    links: Iterable[LinkToCheck], *, pause: float = PAUSE, ends: float | None = None
) -> list[tuple[LinkToCheck, LinkFound]]:
    """What each link answered; those that were not reached before `ends` (of the monotonic clock) are left out."""
    hosts: dict[str, list[LinkToCheck]] = defaultdict(list)
    for link in links:
        hosts[_host(link.url)].append(link)
    archive = Archive(pause)

    def ask(links: list[LinkToCheck]) -> list[tuple[LinkToCheck, LinkFound]]:
        found = []
        for number, link in enumerate(links):
            if number:
                time.sleep(pause)
            if ends is not None and time.monotonic() >= ends:
                break
            answer = check_link(link.url)
            if link.wants_copy and answer.answered is not Answered.UNSAFE:
                copy_url, copy_on = archive.copy_of(link)
                answer = LinkFound(answer.answered, answer.note, copy_url, copy_on)
            found.append((link, answer))
        return found

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return [pair for pairs in pool.map(ask, hosts.values()) for pair in pairs]


def check_links(
    *, by: Account, clock: Callable[[], datetime], within: timedelta, pause: float = PAUSE
) -> Iterator[Source]:
    """Look at whatever is due, the longest unseen first, for as long as `within`; yields each source as it then is.

    Killed at any point, it goes on where it was: each link is written down as soon as its batch was asked.
    """
    ends = time.monotonic() + within.total_seconds()
    while time.monotonic() < ends:
        links = links_to_check(due_links(clock()), BATCH)
        checked = check_side_by_side(links, pause=pause, ends=ends)
        if not checked:
            return
        for link, found in checked:
            source = note_link_check(link.pk, link.url, found, by=by, now=clock())
            if source is not None:
                yield source


def _ask(url: str) -> Answer:
    try:
        answer = fetch(url, method="HEAD", limits=LIMITS)
    except FetchRefused:
        raise
    except FetchFailed:
        return fetch(url, limits=LIMITS, cut=True)
    return fetch(url, limits=LIMITS, cut=True) if answer.status >= WORTH_A_GET else answer


def _copy_in(answer: Answer) -> tuple[str, date | None]:
    """The copy that the archive names, if it is one of a page that answered well and stands in the archive itself."""
    try:
        closest = json.loads(answer.body)["archived_snapshots"]["closest"]
        url = canonical_href(closest["url"].replace("http://", "https://", 1))
        day = datetime.strptime(closest["timestamp"][:8], "%Y%m%d").date()  # noqa: DTZ007 (a day)
        fits = closest["available"] is True and str(closest["status"]) == "200"
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", None
    if answer.status != 200 or not fits or _host(url) != ARCHIVE_HOST or len(url) > 2000:
        return "", None
    return url, day


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
