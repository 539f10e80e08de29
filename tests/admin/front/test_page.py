"""The desk: what each person finds there first, in as many queries, and never what is limited to others."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.actions.note import write_note
from casestudies.actions.submit import submit
from casestudies.enums import LinkState, NotificationKind
from casestudies.models import Notification, Reference, Source
from tests.admin.forms import text_of
from tests.factories import make_account, make_case, make_source, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
DESK = reverse("admin:index")


@world
def ana():
    """An editor who writes."""
    return person("ana", "Editor")


@world
def ben():
    """An editor who reviews."""
    return person("ben", "Editor")


def person(name, role):
    account = make_account(username=name, first_name=name.title(), is_superuser=False)
    account.groups.add(Group.objects.get(name=role))
    return account


def seen_by(client, account):
    client.force_login(account)
    answer = client.get(DESK)
    assert answer.status_code == 200
    return text_of(answer)


def test_desk_without_case_studies_says_how_to_begin(client, ana):
    assert "Write the first one" in seen_by(client, ana)


def test_who_sees_no_drafts_is_told_whom_to_ask(client):
    assert "Whoever looks after accounts" in seen_by(client, make_account(is_superuser=False))


def test_a_submitted_text_waits_for_who_may_review_it_and_not_for_its_author(client, ana, ben):
    draft = make_case(by=ana, title="The leak")
    submit(draft, by=ana, now=timezone.now())
    client.force_login(ben)
    waiting = client.get(DESK).context["waiting"]
    assert [(row["draft"].title, row["why"]) for row in waiting] == [
        ("The leak", "Ana submitted it; nobody reviews it yet.")
    ]
    client.force_login(ana)
    context = client.get(DESK).context
    assert context["waiting"] == []
    assert [row["draft"].title for row in context["mine"]] == ["The leak"]
    assert [row["draft"].title for row in context["in_review"]] == ["The leak"]
    assert context["mine"][0]["progress"].statements == 4


def test_deadlines_and_review_dates_stand_on_their_day(client, ana):
    today = timezone.localdate()
    draft = make_case(by=ana, title="With a deadline")
    draft.deadline = today
    draft.save()
    live = publish_case(title="To be looked at").case_study
    live.review_by = today + timedelta(days=2)
    live.save()
    client.force_login(ana)
    context = client.get(DESK).context
    entries = {
        cell["day"]: [(one.kind, one.title) for one in cell["entries"]] for week in context["calendar"] for cell in week
    }
    assert entries[today] == [("deadline", "With a deadline")]
    assert entries[today + timedelta(days=2)] == [("review", "To be looked at")]
    assert [draft.title for draft in context["review_due"]] == ["To be looked at"]
    assert len(entries) == 35


def test_what_somebody_was_told_is_theirs_alone_and_is_read_once(client, ana, ben):
    draft = make_case(by=ana)
    told = Notification.objects.create(
        account=ana, case_study=draft, kind=NotificationKind.RETURNED, sentence="Ben returned it.", at=timezone.now()
    )
    assert "Ben returned it." in seen_by(client, ana)
    assert "Ben returned it." not in seen_by(client, ben)
    open_it = reverse("admin:casestudies_told_open", args=[told.pk])
    assert client.get(open_it).status_code == 404
    client.force_login(ana)
    assert client.get(open_it)["Location"].endswith(f"/{draft.pk}/change/")
    assert "Ben returned it." not in seen_by(client, ana)


def test_all_that_was_told_is_marked_as_read_by_a_post_alone(client, ana):
    for number in range(3):
        Notification.objects.create(account=ana, kind="returned", sentence=f"{number}", at=timezone.now())
    client.force_login(ana)
    read = reverse("admin:casestudies_told_read")
    assert client.get(read).status_code == 405
    assert Notification.objects.filter(read_at=None).count() == 3
    client.post(read)
    assert not Notification.objects.filter(read_at=None).exists()


def test_notes_that_concern_somebody_stand_on_the_desk_once(client, ana, ben):
    draft = make_case(by=ana)
    note = write_note(draft, by=ana, now=timezone.now(), body="@ben look at this, @ben.")
    for _ in range(2):
        write_note(draft, by=ana, now=timezone.now(), body="@ben?", reply_to=note)
    client.force_login(ben)
    notes = client.get(DESK).context["notes"]
    assert [(one.pk, one.answers) for one in notes] == [(note.pk, 2)]


def test_dead_links_of_sources_in_use_are_listed(client, ana):
    draft = make_case(by=ana)
    used = Source.objects.get(key="wiggers2024")
    make_source("unused2024")
    Source.objects.filter(key__in=["wiggers2024", "unused2024"]).update(link_state=LinkState.DEAD)
    assert Reference.objects.filter(case_study=draft, source=used).exists()
    client.force_login(ana)
    assert [source.key for source in client.get(DESK).context["broken"]] == ["wiggers2024"]


def test_limited_drafts_are_on_nobody_elses_desk(client, ana, ben):
    draft = make_case(by=ana, title="ZZSECRETZZ")
    submit(draft, by=ana, now=timezone.now())
    write_note(draft, by=ana, now=timezone.now(), body="ZZSECRETZZ @ben")
    Notification.objects.create(
        account=ben, case_study=draft, kind="submitted", sentence="ZZSECRETZZ", at=timezone.now()
    )
    draft.refresh_from_db()
    draft.is_limited, draft.deadline = True, timezone.localdate()
    draft.save()
    draft.limited_to.add(ana)
    assert "ZZSECRETZZ" in seen_by(client, ana)
    assert "ZZSECRETZZ" not in seen_by(client, ben)


def test_queries_are_as_many_with_one_row_as_with_many_but_for_counting_what_is_left_out(client, ana, ben):
    def fill(number):
        draft = make_case(by=ana, title=f"Draft {number}")
        write_note(draft, by=ana, now=timezone.now(), body="@ben")
        submit(draft, by=ana, now=timezone.now())
        mine = make_case(by=ben, title=f"Mine {number}")
        mine.deadline = timezone.localdate()
        mine.save()
        live = publish_case(title=f"Live {number}").case_study
        live.review_by = timezone.localdate()
        live.save()
        Notification.objects.create(account=ben, case_study=mine, kind="returned", sentence="It", at=timezone.now())

    def ask():
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        return len(queries)

    Source.objects.update(link_state=LinkState.DEAD)
    fill(0)
    client.force_login(ben)
    ask()
    one = ask()
    for number in range(1, 6):
        fill(number)
    assert ask() == one + 1  # of what is new, more than fits is counted; every other list holds all
