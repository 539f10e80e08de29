"""The samples and the changes that tell of them are one story: whoever follows it and reads finds what was promised."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from casestudies.enums import EVENT_OF_KIND, REMOVALS, ChangeEvent, PartnerEvent, WebhookEvent
from casestudies.queries.changes import LEFT_TOPIC
from casestudies.queries.holdings import WHAT_TO_DO
from tests.api.asking import follow, key_for
from tests.api.strict import check
from tests.factories import make_partner
from tests.worlds import world

pytestmark = pytest.mark.django_db
API = "/api/v1/"
KINDS = {str(event): str(kind) for kind, event in EVENT_OF_KIND.items()}


@world
def key():
    return key_for(make_partner(), is_sandbox=True)


@pytest.fixture
def ask(key):
    """Reads an address as it was told, and follows where it leads; the status, the answer and the last address."""
    client = Client(headers={"authorization": f"Bearer {key}"})

    def read(address, **headers):
        answer = client.get(address.replace("http://localhost:8000", ""), follow=True, headers=headers)
        return answer.status_code, answer, answer.request["PATH_INFO"]

    read.client = client
    return read


@pytest.fixture
def told(ask):
    changes, cursor = follow(ask.client, limit=7)
    assert follow(ask.client, cursor) == ([], cursor)
    return changes


def test_every_edition_that_is_told_of_is_found_as_its_case_study_was_left(ask, told):
    last = {change["case_study"]["uuid"]: change for change in told if not change["release"] and not change["holding"]}
    named = [change for change in told if change["edition"] and change["event"] in ChangeEvent.values]
    assert len(named) == 15
    for change in named:
        uuid, event, ends = change["case_study"]["uuid"], change["event"], last[change["case_study"]["uuid"]]
        status, answer, _ = ask(change["links"]["edition_api"])
        said = answer.json()
        if ends["event"] == PartnerEvent.COVERAGE_LOST:
            assert status == 404, change
            continue
        if ends["event"] in REMOVALS:
            kind, at = ("withdrawn", ends["at"]) if ends["event"] == ChangeEvent.WITHDRAWN else ("redacted", None)
            assert (status, said["type"].split("/")[-2]) == (410, kind), change
            tombstone = {name: said["tombstone"][name] for name in ("uuid", "slug", "edition", "withdrawn_at")}
            number = ends["edition"]["number"]
            slug = ends["case_study"]["slug"]
            assert tombstone == {"uuid": uuid, "slug": slug, "edition": number, "withdrawn_at": at}
            assert ask(f"{change['links']['edition_api']}signature")[0] == 410
            continue
        assert status == 200, (change, said)
        assert said["uuid"] == uuid
        stands = {"number": said["edition"]["number"], "edition_digest": said["edition"]["edition_digest"]}
        assert stands == change["edition"]
        if event in KINDS:
            assert (said["edition"]["kind"], said["edition"]["published_at"]) == (KINDS[event], change["at"])
        snapshot = ask(f"{change['links']['edition_api']}snapshot")[1].content
        assert hashlib.sha256(snapshot).hexdigest() == said["edition"]["content_digest"]


def test_what_stands_at_the_end_is_what_the_last_change_said(ask, told):
    of_texts = [change for change in told if not change["holding"]]
    last = {one["case_study"]["uuid"]: one for one in of_texts if one["links"]["api"] or one["tombstone"]}
    changed = {change["case_study"]["uuid"]: change for change in told if change["event"] in ChangeEvent.values}
    live = {uuid for uuid, change in last.items() if not change["tombstone"]}
    assert len(live) == 6
    listed = {item["uuid"]: item for item in ask(f"{API}case-studies/")[1].json()["results"]}
    assert listed.keys() == live
    for uuid, item in listed.items():
        change = last[uuid]
        assert (item["slug"], item["edition"]["is_current"]) == (change["case_study"]["slug"], True)
        assert item["edition"]["number"] == change["edition"]["number"]
        if uuid in changed:  # what came into coverage had been published before
            assert item["changed_at"] == changed[uuid]["at"], item["slug"]
        corrected = [one["edition"]["number"] for one in told if one["event"] == ChangeEvent.CORRECTED]
        of_this = corrected if item["slug"] == "sample-corrected" else []
        assert [one["edition"] for one in item["corrections"]] == of_this
    numbers = [(change["sequence"], int(change["id"].partition(".")[2] or 0)) for change in told]
    assert numbers == sorted(set(numbers))
    assert [change["at"] for change in told] == sorted(change["at"] for change in told)
    moved = next(change for change in told if change["event"] == ChangeEvent.MOVED)
    old = next(change for change in told if change["case_study"]["uuid"] == moved["case_study"]["uuid"])
    assert old["case_study"]["slug"] != moved["case_study"]["slug"]
    assert ask(old["links"]["api"])[2] == moved["links"]["api"].replace("http://localhost:8000", "")


def test_releases_and_copies_stand_as_they_were_told_of(ask, told):
    ends = {change["release"]["uuid"]: change for change in told if change["release"]}
    assert {change["event"] for change in ends.values()} == {
        PartnerEvent.RELEASE_MOVED,
        PartnerEvent.RELEASE_CANCELLED,
        PartnerEvent.RELEASE_PUBLISHED,
    }
    for change in ends.values():
        status, answer, address = ask(change["release"]["api"])
        said = answer.json()
        if change["event"] == PartnerEvent.RELEASE_CANCELLED:
            assert (status, said["detail"], said["release"]) == (
                410,
                change["release"]["because"],
                change["release"]["uuid"],
            )
        elif change["event"] == PartnerEvent.RELEASE_PUBLISHED:
            assert (status, address) == (200, change["links"]["edition_api"].replace("http://localhost:8000", ""))
            assert said["edition"]["edition_digest"] == change["edition"]["edition_digest"]
            assert said["edition"]["published_at"] == change["release"]["embargoed_until"]
        else:
            assert (status, said["embargoed_until"]) == (200, change["release"]["embargoed_until"])
            offered = next(one for one in told if one["release"] and one["release"]["uuid"] == said["uuid"])
            assert offered["release"]["embargoed_until"] < said["embargoed_until"]
            assert [one["uuid"] for one in ask(f"{API}releases/")[1].json()["results"]] == [said["uuid"]]

    copies = {}
    for change in told:
        if change["holding"]:
            rows = ask(f"{API}holdings/{change['case_study']['slug']}/")[1].json()["results"]
            row = next(row for row in rows if row["url"] == change["holding"]["url"])
            assert {name: row[name] for name in change["holding"]} == change["holding"]
            copies[row["url"]] = row
    holdings = ask(f"{API}holdings/")[1].json()["results"]
    assert {row["url"] for row in holdings if row["is_stale"]} == copies.keys(), "each was reminded of"
    corrected = next(change for change in told if change["event"] == ChangeEvent.CORRECTED)
    for row in holdings:
        check("Holding", row)
        assert row["reported_at"] <= (row["stale_since"] or "9")
        assert row["correction_shown"] is None or row["reported_at"] > corrected["at"]


def test_there_is_one_of_every_kind(ask, told):
    assert {change["event"] for change in told} == {*ChangeEvent.values, *PartnerEvent.values}
    standings = {row["standing"] for row in ask(f"{API}holdings/")[1].json()["results"]}
    assert standings == WHAT_TO_DO.keys()
    delivered = ask(f"{API}webhooks/deliveries/?limit=100")[1].json()["results"]
    assert sorted(row["event"] for row in delivered) == sorted(WebhookEvent.values)
    assert [row["event_at"] for row in delivered] == sorted((row["event_at"] for row in delivered), reverse=True)
    for row in delivered:
        body = json.loads(ask(row["links"]["api"])[1].json()["body"])
        assert (body["data"] in told) == (row["event"] not in (LEFT_TOPIC, WebhookEvent.TEST)), "an entry of changes"
        if row["event"] == WebhookEvent.HOLDING_STALE:
            assert body["data"]["holding"]["standing"] == "corrected"


def test_filters_hide_nothing_that_has_to_go(ask):
    def events(**query):
        changes, _ = follow(ask.client, limit=3, **query)
        return [(change["case_study"]["slug"], change["event"]) for change in changes]

    removals = [one for one in events() if one[1] in REMOVALS]
    assert len(removals) == 5
    former = events(topic="sample-former-topic")
    assert ("sample-updated", "case_study.published") in former
    assert ("sample-updated", LEFT_TOPIC) in former
    assert ("sample-updated", "case_study.updated") not in former
    assert ("sample-gained", "coverage.gained") not in former
    assert [one for one in former if one[1] in REMOVALS] == removals
    assert ("sample-gained", "coverage.gained") in events(topic="sample-topic")
    assert events(event="case_study.moved") == [
        one for one in events() if one in removals or one[1] == "case_study.moved"
    ]


@pytest.mark.django_db(transaction=True)
def test_documented_mirror_follows_the_story_to_its_end(live_server, settings, tmp_path):
    settings.SITE_URL = live_server.url
    key = key_for(make_partner(), is_sandbox=True)
    script = tmp_path / "mirror.py"
    script.write_bytes(Client().get(f"{API}docs/scripts/mirror.py").content)
    folder = tmp_path / "mirror"
    environment = {"PATH": os.environ["PATH"], "CASEBOOK_KEY": key}
    subprocess.run([sys.executable, "-I", script, folder], env=environment, check=True, timeout=120)
    live = Client(headers={"authorization": f"Bearer {key}"}).get(f"{API}case-studies/").json()["results"]
    kept = [json.loads(file.read_bytes()) for file in folder.glob("*.json")]
    assert sorted(item["slug"] for item in kept) == sorted(item["slug"] for item in live)
    assert len(live) == 6
