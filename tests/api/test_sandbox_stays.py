"""Samples are added and never changed: partners' tests rely on their numbers, addresses, times and digests."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from casestudies.queries.sandbox import events
from casestudies.queries.sandbox.releases import sample_releases
from tests.api.asking import key_for
from tests.factories import make_partner

API = "/api/v1/"
# What is told, in order: id, event, what it is of, when, the edition's digest. The cursor after a line is its place.
# Only ever add lines, at the end: a line that is another, or elsewhere, fails a program of somebody who relies on it.
TOLD = """
1 case_study.published sample-old-address 2025-03-18T09:00:00 a1e03e6d59fb7f6b
2 case_study.published sample-corrected 2025-03-19T09:00:00 c9d43e28f009b6c1
3 case_study.published sample-withdrawn 2025-03-20T09:00:00 0744639346564463
4 case_study.published sample-redacted 2025-03-21T09:00:00 b900041ad70011c7
5 case_study.published sample-updated 2025-03-21T21:00:00 02776b371674d676
6 case_study.published sample-reinstated 2025-03-22T09:00:00 7c28aaa996267e93
7 case_study.published sample-lost 2025-03-22T21:00:00 abc6aabfb557c253
8 case_study.withdrawn sample-reinstated 2025-03-23T21:00:00 7c28aaa996267e93
9 case_study.reinstated sample-reinstated 2025-03-24T09:00:00 7c28aaa996267e93
9.1 release.offered 23730611-3c0e-5885-bba2-cba336a03cc0 2025-03-24T21:00:00 -
10 case_study.published sample-released 2025-03-25T09:00:00 242e4e0cd1c0b835
10.2 release.published sample-released 2025-03-25T09:00:00 242e4e0cd1c0b835
10.3 release.offered ff2e3080-3f65-5473-a62f-879dd0c3ada1 2025-03-25T21:00:00 -
10.4 release.cancelled ff2e3080-3f65-5473-a62f-879dd0c3ada1 2025-03-26T09:00:00 -
10.5 release.offered d334e102-9172-5de0-943a-eb9ee1b51666 2025-03-26T13:48:00 -
10.6 release.moved d334e102-9172-5de0-943a-eb9ee1b51666 2025-03-26T23:24:00 -
11 case_study.withdrawn sample-withdrawn 2025-03-27T09:00:00 0744639346564463
11.7 holding.stale sample-withdrawn 2025-03-27T09:05:00 0744639346564463
12 case_study.redacted sample-redacted 2025-03-28T09:00:00 b900041ad70011c7
12.8 holding.stale sample-redacted 2025-03-28T09:05:00 b900041ad70011c7
13 case_study.corrected sample-corrected 2025-03-29T09:00:00 43961c2ed900a40f
13.9 holding.stale sample-corrected 2025-03-29T09:05:00 43961c2ed900a40f
14 case_study.updated sample-updated 2025-03-30T09:00:00 3a203b40e8fdedb3
15 case_study.moved sample-live 2025-03-31T09:00:00 a1e03e6d59fb7f6b
15.10 coverage.gained sample-gained 2025-04-01T09:00:00 8be80d06023f571a
15.11 coverage.lost sample-lost 2025-04-02T09:00:00 -
15.12 holding.stale sample-lost 2025-04-02T09:05:00 -
"""
# Of each event the entry that a delivery holds. Only ever add lines.
DELIVERED = {
    "case_study.reinstated": "9",
    "case_study.published": "10",
    "release.published": "10.2",
    "release.cancelled": "10.4",
    "release.offered": "10.5",
    "release.moved": "10.6",
    "case_study.withdrawn": "11",
    "case_study.redacted": "12",
    "case_study.corrected": "13",
    "holding.stale": "13.9",
    "case_study.updated": "14",
    "topic.left": "14",
    "case_study.moved": "15",
    "coverage.gained": "15.10",
    "coverage.lost": "15.11",
    "webhook.test": None,
}
# Each text under embargo with its digest, and when it ends. Only ever add lines.
EMBARGOED = {
    "23730611-3c0e-5885-bba2-cba336a03cc0": ("ce0e2c642bf255ee", "2025-03-25T09:00:00+00:00"),
    "ff2e3080-3f65-5473-a62f-879dd0c3ada1": ("98ab11b761273bde", "2025-04-06T09:00:00+00:00"),
    "d334e102-9172-5de0-943a-eb9ee1b51666": ("d3ca02d68b1d3379", "2035-03-15T09:00:00+00:00"),
}


@pytest.fixture
def client(db):
    return Client(headers={"authorization": f"Bearer {key_for(make_partner(), is_sandbox=True)}"})


def test_story_is_told_as_it_was_told_before(client):
    lines = TOLD.strip().splitlines()
    for place, line in enumerate(lines):
        query = {"limit": 1} | ({"cursor": f"sample.{place}"} if place else {})
        page = client.get(f"{API}changes/", query).json()
        assert [written(entry) for entry in page["results"]] == [line], f"after sample.{place}"
        assert page["cursor"] == f"sample.{place + 1}"
    assert not page["has_more"], "a new sample has its line in the table, at the end"


def written(entry):
    about = entry["case_study"]["slug"] or entry["release"]["uuid"]
    digest = entry["edition"]["edition_digest"][:16] if entry["edition"] else "-"
    return " ".join((entry["id"], entry["event"], about, entry["at"][:19], digest))


def test_deliveries_hold_what_they_held_whatever_is_added(client, monkeypatch):
    rows = client.get(f"{API}webhooks/deliveries/", {"limit": 100}).json()["results"]
    bodies = [client.get(row["links"]["api"].replace("http://localhost:8000", "")).json()["body"] for row in rows]
    data = [json.loads(body) for body in bodies]
    assert {one["type"]: one["data"].get("id") for one in data} == DELIVERED

    before = {event: events.sample_change(event) for event, entry in DELIVERED.items() if entry}
    first, later = events.story()[0], events.story()[-1].change.at + timedelta(days=9)
    kinds = [*before, "case_study.new"]
    added = [replace(first, change=replace(first.change, event=event, at=later)) for event in kinds]
    again = [replace(one, change=replace(one.change, at=later + timedelta(days=1))) for one in added]
    told = [*events.story(), *added, *again]
    monkeypatch.setattr(events, "story", lambda: told)
    assert {event: events.sample_change(event) for event in before} == before
    assert events.sample_change("case_study.new") == added[-1].change


def test_texts_under_embargo_stay():
    texts = sample_releases().values()
    stand = {str(one.uuid): (one.content_digest[:16], one.embargoed_until.isoformat()) for one in texts}
    assert stand == EMBARGOED
