"""What was typed is kept beside the draft, and never over something that its author has not seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casestudies.actions import keep_working_copy as module
from casestudies.actions.keep_working_copy import OtherCopy, TooLarge, drop_working_copy, keep_working_copy
from casestudies.actions.save_draft import lock_draft
from casestudies.enums import Stage
from casestudies.errors import NotAllowed
from casestudies.models import AuditEntry, CaseStudy, WorkingCopy
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=5)


@world
def editor():
    return make_account(username="maria")


def keep(case_study, by, *, title="Typed", now=NOW, **more):
    keep_working_copy(case_study, by=by, now=now, base_version=1, fields={"title": [title]}, **more)


@world
def case_study(editor):
    return make_case(by=editor)


def test_copy_leaves_the_draft_alone(editor, case_study):
    CaseStudy.objects.update(stage=Stage.APPROVED)
    before = CaseStudy.objects.values().get()
    entries = AuditEntry.objects.count()

    keep(case_study, editor)

    assert CaseStudy.objects.values().get() == before
    assert (AuditEntry.objects.count(), case_study.revisions.count()) == (entries, 1)
    copy = WorkingCopy.objects.get()
    assert (copy.fields, copy.base_version, copy.kept_at) == ({"title": ["Typed"]}, 1, NOW)


def test_copy_that_follows_the_one_before_takes_its_place_in_one_statement(editor, case_study):
    keep(case_study, editor)

    with CaptureQueriesContext(connection) as queries:
        keep(case_study, editor, title="Typed on", now=LATER, known=NOW)

    writes = [query["sql"] for query in queries if "workingcopy" in query["sql"]]
    assert len(writes) == 1
    assert WorkingCopy.objects.get().fields == {"title": ["Typed on"]}


@pytest.mark.parametrize("known", [None, NOW - timedelta(hours=1)])
def test_copy_that_the_form_does_not_know_is_never_written_over(editor, known, case_study):
    keep(case_study, editor, title="Two hours of work")

    with pytest.raises(OtherCopy) as refused:
        keep(case_study, editor, title="T", now=LATER, known=known)

    assert refused.value.kept_at == NOW
    assert WorkingCopy.objects.get().fields == {"title": ["Two hours of work"]}


def test_copy_is_kept_again_after_another_form_dropped_it(editor, case_study):
    keep(case_study, editor)
    drop_working_copy(case_study, by=editor)

    keep(case_study, editor, now=LATER, known=NOW)

    assert WorkingCopy.objects.get().kept_at == LATER


def test_each_person_and_each_case_has_a_copy_of_its_own(editor):
    case_study, other = make_case(by=editor), make_case(by=editor)
    colleague = make_account()
    for place in (case_study, other, None):
        for person in (editor, colleague):
            keep(place, person)

    drop_working_copy(case_study, by=editor)

    assert WorkingCopy.objects.count() == 5
    with pytest.raises(OtherCopy):
        keep(None, editor)


def test_who_may_not_change_the_draft_keeps_nothing(case_study):
    stranger = make_account(is_superuser=False)
    for place in (case_study, None):
        with pytest.raises(NotAllowed):
            keep(place, stranger)


def test_limited_draft_takes_nothing_from_who_may_not_see_it(case_study):
    CaseStudy.objects.update(is_limited=True)
    case_study.refresh_from_db()
    writer = make_account(is_superuser=False)
    writer.user_permissions.set(Permission.objects.filter(codename__in=["view_casestudy", "change_casestudy"]))
    with pytest.raises(NotAllowed):
        keep(case_study, writer)


def test_account_that_switched_autosave_off_keeps_nothing(editor):
    editor.keeps_typing = False
    with pytest.raises(NotAllowed, match="switched autosave off"):
        keep(make_case(by=editor), editor)


def test_more_than_fits_is_refused_and_the_last_copy_stays(editor, monkeypatch, case_study):
    keep(case_study, editor)
    monkeypatch.setattr(module, "MOST_CHARACTERS", 100)
    with pytest.raises(TooLarge, match="divide it"):
        keep(case_study, editor, title="x" * 100, now=LATER, known=NOW)
    assert WorkingCopy.objects.get().kept_at == NOW


def test_what_no_database_holds_is_left_out(editor):
    keep(make_case(by=editor), editor, title="null\0 and half \ud83d a character")
    assert WorkingCopy.objects.get().fields == {"title": ["null and half  a character"]}


@pytest.mark.django_db(transaction=True)  # the databases look for the case study at the commit
def test_case_study_that_was_deleted_meanwhile_is_said_to_be(editor):
    case_study = make_case(by=editor)
    gone = CaseStudy(pk=case_study.pk + 1000)
    with pytest.raises(NotAllowed, match="deleted"):
        keep(gone, editor)


def in_threads(calls):
    """What became of calls made at once, each in a thread and a connection of its own."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [False, True])
def test_of_forms_that_keep_a_first_copy_at_once_one_wins_and_the_others_learn_of_it(editor, is_new):
    case_study = None if is_new else make_case(by=editor)
    moments = [NOW + timedelta(seconds=number) for number in range(8)]

    outcomes = in_threads([lambda now=now: keep(case_study, editor, title=str(now), now=now) for now in moments])

    copy = WorkingCopy.objects.get()
    refused = [error for error in outcomes if error is not None]
    assert len(refused) == 7
    assert {type(error) for error in refused} == {OtherCopy}
    assert {error.kept_at for error in refused} == {copy.kept_at}
    assert copy.fields == {"title": [str(copy.kept_at)]}


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_forms_that_follow_one_copy_at_once_one_wins(editor):
    case_study = make_case(by=editor)
    keep(case_study, editor)
    moments = [LATER + timedelta(seconds=number) for number in range(8)]

    outcomes = in_threads([lambda now=now: keep(case_study, editor, now=now, known=NOW) for now in moments])

    assert [type(error) for error in outcomes if error is not None] == [OtherCopy] * 7


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_copy_is_kept_while_somebody_saves_the_draft(editor):
    """The draft's lock is held all the while; a copy that is there already does not wait for it."""
    case_study = make_case(by=editor)
    keep(case_study, editor)
    with transaction.atomic():
        lock_draft(case_study.pk, by=editor, base_version=1)
        (outcome,) = in_threads([lambda: keep(case_study, editor, title="Typed on", now=LATER, known=NOW)])
    assert outcome is None
    assert WorkingCopy.objects.get().fields == {"title": ["Typed on"]}
