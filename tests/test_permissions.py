"""Who may do what to one case study: limits, four eyes, accounts that are switched off."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from casestudies import permissions
from casestudies.models import PublicationSettings
from tests.factories import NOW, make_account, make_case, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db

OF_A_CASE = [
    "see",
    "edit",
    "restore",
    "delete",
    "submit",
    "review",
    "override",
    "publish",
    "withdraw",
    "check",
    "assign",
    "limit",
    "discuss",
    "share",
]


def with_rights(*codenames, **fields):
    account = make_account(is_superuser=False, **fields)
    account.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return account


def all_rights(**fields):
    account = make_account(is_superuser=False, **fields)
    account.user_permissions.set(Permission.objects.filter(content_type__model="casestudy"))
    return account


def may(verb, account, case_study):
    return getattr(permissions, f"can_{verb}")(account, case_study)


@world
def case_study():
    return make_case()


@pytest.mark.rows
@pytest.mark.parametrize("verb", OF_A_CASE)
def test_right_reaches_no_case_that_is_limited_to_others(verb, case_study):
    named, other = all_rights(), all_rights()
    case_study.is_limited = True
    case_study.save()
    case_study.limited_to.add(named)

    assert may(verb, named, case_study)
    assert may(verb, make_account(), case_study)
    assert not may(verb, other, case_study)


@pytest.mark.rows
@pytest.mark.parametrize("verb", OF_A_CASE)
def test_account_that_was_switched_off_may_nothing(verb, case_study):
    assert not may(verb, make_account(is_active=False), case_study)
    assert not may(verb, make_account(is_superuser=False, is_staff=False, is_system=True, is_active=False), case_study)
    assert not may(verb, AnonymousUser(), case_study)


@pytest.mark.rows
@pytest.mark.parametrize("verb", OF_A_CASE)
def test_system_account_may_everything(verb, case_study):
    case_study.is_limited = True

    assert may(verb, make_account(is_superuser=False, is_staff=False, is_system=True), case_study)


@pytest.mark.rows
@pytest.mark.parametrize("verb", OF_A_CASE)
def test_right_without_sight_of_drafts_is_none(verb):
    rights = {"edit": "delete", "restore": "delete", "see": "delete"}
    account = with_rights(f"{rights.get(verb, verb)}_casestudy")

    assert not may(verb, account, make_case())


def test_published_case_study_is_deleted_by_nobody():
    assert not permissions.can_delete(make_account(), publish_case().case_study)


def test_nobody_approves_a_text_they_wrote():
    writer, reviewer = make_account(), make_account()
    case_study = make_case(by=writer)

    assert not permissions.can_approve(writer, case_study)
    assert permissions.can_approve(reviewer, case_study)


def test_who_hands_a_text_over_does_not_approve_it():
    submitter = make_account()
    case_study = make_case()
    case_study.submitted_by, case_study.submitted_at = submitter, NOW

    assert not permissions.can_approve(submitter, case_study)


def test_edition_closes_the_account_of_who_wrote():
    writer = make_account()
    case_study = make_case(by=writer, now=NOW - timedelta(days=1))
    case_study.submitted_by, case_study.submitted_at = writer, NOW - timedelta(hours=1)
    publish_case(case_study, by=make_account(), now=NOW)

    assert permissions.can_approve(writer, case_study)
    revise_case(case_study, by=writer)  # a minute later
    assert not permissions.can_approve(writer, case_study)


def test_handing_over_again_after_an_edition_makes_an_author():
    submitter = make_account()
    case_study = publish_case().case_study
    case_study.submitted_by, case_study.submitted_at = submitter, NOW + timedelta(minutes=1)

    assert not permissions.can_approve(submitter, case_study)


def test_four_eyes_can_be_switched_off():
    writer = make_account()
    case_study = make_case(by=writer)
    PublicationSettings.objects.create(four_eyes=False)

    assert permissions.can_approve(writer, case_study)


def test_four_eyes_bind_superusers_and_the_system_too():
    system = make_account(is_superuser=False, is_staff=False, is_system=True)
    case_study = make_case(by=system)

    assert not permissions.can_approve(system, case_study)
    assert permissions.can_override(system, case_study)


def test_superusers_are_managed_by_superusers_and_system_accounts_by_nobody():
    manager = with_rights("change_account")
    system = make_account(is_superuser=False, is_staff=False, is_system=True)

    assert permissions.can_manage(manager, with_rights())
    assert not permissions.can_manage(manager, make_account())
    assert permissions.can_manage(make_account(), make_account())
    assert not permissions.can_manage(make_account(), system)
