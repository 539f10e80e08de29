"""A date tells of every change of an answer or is not given; an ETag, where one is named, is asked before it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from casestudies import build as running
from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.note_software import note_software
from casestudies.actions.rebuild import rebuild
from casestudies.actions.withdraw import withdraw
from casestudies.api import envelope
from casestudies.models import PublicationSettings
from tests.api.asking import client_for
from tests.factories import NOW, correct_case, make_account, make_partner, publish_case

pytestmark = pytest.mark.django_db
LIST = "/api/v1/case-studies/"
LEAK = f"{LIST}leak/"
DATED = (LEAK, f"{LIST}leak.ninjs", f"{LEAK}editions/1/", f"{LEAK}editions/", f"{LEAK}statements/", f"{LEAK}teaching/")
UNDATED = (LIST, "/api/v1/changes/", "/api/v1/sources/", "/api/v1/sources/wiggers2024/", f"{LEAK}editions/1/signature")


class Clock:
    """What every part of the site takes for the time, a fraction after a full second."""

    def __init__(self, monkeypatch):
        self.at = NOW + timedelta(days=7, milliseconds=400)
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def wait(self, seconds=1):
        self.at += timedelta(seconds=seconds)

    @property
    def header(self):
        return http_date(self.at.timestamp())


@pytest.fixture
def clock(db, monkeypatch):
    clock = Clock(monkeypatch)
    note_software(clock.at - timedelta(days=1))
    return clock


@pytest.fixture
def build(monkeypatch):
    """The digest of the process that answers next."""

    def of(digest):
        monkeypatch.setattr(running, "build_digest", lambda: digest)
        monkeypatch.setattr(envelope, "build_digest", lambda: digest)

    return of


def test_every_process_of_one_software_gives_one_date_and_none_of_another_gives_it(clock, build, settings):
    publish_case(slug="leak", by=make_account())
    build("the first")
    assert note_software(clock.at)
    clock.wait(3600)

    def given():
        answer = Client().get(LEAK)
        return answer["ETag"], answer.get("Last-Modified")

    etag, date = given()
    assert parse_http_date(date) == int(clock.at.timestamp()) - 3599, "when it was found running"
    assert not note_software(clock.at), "a new start is no change"
    assert given() == (etag, date)

    # One process is of another build already, or has another address: until that is written down, neither knows a date.
    build("the second")
    other, none = given()
    assert (other == etag, none) == (False, None)
    assert note_software(clock.at)
    assert given() == (other, None), "it may have answered within the same second"
    clock.wait(90)
    assert parse_http_date(given()[1]) > parse_http_date(date)
    build("the first")
    assert given() == (etag, None), "of what it says now, no date that somebody has tells"
    assert note_software(clock.at - timedelta(days=9))
    clock.wait(90)
    assert parse_http_date(given()[1]) > parse_http_date(date) + 3600
    settings.SITE_URL = "https://another.example"
    assert given()[1] is None


def test_a_date_is_honoured_where_no_etag_is_named(clock):
    publish_case(slug="leak", by=make_account())
    published, client = clock.header, client_for(make_partner())
    clock.wait(3600)
    for path in DATED:
        answer = client.get(path)
        assert (answer.status_code, answer["Last-Modified"], answer["Cache-Control"]) == (
            *(200, published, "private, no-cache"),
        ), path
        assert {"Accept", "Authorization"} <= {name.strip() for name in answer["Vary"].split(",")}

        def status(expected, path=path, **headers):
            again = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            assert (again.status_code, bool(again.content)) == (expected, expected != 304), (path, headers)
            return again

        same = status(304, if_modified_since=published)
        assert (same["ETag"], same["Last-Modified"]) == (answer["ETag"], published)
        status(304, if_modified_since=clock.header)
        status(304, if_none_match=answer["ETag"], if_modified_since=http_date(86_400))
        status(200, if_none_match='"another"', if_modified_since=published)
        status(200, if_modified_since=http_date(86_400))
        status(200, if_modified_since="yesterday")
        status(200, if_unmodified_since=published)
        status(412, if_unmodified_since=http_date(86_400))
    assert Client().get(LEAK)["Cache-Control"] == "public, no-cache"
    for path in UNDATED:
        answer = client.get(path)
        assert (answer.status_code, "Last-Modified" in answer) == (200, False), path
        for name, date in (("if-modified-since", clock.header), ("if-unmodified-since", http_date(86_400))):
            assert client.get(path, headers={name: date}).status_code == 200, path


def test_no_change_hides_behind_a_date(clock, build):
    by = make_account()
    edition = publish_case(slug="leak", by=by)
    original = edition.case_study

    def is_told(act):
        """Who asks by date alone, at every moment from before it on, never keeps what is there no more."""
        kept = Client().get(LEAK)
        act()
        for moment in range(6):
            now = Client().get(LEAK)
            asked = {"if-modified-since": kept["Last-Modified"]} if "Last-Modified" in kept else {}
            again = Client().get(LEAK, headers=asked)
            assert again.status_code == 200 or now["ETag"] == kept["ETag"]
            assert parse_http_date(now.get("Last-Modified", clock.header)) <= clock.at.timestamp()
            assert moment or "Last-Modified" not in now, "somebody may have read it before the change was there"
            kept = again if again.status_code == 200 else kept
            clock.wait(15.5)
        assert Client().get(LEAK, headers={"if-modified-since": clock.header}).status_code == 304
        return now["ETag"]

    def rename():
        site, _ = PublicationSettings.objects.get_or_create(pk=1)
        site.name += "!"
        site.save()

    def again():
        return list(rebuild())

    def deploy():
        build("another")
        assert note_software(clock.at)

    translation = begin_translation(original, language="fr", by=by, now=NOW)
    seen = {Client().get(LEAK)["ETag"]}
    for act in (
        lambda: correct_case(edition, now=NOW),
        lambda: publish_case(translation, by=by, now=NOW),
        lambda: withdraw(translation, by=by, now=NOW, reason="Wrong."),
        rename,
        rename,
        again,
    ):
        etag = is_told(act)
        assert etag not in seen, "each of these changes the answer"
        seen.add(etag)
    is_told(deploy)
