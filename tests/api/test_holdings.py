"""A partner reports what it carries, is told what is stale, and is reminded until it puts that right."""

import json
from datetime import timedelta

import pytest
from django.core import mail

from casestudies.actions.escalate_holdings import escalate_holdings, put_off, remind_now
from casestudies.actions.send_reminders import send_reminders
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import Coverage, Scope
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, Holding, HoldingStepTaken, Notification
from tests.api.asking import client_for, follow
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, make_holding, make_member, make_partner, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
HOLDINGS = "/api/v1/holdings/"
URL = "https://partner.example/leak"
HOUR = timedelta(hours=1)


@world
def desk():
    return make_member("Partnerships")


def put(client, slug, **body):
    return client.put(f"{HOLDINGS}{slug}/", body, content_type="application/json")


def steps():
    return list(HoldingStepTaken.objects.order_by("at", "pk").values_list("step", flat=True))


@world
def first():
    return publish_case(slug="leak")


def test_a_partner_says_what_it_carries_and_is_told_how_that_stands(client, partner, first):
    answer = put(client, "leak", edition=1, url=URL)
    assert answer.status_code == 200, answer.content
    check("Holding", answer.json())
    assert (answer.json()["standing"], answer.json()["is_stale"]) == ("current", False)
    put(client, "leak", edition=1)
    assert [row["url"] for row in client.get(HOLDINGS).json()["results"]] == [URL, ""]

    correct_case(first, now=NOW + HOUR)
    stale = client.get(HOLDINGS, {"stale": "true"}).json()
    check("HoldingList", stale)
    assert [(row["edition"], row["standing"], row["newest_edition"]) for row in stale["results"]] == [
        (1, "corrected", 2)
    ] * 2
    assert stale["results"][0]["stale_since"].startswith("2026-11-14T10:30")
    assert "edition 2" in stale["results"][0]["what_to_do"]

    assert put(client, "leak", edition=2, url=URL).json()["standing"] == "current"
    assert put(client, "leak", removed=True).json()["standing"] == "removed"
    assert client.get(HOLDINGS, {"stale": "true"}).json()["results"] == []
    withdraw(first.case_study, by=make_account(), now=NOW + HOUR, reason="Wrong.")
    assert [row["standing"] for row in client.get(f"{HOLDINGS}leak/").json()["results"]] == ["withdrawn", "removed"]
    entries = AuditEntry.objects.filter(subject_type="partner").count()
    again = put(client, "leak", edition=2, url=URL)
    assert (again.json()["standing"], AuditEntry.objects.filter(subject_type="partner").count()) == (
        "withdrawn",
        entries,
    )
    assert Holding.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "pointer", "words"),
    [
        ({}, "/edition", "Say either"),
        ({"edition": 1, "removed": True}, "/edition", "Say either"),
        ({"edition": 7}, "/edition", "no edition 7"),
        ({"edition": 2**70}, "/edition", "no edition"),
        ({"edition": "1"}, "/edition", "a whole number"),
        ({"edition": True}, "/edition", "a whole number"),
        ({"edition": 1, "adress": "x"}, "/adress", "no member “adress”"),
        ({"edition": 1, "url": "javascript:alert(1)"}, "/url", ""),
        ({"edition": 1, "url": "https://a.example/" + "x" * 500}, "/url", ""),
        ({"edition": 1, "url": "https://a.example/\0"}, "/url", "character"),
        ({"edition": 1, "url": "https://a.example/\x01"}, "/url", "hidden character (U+0001)"),
        ({"edition": 1, "url": "https://a.example/the text"}, "/url", "write it as %20"),
        ({"edition": 1, "url": "https://a.example/text\n"}, "/url", "hidden character (U+000A)"),
        ({"edition": 1, "url": "https://a.example/\u202egpj"}, "/url", "hidden character (U+202E)"),
        ({"removed": True, "url": " "}, "/url", "hidden character (U+0020)"),
        ([], "", "JSON object"),
    ],
)
@pytest.mark.rows
def test_a_report_that_is_not_understood_changes_nothing_and_says_why(client, body, pointer, words, first):
    answer = client.put(f"{HOLDINGS}leak/", json.dumps(body), content_type="application/json")
    assert answer.status_code == 422, answer.content
    check("Problem", answer.json())
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert words in answer.json()["detail"]
    assert not Holding.objects.exists()


def test_a_body_is_one_object_in_utf_8_and_says_each_thing_once(client, first):
    refused = {
        b'{"edition": NaN}': "not JSON",
        b'{"edition": 1, "edition": 2}': "stands in one object twice",
        b'{"edition": 1}\0': "not JSON",
        b'{"url": "\xe9"}': "not JSON",
        b"[" * 50_000: "nested too deeply",
        '{"edition": 1}'.encode("utf-16"): "not JSON",
        '{"edition": 1}'.encode("utf-32-le"): "not JSON",
        b'\xef\xbb\xbf{"edition": 1}': "not JSON",
        b'{"edition": 1, "\\ud800": 1}': "holds a character",
    }
    for body, words in refused.items():
        answer = client.put(f"{HOLDINGS}leak/", body, content_type="application/json")
        assert answer.status_code == 422, body[:60]
        check("Problem", answer.json())
        assert words in answer.json()["detail"], body[:60]
    assert not Holding.objects.exists()


def test_who_may_not_report_and_of_what(client, partner, desk):
    inside = publish_case(slug="inside").case_study
    outside = publish_case(slug="outside")
    make_holding(outside, partner=partner)
    publish_case(slug="unknown")
    set_coverage(partner, Coverage.CHOSEN, case_studies=[inside], by=make_account(), now=NOW)
    assert put(client, "inside", edition=1).status_code == 200
    assert put(client, "outside", removed=True, url=URL).status_code == 200, "that it is gone may always be said"
    assert put(client, "unknown", edition=1).status_code == 404
    assert put(client, "never", edition=1).status_code == 404
    assert put(client_for(partner, Scope.READ), "inside", edition=1).status_code == 403
    assert client_for(None).get(HOLDINGS).status_code == 401
    other = client_for(make_partner("Other"), Scope.HOLDINGS)
    assert other.get(HOLDINGS).json()["results"] == []
    assert client.put(f"{HOLDINGS}inside/", "edition=1", content_type="text/plain").status_code == 415
    assert client.delete(f"{HOLDINGS}inside/").status_code == 405


def test_many_copies_come_in_pages_at_the_same_cost(client, partner, django_assert_max_num_queries):
    edition = publish_case(slug="leak")
    for number in range(25):
        make_holding(edition, partner=partner, url=f"{URL}/{number}")
    counts, seen = [], []
    for limit in (1, 10):
        address, seen = f"{HOLDINGS}?limit={limit}", []
        while address:
            with django_assert_max_num_queries(12) as captured:
                page = client.get(address).json()
            counts.append(len(captured))
            seen += [row["url"] for row in page["results"]]
            address = (page["next"] or "").removeprefix("http://localhost:8000")
    assert seen == [f"{URL}/{number}" for number in range(25)]
    assert len(set(counts)) == 1


def test_what_is_wrong_is_followed_from_the_reminder_to_the_desk_and_ends_with_the_report(client, partner, desk, first):
    put(client, "leak", edition=1, url=URL)
    assert escalate_holdings(NOW) == 0, "nobody is behind"
    corrected_at = NOW + HOUR
    correct_case(first, now=corrected_at)

    assert [escalate_holdings(corrected_at) for _ in range(3)] == [1, 0, 0]
    stale = follow(client)[0][-1]
    check("Change", stale)
    assert (stale["event"], stale["holding"]["url"], stale["holding"]["standing"]) == (
        "holding.stale",
        URL,
        "corrected",
    )

    assert escalate_holdings(corrected_at + 23 * HOUR) == 0
    assert [escalate_holdings(corrected_at + 24 * HOUR) for _ in range(2)] == [1, 0]
    assert [send_reminders(corrected_at + 24 * HOUR) for _ in range(2)] == [1, 0]
    letter = mail.outbox[-1]
    assert letter.to == ["ida@partner.example"]
    assert URL in letter.body
    assert "edition 2" in letter.body
    assert "Ida Quay" in letter.body

    Notification.objects.all().delete()
    assert escalate_holdings(corrected_at + 71 * HOUR) == 0
    assert [escalate_holdings(corrected_at + 72 * HOUR) for _ in range(2)] == [1, 0]
    task = Notification.objects.get(account=desk)
    assert partner.name in task.sentence
    assert task.path.endswith(f"/holding/{Holding.objects.get().pk}/change/")
    assert steps() == ["reminded", "mailed", "escalated"]

    put(client, "leak", edition=2, url=URL)
    assert steps()[-1] == "resolved"
    assert escalate_holdings(corrected_at + 500 * HOUR) == 0

    correct_case(first, now=corrected_at + 501 * HOUR, text="Again.")
    assert escalate_holdings(corrected_at + 501 * HOUR) == 1, "another correction is followed anew"


def test_a_site_that_slept_for_a_week_takes_one_step_at_a_time(client, partner, first):
    put(client, "leak", edition=1)
    correct_case(first, now=NOW)
    late = NOW + 200 * HOUR
    assert [escalate_holdings(late) for _ in range(3)] == [1, 0, 0]
    assert escalate_holdings(late + 24 * HOUR) == 1
    withdraw(first.case_study, by=make_account(), now=late + 25 * HOUR, reason="Wrong.")
    assert escalate_holdings(late + 25 * HOUR) == 1, "a withdrawal is another cause"
    assert send_reminders(late + 26 * HOUR) == 1
    reinstate(first.case_study, by=make_account(), now=late + 27 * HOUR, reason="Right.")
    put(client, "leak", edition=2)
    assert send_reminders(late + 28 * HOUR) == 0


def test_a_letter_is_not_sent_about_what_was_put_right_meanwhile(client, partner, desk, first):
    put(client, "leak", edition=1)
    correct_case(first, now=NOW)
    escalate_holdings(NOW)
    escalate_holdings(NOW + 24 * HOUR)
    put(client, "leak", edition=2)
    assert send_reminders(NOW + 25 * HOUR) == 0
    assert not mail.outbox


def test_without_an_address_the_desk_is_told_in_place_of_the_letter(desk):
    partner = make_partner("Nameless")
    first = publish_case(slug="leak")
    make_holding(first, partner=partner)
    correct_case(first, now=NOW)
    escalate_holdings(NOW)
    escalate_holdings(NOW + 24 * HOUR)
    assert steps() == ["reminded", "escalated"]


def test_the_desk_reminds_again_and_puts_off(client, partner, desk, first):
    put(client, "leak", edition=1)
    holding = Holding.objects.get()
    with pytest.raises(WrongStage):
        remind_now(holding, by=desk, now=NOW)
    correct_case(first, now=NOW)
    for hours in (0, 24, 72):
        escalate_holdings(NOW + hours * HOUR)
    remind_now(holding, by=desk, now=NOW + 73 * HOUR)
    assert send_reminders(NOW + 73 * HOUR) == 1
    with pytest.raises(NotAllowed):
        remind_now(holding, by=make_member("Author"), now=NOW)
    later = NOW + 100 * HOUR
    for until, remark in ((NOW, "Called."), (later, " "), (later + timedelta(days=400), "Called.")):
        with pytest.raises(NotReady):
            put_off(holding, until=until, remark=remark, by=desk, now=NOW + 73 * HOUR)
    put_off(holding, until=later, remark="Spoke to Ida; Friday.", by=desk, now=NOW + 74 * HOUR)
    assert escalate_holdings(later - HOUR) == 0
    Notification.objects.all().delete()
    assert [escalate_holdings(later) for _ in range(2)] == [1, 0]
    assert "still carries" in Notification.objects.get(account=desk).sentence
    assert steps() == ["reminded", "mailed", "escalated", "reminded", "mailed", "called", "escalated"]
