"""Moving changes the address of what is public, and nothing else."""

from datetime import timedelta

import pytest

from casestudies.actions.move_case import move_case
from casestudies.actions.withdraw import withdraw
from casestudies.enums import ChangeEvent
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, StaleDraft, WrongStage
from casestudies.models import AuditEntry, CaseStudy, ChangeLogEntry, Edition, OldSlug, OutboxEvent, PublicState
from casestudies.queries import editions
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def renamed(slug="second-address"):
    case_study = publish_case(slug="first-address").case_study
    CaseStudy.objects.filter(pk=case_study.pk).update(slug=slug)
    return case_study


def test_move_answers_at_the_new_address_and_redirects_the_old_one_without_an_edition():
    case_study = renamed()

    move_case(case_study, by=make_account(), now=LATER)

    state = PublicState.objects.get()
    assert (state.slug, state.counter, state.changed_at) == ("second-address", 2, LATER)
    assert editions.redirect_for("first-address") == "second-address"
    assert Edition.objects.count() == 1


def test_move_is_told_in_the_change_log_the_outbox_and_the_audit():
    case_study = renamed()

    move_case(case_study, by=make_account(), now=LATER)

    first, entry = ChangeLogEntry.objects.all()
    assert (entry.event, entry.sequence, entry.edition_number) == (ChangeEvent.MOVED, 2, 1)
    assert entry.previous_digest == first.digest
    assert OutboxEvent.objects.filter(event=ChangeEvent.MOVED).count() == 1
    audit = AuditEntry.objects.get(verb="case_study.moved")
    assert audit.detail == {"slug": "second-address", "slug_before": "first-address"}


def test_move_back_leaves_no_redirect_of_the_address_to_itself():
    case_study = renamed()
    move_case(case_study, by=make_account(), now=LATER)
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="first-address")

    move_case(case_study, by=make_account(), now=LATER)

    assert list(OldSlug.objects.values_list("slug", flat=True)) == ["second-address"]


def test_move_to_a_public_address_of_another_is_refused():
    publish_case(slug="taken")
    CaseStudy.objects.update(slug="elsewhere")

    with pytest.raises(NotReady, match="links lead there"):
        move_case(renamed("taken"), by=make_account(), now=LATER)


def test_move_to_where_it_is_is_refused():
    with pytest.raises(NothingToPublish):
        move_case(publish_case().case_study, by=make_account(), now=LATER)


def test_move_what_was_never_published_is_refused():
    with pytest.raises(WrongStage, match="never published"):
        move_case(make_case(), by=make_account(), now=LATER)


def test_move_what_is_withdrawn_is_refused():
    case_study = renamed()
    withdraw(case_study, by=make_account(), now=NOW, reason="Wrong throughout.")

    with pytest.raises(WrongStage, match="withdrawn"):
        move_case(case_study, by=make_account(), now=LATER)


def test_move_of_a_draft_that_moved_on_is_refused():
    with pytest.raises(StaleDraft):
        move_case(renamed(), by=make_account(), now=LATER, base_version=0)


def test_move_without_the_permission_is_refused():
    with pytest.raises(NotAllowed):
        move_case(renamed(), by=make_account(is_superuser=False), now=LATER)


def test_move_of_a_case_study_that_is_not_there_says_so():
    with pytest.raises(WrongStage, match="somebody deleted it"):
        move_case(CaseStudy(pk=0), by=make_account(), now=LATER)
