"""A copy of what a partner may carry no more has to come down, and tells it nothing of what became of the text."""

from datetime import timedelta

import pytest
from django.core import mail

from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import create_endpoint
from casestudies.actions.move_case import move_case
from casestudies.actions.redact import ask_to_redact, redact
from casestudies.actions.send_reminders import send_reminders
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.shape_endpoint import Wanted
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import Coverage, HoldingStep, Scope
from casestudies.models import CaseStudy, Delivery, Holding, HoldingStepTaken, Notification, PartnerChange
from casestudies.queries.holdings import behind
from tests.api.asking import client_for, follow
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, make_holding, make_member, make_partner, publish_case
from tests.test_no_leak import everything
from tests.worlds import world

pytestmark = pytest.mark.django_db
HOLDINGS = "/api/v1/holdings/"
URL = "https://partner.example/leak"
HOUR = timedelta(hours=1)
SECRET = "zzsincezz"


@world
def kept():
    return publish_case(slug="kept", title="Kept").case_study


@world
def first():
    return publish_case(slug="leak", title="The leak")


def put(client, name, **body):
    return client.put(f"{HOLDINGS}{name}/", body, content_type="application/json")


def cover(partner, *case_studies, at):
    kind = Coverage.CHOSEN if case_studies else Coverage.EVERYTHING
    set_coverage(partner, kind, case_studies=case_studies, by=make_account(), now=at)


def move(case_study, slug, *, at):
    draft = CaseStudy.objects.get(pk=case_study.pk)
    draft.slug = slug
    draft.save(update_fields=["slug"])
    move_case(draft, by=make_account(), now=at)


def remove_text(edition, *, at):
    asked = ask_to_redact(edition, by=make_account(is_superuser=True), now=at, reason=SECRET)
    redact(asked, by=make_account(is_superuser=True), now=at)


def only(client):
    (row,) = client.get(HOLDINGS).json()["results"]
    check("Holding", row)
    return row


def test_a_copy_of_what_left_the_coverage_comes_down_and_is_right_again_when_that_comes_back(
    client, partner, first, kept
):
    desk = make_member("Partnerships")
    put(client, "leak", edition=1, url=URL)
    lost = NOW + HOUR
    cover(partner, kept, at=lost)

    row = only(client)
    assert (row["standing"], row["is_stale"], row["stale_since"]) == (
        "not_covered",
        True,
        "2026-11-14T10:30:00.000000Z",
    )
    assert row["what_to_do"] == "Take it down: your licence for it has ended. Then report that it is removed."
    assert (row["newest_edition"], row["links"]["api"], row["links"]["html"]) == (None, "", "")
    assert [one["url"] for one in client.get(HOLDINGS, {"stale": "true"}).json()["results"]] == [URL]

    for hours, step in ((0, HoldingStep.REMINDED), (24, HoldingStep.MAILED), (72, HoldingStep.ESCALATED)):
        assert escalate_holdings(lost + hours * HOUR) == 1
        assert HoldingStepTaken.objects.order_by("-at").first().step == step
    told = follow(client)[0][-1]
    check("Change", told)
    assert (told["event"], told["edition"], told["links"]["api"]) == ("holding.stale", None, "")
    assert (told["holding"]["standing"], told["holding"]["newest_edition"]) == ("not_covered", None)
    assert send_reminders(lost + 24 * HOUR) == 1
    assert "put right or taken down" in mail.outbox[-1].body
    assert "your licence for it has ended" in mail.outbox[-1].body
    task = Notification.objects.get(account=desk)
    assert f"carries what has left its coverage, “The leak” ({URL})" in task.sentence

    cover(partner, at=lost + 80 * HOUR)
    assert (only(client)["standing"], only(client)["newest_edition"]) == ("current", 1)
    assert escalate_holdings(lost + 80 * HOUR) == 0
    cover(partner, kept, at=lost + 90 * HOUR)
    assert escalate_holdings(lost + 90 * HOUR) == 1, "lost anew, it is followed anew"
    assert put(client, "leak", removed=True, url=URL).json()["standing"] == "removed"
    assert HoldingStepTaken.objects.order_by("-pk").first().step == HoldingStep.RESOLVED
    assert only(client)["newest_edition"] is None


def test_what_became_of_the_text_since_is_told_nowhere(client, partner, first, kept):
    by = make_account()
    hook = Wanted("https://partner.example/hook")
    create_endpoint(partner, hook, by=by, now=NOW)
    put(client, "leak", edition=1, url=URL)
    cover(partner, kept, at=NOW + HOUR)
    case_study = CaseStudy.objects.get(pk=first.case_study_id)
    case_study.title = SECRET
    case_study.save(update_fields=["title"])
    correct_case(first, by=by, now=NOW + 2 * HOUR, text=SECRET)
    move(case_study, SECRET, at=NOW + 3 * HOUR)
    remove_text(first, at=NOW + 3 * HOUR)
    withdraw(case_study, by=by, now=NOW + 4 * HOUR, reason=SECRET)
    for hours in (4, 28):
        escalate_holdings(NOW + hours * HOUR)
    assert send_reminders(NOW + 28 * HOUR) == 1
    fan_out(NOW + 28 * HOUR)

    rows = [
        only(client),
        put(client, "leak", edition=1, url=URL).json(),
        put(client, first_uuid(first), edition=1, url=URL).json(),
    ]
    assert [(row["standing"], row["case_study"]["slug"], row["newest_edition"]) for row in rows] == [
        ("not_covered", "leak", None)
    ] * 3
    unknown, none = (put(client, "leak", edition=number, url=URL) for number in (2, 7))
    assert (unknown.status_code, unknown.json()["detail"]) == (422, none.json()["detail"])
    paths = [
        HOLDINGS,
        f"{HOLDINGS}?stale=true",
        f"{HOLDINGS}leak/",
        f"{HOLDINGS}{first_uuid(first)}/",
        "/api/v1/changes/",
    ]
    paths += [f"/api/v1/case-studies/{name}/" for name in ("leak", first_uuid(first))]
    for path in paths:
        assert SECRET not in everything(client.get(path)), path
    letter = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    assert SECRET not in letter
    assert "“leak”, edition 1" in letter
    assert "redacted" not in letter
    for name in (SECRET, "zzneverzz"):
        assert put(client, name, edition=1, url=URL).status_code == client.get(f"{HOLDINGS}{name}/").status_code == 404
    bodies = "".join(Delivery.objects.filter(event="holding.stale").values_list("body", flat=True))
    assert "not_covered" in bodies
    assert SECRET not in bodies
    assert put(client, "leak", removed=True, url=URL).status_code == 200
    assert SECRET not in everything(client.get(HOLDINGS))
    assert put(client, "leak", edition=1, url=URL).status_code == 422, (
        "nothing is said of it any more but that it is gone"
    )


def test_nothing_that_happens_outside_the_coverage_moves_what_is_told_of_a_copy(client, partner, first, kept):
    """Neither since when it is stale, nor a reminder, nor its address; also where no loss was ever told."""
    by = make_account()
    move(first.case_study, "leaked", at=NOW)
    put(client, "leaked", edition=1, url=URL)
    never = make_partner("Chosen")
    cover(never, kept, at=NOW)
    make_holding(first, partner=never)
    untold = client_for(never, Scope.HOLDINGS)
    cover(partner, kept, at=NOW + HOUR)
    assert escalate_holdings(NOW + 2 * HOUR) == 2
    before, said = [only(client), only(untold)], PartnerChange.objects.count()
    assert [row["case_study"]["slug"] for row in before] == ["leaked", first_uuid(first)]
    assert before[1]["links"]["report"].endswith(f"/holdings/{first_uuid(first)}/")
    assert before[1]["stale_since"] == "2026-11-14T09:30:00.000000Z", "since it was published"

    def same(hours):
        assert [only(client), only(untold)] == before, hours
        assert escalate_holdings(NOW + hours * HOUR) == 0, hours
        assert PartnerChange.objects.count() == said, hours

    correct_case(first, now=NOW + 3 * HOUR)
    same(3)
    withdraw(first.case_study, by=by, now=NOW + 4 * HOUR, reason="Wrong.")
    same(4)
    reinstate(first.case_study, by=by, now=NOW + 5 * HOUR, reason="Right.")
    move(first.case_study, SECRET, at=NOW + 6 * HOUR)
    same(6)
    remove_text(first, at=NOW + 7 * HOUR)
    same(7)

    for name in ("leak", "leaked", first_uuid(first)):
        assert put(client, name, edition=1, url=URL).json()["standing"] == "not_covered", "it was called so before"
    assert put(untold, first_uuid(first), edition=1, url=URL).status_code == 200
    for one, name in ((client, SECRET), (untold, SECRET), (untold, "leak"), (untold, "leaked")):
        assert put(one, name, edition=1, url=URL).status_code == 404, name


def test_what_was_withdrawn_before_it_left_the_coverage_is_told_to_who_carries_it_and_followed_anew(
    client, partner, first, kept
):
    by, other = make_account(), publish_case(slug="not-carried").case_study
    put(client, "leak", edition=1, url=URL)
    cover(partner, kept, at=NOW + HOUR)
    for hours in (1, 25, 73):
        assert escalate_holdings(NOW + hours * HOUR) == 1
    cover(partner, at=NOW + 80 * HOUR)
    for case_study in (first.case_study, other):
        withdraw(case_study, by=by, now=NOW + 90 * HOUR, reason="Wrong.")
    _, cursor = follow(client)
    assert escalate_holdings(NOW + 90 * HOUR) == 1

    cover(partner, kept, at=NOW + 100 * HOUR)
    assert only(client)["stale_since"] == "2026-11-18T13:30:00.000000Z", "the second loss, not the first"
    assert [escalate_holdings(NOW + hours * HOUR) for hours in (100, 124, 172)] == [1, 1, 1]
    told = follow(client, cursor)[0]
    assert [(change["event"], change["case_study"]["slug"]) for change in told] == [
        ("holding.stale", "leak"),
        ("coverage.lost", "leak"),
        ("holding.stale", "leak"),
    ]
    assert told[1]["tombstone"]["why"] == "coverage"


def first_uuid(edition):
    return str(edition.case_study.uuid)


def test_since_when_where_nothing_was_told(partner, first, kept):
    """A partner without a key, whose copy the desk wrote down; and what was withdrawn when it left the coverage."""
    by = make_account()
    make_holding(first, partner=partner)
    cover(partner, kept, at=NOW + HOUR)
    assert [(row.lost_at, row.behind_since) for row in behind()] == [(NOW + HOUR, NOW + HOUR)], (
        "what it carries, it had"
    )

    cover(partner, at=NOW + 2 * HOUR)
    assert not behind()
    other = publish_case(slug="gone")
    Holding.objects.all().delete()
    make_holding(other, partner=partner)
    withdraw(other.case_study, by=by, now=NOW + 3 * HOUR, reason="Wrong.")
    cover(partner, kept, at=NOW + 4 * HOUR)
    reinstate(other.case_study, by=by, now=NOW + 5 * HOUR, reason="Right.")
    assert [row.behind_since for row in behind()] == [NOW + 4 * HOUR], "it was told of what it carries"

    cover(partner, at=NOW + 6 * HOUR)
    withdraw(other.case_study, by=by, now=NOW + 7 * HOUR, reason="Wrong.")
    Holding.objects.all().delete()
    cover(partner, kept, at=NOW + 8 * HOUR)
    make_holding(other, partner=partner)
    assert [row.behind_since for row in behind()] == [other.published_at], "what it was told, it got back since"
    Holding.objects.all().delete()

    never = make_partner("Chosen")
    cover(never, kept, at=NOW)
    correct_case(first, now=NOW + 6 * HOUR)
    make_holding(first, partner=never)
    assert [row.behind_since for row in behind().filter(partner=never)] == [first.published_at]
    never.is_active = False
    never.save()
    assert not behind().filter(partner=never)
