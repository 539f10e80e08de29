"""Asking links: what each answer means, politely, within the time, and where it stopped."""

import json
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from casestudies.actions import jobs
from casestudies.actions.jobs import run_job
from casestudies.enums import JobKind, LinkState
from casestudies.exchange import link_check
from casestudies.exchange.link_check import check_link, check_links, check_side_by_side
from casestudies.exchange.link_jobs import ask_due_links, ask_link_check
from casestudies.exchange.system_accounts import LINKS, system_account
from casestudies.models import Job, Source
from casestudies.queries.link_states import EVERY, LinkToCheck, due_links
from casestudies.webhooks.http import Limits
from tests.factories import NOW, make_account, make_source


@pytest.fixture(autouse=True)
def archive(web, monkeypatch):
    """An archive that has no copy of anything, unless a test gives it one."""
    monkeypatch.setattr(link_check, "ARCHIVE", web.url("/archive"))
    monkeypatch.setattr(link_check, "LIMITS", Limits(connect=1, read=1, total=2))
    web.say("/archive", b'{"archived_snapshots": {}}')


def link(web, path, **fields):
    return LinkToCheck(**({"pk": 1, "key": "k", "url": web.url(path), "day": None, "wants_copy": False} | fields))


@pytest.mark.parametrize(
    ("status", "answered"),
    [
        *((200, "well"), (204, "well"), (404, "gone"), (410, "gone"), (401, "refused"), (403, "refused")),
        *((429, "refused"), (451, "refused"), (400, "failed"), (500, "failed"), (503, "failed"), (304, "failed")),
    ],
)
def test_status_says_what_became_of_the_page(web, status, answered):
    web.say("/page", status=status)

    found = check_link(web.url("/page"))

    assert (found.answered.value, found.note[:24]) == (answered, f"Answered with status {status}"[:24])


def test_page_is_asked_by_head_and_by_get_where_that_is_refused(web):
    def only_get(handler):
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.say("/fine", b"x")
    web.answers["/odd"] = only_get

    assert check_link(web.url("/fine")).answered.value == "well"
    assert check_link(web.url("/odd")).answered.value == "well"
    assert [(method, path) for method, path, _, _ in web.asked] == [
        ("HEAD", "/fine"),
        ("HEAD", "/odd"),
        ("GET", "/odd"),
    ]


def test_redirect_within_one_page_is_none_and_to_another_is_told(web):
    web.say("/a", status=301, Location="/a/")
    web.say("/a/", b"x")
    web.say("/b", status=302, Location="/a/")

    assert check_link(web.url("/a")).answered.value == "well"
    moved = check_link(web.url("/b"))
    assert (moved.answered.value, moved.note) == ("elsewhere", f"Leads to {web.url('/a/')}")


@pytest.mark.parametrize("location", ["http://169.254.169.254/", "file:///etc/passwd", "javascript:alert(1)"])
def test_redirect_inside_is_dangerous(web, location):
    web.say("/", status=302, Location=location)

    assert check_link(web.url("/")).answered.value == "unsafe"


def test_host_that_is_not_there_fails_and_an_odd_port_is_not_judged():
    assert check_link("https://nowhere.invalid/").answered.value == "failed"
    assert check_link("https://example.org:8443/").answered.value == "refused"
    assert check_link("https://10.0.0.1/").answered.value == "unsafe"


def test_host_is_asked_one_link_at_a_time_with_a_pause(web):
    moments, busy, most = [], [], []

    def answer(handler):
        busy.append(1)
        most.append(len(busy))
        moments.append(time.monotonic())
        time.sleep(0.05)
        busy.pop()
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.answers |= {f"/{number}": answer for number in range(4)}

    found = check_side_by_side([link(web, f"/{number}") for number in range(4)], pause=0.1)

    assert [one.url for one, _ in found] == [web.url(f"/{number}") for number in range(4)]
    assert max(most) == 1
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(moments))


def test_hosts_are_asked_side_by_side(web, settings):
    """Two names of one server, each of whose answers waits for the other's question."""
    other = f"localhost:{web.port}"
    settings.FETCH_ALLOWED_HOSTS = [web.host, other]
    seen = set()

    def answer(handler):
        seen.add(handler.headers["Host"])
        until = time.monotonic() + 1
        while len(seen) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        handler.send_response(200 if len(seen) == 2 else 404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.answers["/"] = answer
    links = [link(web, "/"), link(web, "/", url=f"http://{other}/")]

    assert {found.answered.value for _, found in check_side_by_side(links, pause=0)} == {"well"}


def test_what_is_not_reached_in_time_is_left_for_the_next_time(web):
    web.say("/a", b"")

    assert check_side_by_side([link(web, "/a")] * 3, pause=0, ends=time.monotonic() - 1) == []


def copy_answer(url="http://web.archive.org/web/20241127083000/http://x/", **fields):
    closest = {"available": True, "url": url, "timestamp": "20241127083000", "status": "200"} | fields
    return json.dumps({"archived_snapshots": {"closest": closest}}).encode()


def test_archive_is_asked_for_a_copy_near_the_sources_day(web):
    web.say("/page", status=404)
    web.say("/archive", copy_answer())

    [(_, found)] = check_side_by_side([link(web, "/page", day=date(2024, 11, 26), wants_copy=True)], pause=0)

    assert (found.copy_url, found.copy_on) == (
        "https://web.archive.org/web/20241127083000/http://x/",
        date(2024, 11, 27),
    )
    asked = next(path for _, path, _, _ in web.asked if path.startswith("/archive"))
    assert "timestamp=20241126" in asked


@pytest.mark.parametrize(
    "said",
    [
        copy_answer("https://evil.example/web/2024/http://x/"),
        copy_answer("javascript:alert(1)"),
        copy_answer(status="404"),
        copy_answer(available=False),
        copy_answer(timestamp="soon"),
        b"<html>",
        b"[]",
        b'{"archived_snapshots": {"closest": null}}',
    ],
)
def test_what_the_archive_says_otherwise_is_no_copy(web, said):
    web.say("/page", b"")
    web.say("/archive", said)

    [(_, found)] = check_side_by_side([link(web, "/page", wants_copy=True)], pause=0)

    assert (found.answered.value, found.copy_url, found.copy_on) == ("well", "", None)


@pytest.mark.django_db
def test_links_are_due_once_a_week_and_failing_ones_after_a_day():
    make_source("never")
    make_source("old", link_checked_at=NOW - EVERY)
    make_source("older", link_checked_at=NOW - 2 * EVERY)
    make_source("recent", link_checked_at=NOW - timedelta(days=6))
    failing = {"link_failed_since": NOW - timedelta(days=3)}
    make_source("failing", link_checked_at=NOW - timedelta(days=2), **failing)
    make_source("dead", link_checked_at=NOW - timedelta(days=2), link_state="dead", **failing)
    make_source("unlinked", url="")

    assert list(due_links(NOW).values_list("key", flat=True)) == ["never", "older", "old", "failing"]


@pytest.mark.django_db
def test_check_goes_on_where_it_was_stopped(web):
    by = system_account(LINKS)
    for number in range(3):
        web.say(f"/{number}", status=200 if number else 404)
        make_source(f"s{number}", url=web.url(f"/{number}"))
    run = check_links(by=by, clock=lambda: NOW, within=timedelta(minutes=1), pause=0)
    next(run)
    run.close()  # stopped after the first was written down

    rest = list(check_links(by=by, clock=lambda: NOW, within=timedelta(minutes=1), pause=0))

    assert [source.key for source in rest] == ["s1", "s2"]
    states = Source.objects.order_by("key").values_list("link_state", flat=True)
    assert list(states) == [LinkState.DEAD, LinkState.OK, LinkState.OK]


@pytest.mark.django_db
def test_command_tells_what_each_link_answered(web, capsys):
    web.say("/gone", status=410)
    make_source("gone2024", url=web.url("/gone"))

    call_command("check_links", minutes=1, pause=0)
    assert capsys.readouterr().out == "gone2024: Dead. Answered with status 410.\n1 links looked at.\n"
    call_command("check_links", minutes=1, pause=0)
    assert capsys.readouterr().out == "No link is due.\n"
    with pytest.raises(CommandError):
        call_command("check_links", minutes=0)


@pytest.mark.django_db
def test_site_asks_for_its_weekly_check_once(web, monkeypatch):
    monkeypatch.setattr(link_check, "PAUSE", 0)
    assert ask_due_links(NOW) is None
    web.say("/a", b"")
    make_source("a2024", url=web.url("/a"))

    job = ask_due_links(NOW)
    assert ask_due_links(NOW) is None
    run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert job.report == [
        {
            "item": "Title of a2024 (2024)",
            "outcome": "Answers. Answered with status 200.",
            "path": "/admin/casestudies/source/with-key/a2024/",
        }
    ]
    assert ask_due_links(NOW) is None
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_source_that_went_away_meanwhile_is_a_line(web):
    job = ask_link_check(["gone2024"], "Check", by=make_account(), now=NOW)

    run_job(job.uuid)

    job.refresh_from_db()
    assert job.report == [
        {"item": "gone2024", "outcome": "Skipped. The source is gone, or has another address by now.", "path": ""}
    ]


def test_job_is_held_for_longer_than_a_batch_of_one_slow_host_takes():
    """Each link is asked twice, then the archive, with a pause after both; else another run would begin it anew."""
    work = jobs._works[JobKind.CHECK_LINKS]
    slowest = 2 * link_check.LIMITS.total + link_check.ARCHIVE_LIMITS.total + 2 * link_check.PAUSE

    assert work.batch * slowest < work.lease.total_seconds()
