"""The desk's side of copies elsewhere: what a partner may receive, what it holds, what was done about wrong copies."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.note_release_fetch import note_release_fetch
from casestudies.enums import Coverage, PartnerEvent, Scope
from casestudies.models import HoldingStepTaken, PartnerChange, Release, Topic
from tests.api.asking import key_for
from tests.factories import (
    approve_case,
    correct_case,
    make_account,
    make_case,
    make_holding,
    make_member,
    make_partner,
    publish_case,
)

pytestmark = pytest.mark.django_db


def at(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def partnerships(client):
    account = make_member("Partnerships")
    client.force_login(account)
    return account


def test_what_a_partner_may_receive_is_set_and_the_partner_told(client, partnerships):
    partner = make_partner()
    key_for(partner)
    publish_case(slug="kept")
    publish_case(slug="gone")
    address = reverse("admin:casestudies_partner_coverage", args=[partner.pk])
    page = reverse("admin:casestudies_partner_change", args=[partner.pk])
    assert b"2 case studies are within it now" in client.get(page).content
    assert client.get(address).status_code == 200

    wrong = client.post(address, {"kind": "chosen", "case_studies": "kept\nnowhere"})
    assert wrong.status_code == 400
    assert "Nothing was published under: nowhere." in wrong.content.decode()
    assert "Choose at least one topic" in client.post(address, {"kind": "topics"}).content.decode()

    said = client.post(address, {"kind": "chosen", "case_studies": "https://x.example/cases/kept/"}, follow=True)
    assert "1 that it has to take down" in said.content.decode()
    assert [row.event for row in PartnerChange.objects.all()] == [PartnerEvent.COVERAGE_LOST]
    assert b"1 case study is within it now" in client.get(page).content
    topic = Topic.objects.get(slug="creative-labour")
    said = client.post(address, {"kind": "topics", "topics": [topic.pk]}, follow=True).content.decode()
    assert "1 case study that it gains" in said
    assert "Topics: Creative labour" in said
    partner.refresh_from_db()
    assert partner.coverage == Coverage.TOPICS
    client.force_login(make_member("Author"))
    assert client.get(address).status_code == 403


def test_a_text_is_offered_moved_and_taken_back(client):
    by = make_account(first_name="Petra")
    client.force_login(by)
    first, second = make_partner("First Post"), make_partner("Second Post")
    draft = make_case(slug="under-embargo", by=by)
    address = reverse("admin:casestudies_casestudy_embargo", args=[draft.pk])
    assert b"Nobody approved this text" in client.get(address).content
    digests = approve_case(draft)
    key_for(second, Scope.EMBARGO)
    offered = client.get(address).content.decode()
    assert "First Post (no key of it may read texts under embargo yet)" in offered
    assert "Second Post (" not in offered
    until = timezone.now() + timedelta(days=2)

    empty = client.post(address, {"what": "offer", "offer-seen": " ".join(digests)})
    assert empty.status_code == 400
    assert "Choose the partners" in empty.content.decode()
    given = {"offer-partners": [first.pk, second.pk], "offer-embargoed_until": at(until)}
    other = client.post(address, {"what": "offer", "offer-seen": "0 0", **given})
    assert other.status_code == 400
    done = client.post(address, {"what": "offer", "offer-seen": " ".join(digests), **given}, follow=True)
    assert "Offered. The partners are told" in done.content.decode()
    release = Release.objects.get()
    note_release_fetch(release, first, now=timezone.now())
    shown = client.get(address).content.decode()
    assert "First Post" in shown
    assert "–" in shown
    panel = client.get(reverse("admin:casestudies_casestudy_change", args=[draft.pk])).content.decode()
    assert "has not fetched it" in panel
    assert "fetched it, last" in panel

    later = at(until + timedelta(days=1))
    client.post(address, {"what": "move", "move-embargoed_until": later, "move-because": "The court."})
    release.refresh_from_db()
    assert at(release.embargoed_until) == later
    assert client.post(address, {"what": "cancel", "cancel-reason": " "}).status_code == 400
    assert (
        "Settled."
        in client.post(address, {"what": "cancel", "cancel-reason": "Settled."}, follow=True).content.decode()
    )
    assert client.post(address, {"what": "burn"}).status_code == 200
    client.force_login(make_member("Author"))
    assert client.get(address).status_code == 403


def test_a_copy_shows_what_was_done_and_lets_the_desk_remind_and_put_off(client, partnerships):
    partner = make_partner(contact_email="ida@partner.example", contact_name="Ida Quay")
    edition = publish_case()
    holding = make_holding(edition, partner=partner)
    page = reverse("admin:casestudies_holding_change", args=[holding.pk])
    assert "Remind now" not in client.get(page).content.decode()
    now = timezone.now()
    correct_case(edition, now=now)
    escalate_holdings(now)
    shown = client.get(page).content.decode()
    assert "Reminded through the API" in shown
    assert "the contact gets an e-mail on" in shown

    remind = reverse("admin:casestudies_holding_remind", args=[holding.pk])
    assert client.get(remind).status_code == 405
    assert "and its contact by e-mail" in client.post(remind, follow=True).content.decode()
    off = reverse("admin:casestudies_holding_put_off", args=[holding.pk])
    assert b"Ida Quay" in client.get(off).content
    assert client.post(off, {"remark": "", "until": ""}).status_code == 400
    until = at(now + timedelta(days=3))
    said = client.post(off, {"remark": "Friday.", "until": until}, follow=True).content.decode()
    assert "Put off until" in said
    assert "Friday." in said
    assert list(HoldingStepTaken.objects.values_list("step", flat=True)) == ["reminded", "reminded", "mailed", "called"]
    escalated = client.get(reverse("admin:casestudies_holding_changelist") + "?behind=call")
    assert "leak" not in escalated.content.decode().partition("result_list")[2]
    client.force_login(make_member("Publisher"))
    assert client.post(remind).status_code == 403
    assert "Remind now" not in client.get(page).content.decode()
