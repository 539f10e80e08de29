"""What is not a partner's to have shows nowhere: a text under embargo, and what lies outside its coverage.

Asked are the API's addresses as the site map has them, in every format, with keys of several kinds, and without one.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client

from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import create_endpoint
from casestudies.actions.offer_release import move_release, offer_release
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.shape_endpoint import Wanted
from casestudies.enums import Coverage, EditionKind, Scope
from casestudies.models import Party, PolicyInstrument, Source, SourceAuthor, Topic
from tests.api.asking import client_for
from tests.factories import (
    NOW,
    approve_case,
    cite,
    make_account,
    make_case,
    make_holding,
    make_partner,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.proofs import PROVES
from tests.test_no_leak import address, everything, fingerprint, public_addresses, routes

pytestmark = [pytest.mark.django_db, pytest.mark.proves("What is not a partner's to have shows to it nowhere")]
EMBARGO, OUTSIDE = "zzembargozz", "zzoutsidezz"
FORMATS = ("json", "ninjs", "csl", "jsonld", "markdown", "text") if PROVES else ("ninjs",)
ENDINGS = ("json", "ninjs", "csl.json", "jsonld", "md", "txt")
LISTS = ("", "?fields=*", "?format=ninjs", "?format=jsonld", "?format=csl", "?q=zzoutsidezz", "?q=zzembargozz")
PAGES = ("/", "/cases/", "/feed.atom", "/feed.json", "/sitemap.xml", "/timeline/", "/corrections/")
VALUES = {
    "number": "1",
    "rest": "nowhere",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "id": "1",
    "kid": "1",
    "version": "1",
    "ending": "ninjs",
}


@pytest.fixture
def world(settings):
    """A case study that everybody may have, one outside a partner's coverage, one to be offered to another."""
    settings.API_ANONYMOUS_BURST = settings.API_ANONYMOUS_DAILY = settings.API_KEY_BURST = 100_000
    by = make_account()
    covered = publish_case(slug="covered", by=by)
    outside = parts_of_its_own(OUTSIDE, by=by)
    publish_approved(outside, by=by, now=NOW, kind=EditionKind.INITIAL, change_note=f"First of {OUTSIDE}.")
    revise_case(outside, by=by, text=OUTSIDE)
    publish_approved(outside, by=by, now=NOW, kind=EditionKind.CORRECTION, change_note=f"Corrected {OUTSIDE}.")
    held = parts_of_its_own(EMBARGO, by=by)
    digests = approve_case(held, by=by)
    limited, holder, other = (make_partner(name) for name in ("Limited", "Holder", "Other"))
    clients = {
        "limited": client_for(limited),
        "holder without the scope": client_for(holder, *(scope for scope in Scope if scope != Scope.EMBARGO)),
        "other": client_for(other),
        "nobody": Client(),
    }
    holding = client_for(holder, Scope.EMBARGO)
    chosen = {"case_studies": [covered.case_study]}
    set_coverage(limited, Coverage.CHOSEN, by=by, now=NOW, **chosen)
    make_holding(outside.editions.get(number=1), partner=other, url=f"https://other.example/{OUTSIDE}")
    for releases in (True, False):
        hook = Wanted(f"https://holder.example/{releases}", releases=releases)
        create_endpoint(holder, hook, by=by, now=NOW)

    def offer():
        until = NOW + timedelta(days=900)
        release = offer_release(held, [holder], embargoed_until=until, expected=digests, by=by, now=NOW)
        move_release(held, embargoed_until=until + timedelta(days=1), because=EMBARGO, by=by, now=NOW)
        assert fan_out(NOW) == 2, "what the prints are not to show is there"
        return release

    return {"clients": clients, "offer": offer, "holder": holding}


def parts_of_its_own(word, *, by):
    """A draft that shares no record with any other, each of them named by the word."""
    Topic.objects.create(slug=word, name=word)
    Party.objects.create(key=word, name=word)
    PolicyInstrument.objects.create(key=word, title=word, kind="law", jurisdiction="FR")
    source = Source.objects.create(
        key=word, title=word, year=2024, source_check="read", url=f"https://e.example/{word}"
    )
    SourceAuthor.objects.create(source=source, position=1, family=word, given="A")
    draft = make_case(
        slug=word,
        by=by,
        title=word,
        summary=f"About {word}.",
        topics=[{"slug": word}],
        jurisdictions=["FR"],
        instruments=[{"key": word, "note": ""}],
        timeline=[],
        parties=[],
    )
    draft.sections.filter(position=1).update(prose=f"<p>{word}.{cite(word)}</p>")
    revise_case(draft, by=by, text=f"{word} says so.")
    return draft


def api_addresses(word):
    """Every address of the API for the case study and the records that are called by the word."""
    named = VALUES | {"slug": word, "key": word, "framework": word, "term": "1", "name": word}
    for route in routes():
        # Its own use, which `me/` tells a key, changes with every request.
        if route.startswith("api/v1/") and "docs" not in route and "me/" not in route:
            if "<" in route or "(?P" in route:
                found = address(re.sub(r"\[0-9\]\{1,9\}", "", route), named)
                yield from (found, *(f"{found}?format={form}" for form in FORMATS))
            else:
                yield from (f"/{route}{query}" for query in LISTS)
    yield from (f"/api/v1/case-studies/{word}.{ending}" for ending in ENDINGS)
    yield from (f"/api/v1/case-studies/?topic={word}", f"/api/v1/case-studies/?sort=title&party={word}")
    changes = (f"topic={word}", "event=case_study.corrected", "limit=1")
    yield from (f"/api/v1/changes/?{query}" for query in changes)


def prints(client):
    return {path: fingerprint(client.get(path)) for path in sorted(set(api_addresses(EMBARGO)))}


def without_echo(text, path):
    """What was asked stands in cursors, links and problems; it is not what was answered."""
    return text.lower().replace(path.lower(), "")


def test_an_embargo_changes_no_byte_for_anybody_else(world, client):
    asked = world["clients"] if PROVES else ("holder without the scope", "nobody")
    before = {name: prints(world["clients"][name]) for name in asked}
    release = world["offer"]()

    for name, there in before.items():
        after = prints(world["clients"][name])
        assert [path for path, was in there.items() if after[path] != was] == [], name
    page = f"/api/v1/releases/{release.uuid}/"
    assert [one.get(page).status_code for one in world["clients"].values()] == [404, 403, 404, 401]
    pictures = {"picture": "0" * 64, "draft_picture": "1" * 64}
    for path in sorted(set(public_addresses(pictures))) if PROVES else PAGES:
        assert EMBARGO not in everything(client.get(path)), path
    for path in (f"/cases/{EMBARGO}/", f"/cases/?q={EMBARGO[:-2]}", f"/cases/suggest?q={EMBARGO[:-2]}"):
        assert EMBARGO not in without_echo(everything(client.get(path)), path), path
    assert EMBARGO in everything(world["holder"].get(page)), "who holds it reads it"
    changes = everything(world["holder"].get("/api/v1/changes/"))
    assert "release.moved" in changes
    assert "release." not in everything(world["clients"]["holder without the scope"].get("/api/v1/changes/"))


def test_what_is_outside_a_partners_coverage_does_not_exist_for_it(world):
    limited, other = world["clients"]["limited"], world["clients"]["other"]
    world["offer"]()
    found = 0
    for path in sorted(set(api_addresses(OUTSIDE))):
        mine = limited.get(path)
        assert mine.status_code < 500, path
        assert mine.status_code != 429, path
        if path.startswith("/api/v1/changes/"):
            tombstones = [one for one in mine.json().get("results", ()) if one["case_study"]["slug"] == OUTSIDE]
            assert all(one["tombstone"] or one["sequence"] <= 3 for one in tombstones), path
            continue
        echo = without_echo(everything(mine), path)
        if mine.status_code == 200:
            assert OUTSIDE not in without_echo(echo, f"q={OUTSIDE}"), path
        else:
            assert "corrected zzoutsidezz" not in echo, path
        theirs = other.get(path)
        found += theirs.status_code == 200 and OUTSIDE in without_echo(everything(theirs), path)
    assert found > 15, "it is there for who may have it"
