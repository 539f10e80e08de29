"""Whose turn it is after a step: of many accounts at once, what `permissions.can_approve` says of each."""

from datetime import timedelta

import pytest

from casestudies.admin.workflow.after import who_approves
from casestudies.models import Account, CaseStudy, PublicationSettings
from casestudies.permissions import can_approve
from tests.factories import NOW, make_account, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


def by_predicate(case_study, but):
    return {account for account in Account.objects.exclude(pk=but.pk) if can_approve(account, case_study)}


@world
def people():
    """Three who review, one of whom wrote; one who writes; one who may do everything."""
    wrote, other, submitted = (make_member("Editor") for _ in range(3))
    return wrote, other, submitted, make_member("Author"), make_account()


def test_who_approves_is_who_the_predicate_lets(people):
    wrote, other, submitted, author, superuser = people
    case_study = make_case(by=wrote)
    CaseStudy.objects.filter(pk=case_study.pk).update(submitted_by=submitted, submitted_at=NOW)
    case_study.refresh_from_db()

    assert set(who_approves(case_study, but=author)) == by_predicate(case_study, author) == {other, superuser}
    assert set(who_approves(case_study, but=other)) == {superuser}


def test_limit_and_four_eyes_count(people):
    wrote, other, _submitted, author, superuser = people
    case_study = make_case(by=wrote)
    PublicationSettings.objects.update_or_create(pk=1, defaults={"four_eyes": False})
    case_study.is_limited = True
    case_study.save()
    case_study.limited_to.set([wrote])

    assert set(who_approves(case_study, but=author)) == by_predicate(case_study, author) == {wrote, superuser}
    assert other not in who_approves(case_study, but=author)


def test_who_wrote_an_edition_may_approve_the_next_text(people):
    wrote, other, submitted, author, superuser = people
    case_study = publish_case(make_case(by=wrote), by=superuser, now=NOW + timedelta(seconds=1)).case_study
    revise_case(case_study, by=other)

    assert set(who_approves(case_study, but=author)) == by_predicate(case_study, author)
    assert set(who_approves(case_study, but=author)) == {wrote, submitted, superuser}
