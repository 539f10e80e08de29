"""A text under embargo reaches the partners it was offered to, and nobody else; what becomes of it reaches them too."""

import json
from datetime import timedelta

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from casestudies.actions.offer_release import cancel_release, move_release, offer_release
from casestudies.actions.publish import publish
from casestudies.actions.put_off_releases import put_off_releases
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.tell_outdated import tell_outdated
from casestudies.api.negotiation import ITEM_FORMATS
from casestudies.enums import Coverage, EditionKind, Scope
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import OutboxEvent, Partner, Release, ReleaseRecipient, Source, Topic
from tests.api.asking import client_for, follow
from tests.api.strict import check
from tests.api.test_formats import is_ninjs, schema_of
from tests.factories import (
    NOW,
    approve_case,
    make_account,
    make_case,
    make_member,
    make_partner,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
UNTIL = NOW + timedelta(days=2)
RELEASES = "/api/v1/releases/"
# Where something of it could show.
EVERYWHERE = (
    *("/api/v1/case-studies/", "/api/v1/case-studies/under-embargo/", "/api/v1/changes/", "/"),
    *("/cases/", "/cases/?q=ZZEMBARGOZZ", "/cases/under-embargo/", "/feed.atom", "/feed.json", "/sitemap.xml"),
)


@world
def by():
    return make_account()


@world
def draft(by):
    return make_case(slug="under-embargo", by=by, title="ZZEMBARGOZZ")


def offer(draft, *partners, by, until=UNTIL):
    digests = approve_case(draft, by=by)
    draft.refresh_from_db()
    return offer_release(draft, partners, embargoed_until=until, expected=digests, by=by, now=NOW)


def events(client, cursor=""):
    return [change["event"] for change in follow(client, cursor)[0] if change["release"]]


def test_only_who_it_was_offered_to_reads_it_and_only_with_the_scope(draft, by):
    holder, other = make_partner("Holder"), make_partner("Other")
    publish_case(slug="public", by=by)
    everybody = [Client(), client_for(other), client_for(holder, Scope.READ, Scope.HOLDINGS)]
    before = [[client.get(address) for address in EVERYWHERE] for client in everybody]
    release = offer(draft, holder, by=by)
    for client, answers in zip(everybody, before, strict=True):
        for address, answer in zip(EVERYWHERE, answers, strict=True):
            again = client.get(address)
            assert (again.status_code, again.get("ETag"), len(again.content)) == (
                *(answer.status_code, answer.get("ETag"), len(answer.content)),
            ), address
    one = f"{RELEASES}{release.uuid}/"
    assert [client.get(one).status_code for client in everybody] == [401, 404, 403]
    assert [client.get(RELEASES).status_code for client in everybody] == [401, 200, 403]
    assert client_for(other).get(RELEASES).json()["results"] == []

    client = client_for(holder, Scope.EMBARGO)
    listed = client.get(RELEASES).json()
    check("ReleaseList", listed)
    assert [row["uuid"] for row in listed["results"]] == [str(release.uuid)]
    answer = client.get(one)
    check("Release", answer.json())
    assert answer.json()["text"]["title"] == "ZZEMBARGOZZ"
    assert answer.json()["embargoed_until"].startswith("2026-11-16T09:30")
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get(one, headers={"if-none-match": answer["ETag"]}).status_code == 304
    ninjs = client.get(one, headers={"accept": "application/vnd.iptc.ninjs+json"}).json()
    assert (ninjs["pubStatus"], ninjs["embargoedUntil"]) == ("withheld", answer.json()["embargoed_until"])
    row = ReleaseRecipient.objects.get()
    assert (row.fetches, row.first_fetched_at is not None) == (3, True)


def test_the_embargo_stands_in_every_format(draft, by):
    client = client_for(make_partner("Holder"))
    release = offer(draft, *Partner.objects.all(), by=by)
    one = f"{RELEASES}{release.uuid}/"

    def read():
        found = {}
        for form in ITEM_FORMATS:
            answer = client.get(one, headers={"accept": form.media_type})
            assert (answer.status_code, answer["Content-Type"]) == (200, form.content_type)
            assert answer["Cache-Control"] == "private, no-store"
            for other in (client.get(one, {"format": form.name}), client.get(f"{one[:-1]}.{form.ending}")):
                assert (other.status_code, other.content) == (200, answer.content), form.name
            found[form.name] = answer.content.decode()
        return found

    found = read()
    words = "Under embargo until 16 November 2026, 09:30 UTC. Not to be published before release.published is told."
    until = "2026-11-16T09:30:00.000000Z"
    for name, text in found.items():
        assert words in text, name
        assert "ZZEMBARGOZZ" in text
        assert name in ("csl", "text") or until in text, name
        assert "dition 0" not in text, "it is no edition"
    ninjs, csl, ld = json.loads(found["ninjs"]), json.loads(found["csl"]), json.loads(found["jsonld"])
    is_ninjs(ninjs)
    check("Ninjs", ninjs)
    assert (ninjs["pubStatus"], ninjs["embargoedUntil"], ninjs["edNote"]) == ("withheld", until, words)
    assert (csl[0]["available-date"], csl[0]["status"]) == ({"date-parts": [[2026, 11, 16]]}, words)
    assert not {"issued", "edition"} & set(csl[0])
    check("CslItems", csl)
    schema = schema_of("csl-data.json")
    if schema:
        Draft202012Validator(schema).validate(csl)
    check("EmbargoedJsonLd", ld)
    assert (ld["embargoedUntil"], ld["creativeWorkStatus"], ld["conditionsOfAccess"]) == (until, "Under embargo", words)
    assert not {"version", "datePublished", "dateModified"} & set(ld)
    head = found["markdown"].split("---")[1]
    assert yaml.safe_load(head)["embargoed_until"] == until
    assert not [name for name in ("edition:", "date:") if f"\n{name}" in head]
    for name in ("text", "html"):
        assert found[name].index(words) < found[name].index("Statement 1") < found[name].rindex(words)
    assert 'href="/' not in found["html"]
    for form, holds in (("markdown", "[@wiggers2024; @ars2024]"), ("text", "Statement 1")):
        sections = client.get(one, {"body": form}).json()["text"]["sections"]
        assert holds in sections[0]["body"]
        assert "<p>" not in sections[0]["body"]
    assert client.get(one, {"body": "text", "format": "ninjs"}).json()["errors"][0]["parameter"] == "body"
    assert client.get(f"{one[:-1]}.csl.json", {"format": "html"}).json()["errors"][0]["parameter"] == "format"

    assert client.get(f"{one[:-1]}.exe").status_code == 404

    assert put_off_releases(UNTIL + timedelta(minutes=6)) == 1
    for name, text in read().items():
        assert "Under embargo until further notice." in text, name
        assert until not in text, name
    publish(draft, by=by, now=UNTIL, kind=EditionKind.INITIAL, change_note="First.")
    assert client.get(f"{one[:-1]}.csl.json")["Location"].endswith("/under-embargo/editions/1.csl.json")
    assert client.get(f"{one[:-1]}.html")["Location"].endswith("/under-embargo/editions/1.html")
    assert client.get(f"{one}?format=ninjs")["Location"].endswith("/under-embargo/editions/1/?format=ninjs")


def test_its_publication_closes_it_with_the_edition(draft, by):
    holder = make_partner("Holder")
    client = client_for(holder)
    release = offer(draft, holder, by=by)
    edition = publish(draft, by=by, now=UNTIL, kind=EditionKind.INITIAL, change_note="First.")
    changes, _ = follow(client)
    assert [change["event"] for change in changes] == ["release.offered", "case_study.published", "release.published"]
    for change in changes:
        check("Change", change)
    assert changes[2]["edition"]["number"] == 1
    answer = client.get(f"{RELEASES}{release.uuid}/")
    assert (answer.status_code, answer["Location"].endswith("/under-embargo/editions/1/")) == (301, True)
    assert edition.content_digest == release.content_digest
    assert OutboxEvent.objects.filter(partner=holder).count() == 2
    assert OutboxEvent.objects.filter(partner=None).count() == 1


def test_moving_cancelling_and_missing_the_time_reach_who_holds_it(draft, by):
    holder = make_partner("Holder")
    client = client_for(holder)
    release = offer(draft, holder, by=by)
    later = UNTIL + timedelta(days=1)
    move_release(draft, embargoed_until=later, because="The court meets later.", by=by, now=NOW)
    assert client.get(RELEASES).json()["results"][0]["embargoed_until"].startswith("2026-11-17")
    assert put_off_releases(later) == 0, "a few minutes are given"
    assert put_off_releases(later + timedelta(minutes=6)) == 1
    assert put_off_releases(later + timedelta(minutes=6)) == 0
    assert client.get(f"{RELEASES}{release.uuid}/").json()["embargoed_until"] is None
    cancel_release(draft, reason="The agency settled.", by=by, now=NOW)
    assert events(client) == ["release.offered", "release.moved", "release.moved", "release.cancelled"]
    last = follow(client)[0][-1]
    assert (last["tombstone"]["why"], last["release"]["because"]) == ("release", "The agency settled.")
    gone = client.get(f"{RELEASES}{release.uuid}/")
    assert (gone.status_code, gone.json()["detail"]) == (410, "The agency settled.")
    assert gone["Cache-Control"] == "private, no-cache"
    with pytest.raises(WrongStage):
        move_release(draft, embargoed_until=later, by=by, now=NOW)


@pytest.mark.parametrize("how", ["save", "library", "another text", "coverage"])
def test_a_text_that_will_not_be_published_is_taken_back(draft, by, how):
    holder = make_partner("Holder")
    client = client_for(holder)
    offer(draft, holder, by=by)
    match how:
        case "save":
            revise_case(draft, by=by)
        case "library":
            source = Source.objects.get(key="wiggers2024")
            Source.objects.filter(pk=source.pk).update(title="Another title")
            tell_outdated(source, [draft], by=by, now=NOW)
        case "another text":
            Release.objects.update(content_digest="0" * 64)
            publish(draft, by=by, now=NOW, kind=EditionKind.INITIAL, change_note="First.")
        case "coverage":
            Topic.objects.create(slug="prisons", name="Prisons")
            set_coverage(holder, Coverage.TOPICS, topics=Topic.objects.filter(slug="prisons"), by=by, now=NOW)
    assert events(client) == ["release.offered", "release.cancelled"]
    assert client.get(RELEASES).json()["results"] == []


def test_a_new_text_replaces_the_one_that_is_held(draft, by):
    first, second = make_partner("First"), make_partner("Second")
    old = offer(draft, first, by=by)
    assert offer(draft, first, second, by=by).pk == old.pk, "the same text takes more partners in"
    revise_case(draft, by=by)
    new = offer(draft, second, by=by)
    assert new.pk != old.pk
    assert events(client_for(first)) == ["release.offered", "release.cancelled"]
    assert events(client_for(second)) == ["release.offered", "release.cancelled", "release.offered"]


def test_what_may_not_be_offered(draft, by):
    partner = make_partner()
    with pytest.raises(WrongStage, match="Nobody approved"):
        offer_release(
            draft,
            [partner],
            embargoed_until=UNTIL,
            expected=(draft.content_digest, draft.teaching_digest),
            by=by,
            now=NOW,
        )
    digests = approve_case(draft, by=by)
    draft.refresh_from_db()

    def refused(*partners, by=by, until=UNTIL, error=NotReady):
        with pytest.raises(error) as caught:
            offer_release(draft, partners, embargoed_until=until, expected=digests, by=by, now=NOW)
        return str(caught.value)

    assert "still to come" in refused(partner, until=NOW)
    assert "Choose the partners" in refused()
    assert "has ended" in refused(make_partner("Gone", is_active=False))
    Topic.objects.create(slug="prisons", name="Prisons")
    narrow = make_partner("Narrow")
    set_coverage(narrow, Coverage.TOPICS, topics=Topic.objects.filter(slug="prisons"), by=by, now=NOW)
    assert "other topics" in refused(narrow)
    refused(partner, by=make_member("Author"), error=NotAllowed)
    assert not Release.objects.exists()


def test_a_partner_with_chosen_case_studies_has_what_it_was_offered_from_its_publication(draft, by):
    partner = make_partner()
    client = client_for(partner)
    chosen = publish_case(slug="chosen", by=by).case_study
    set_coverage(partner, Coverage.CHOSEN, case_studies=[chosen], by=by, now=NOW)
    _, cursor = follow(client)
    offer(draft, partner, by=by)
    publish(draft, by=by, now=UNTIL, kind=EditionKind.INITIAL, change_note="First.")
    changes, _ = follow(client, cursor)
    assert [change["event"] for change in changes] == ["release.offered", "case_study.published", "release.published"]
