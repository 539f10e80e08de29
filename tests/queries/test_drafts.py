"""Lists of drafts leave out what is limited to others, and say the same as `can_see` does of one."""

import pytest
from django.contrib.auth.models import Permission

from casestudies.actions.record import audit
from casestudies.models import AuditEntry, CaseStudy, Notification, Revision
from casestudies.permissions import can_see
from casestudies.queries.drafts import audit_seen_by, drafts_seen_by, may_see_subject, seen_by
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


def account_with(*codenames, **fields):
    account = make_account(is_superuser=False, **fields)
    account.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return account


@world
def people():
    return {
        "named": account_with("view_casestudy"),
        "other": account_with("view_casestudy", "change_casestudy"),
        "blind": account_with("publish_casestudy"),
        "superuser": make_account(),
        "system": account_with(is_staff=False, is_system=True),
        "gone": account_with("view_casestudy", is_active=False),
    }


@world
def cases(people):
    """An open draft, one that is limited to `named` and two more, one limited to nobody."""
    drafts = {name: make_case(slug=name, by=people["superuser"]) for name in ("open", "secret", "sealed")}
    CaseStudy.objects.filter(slug__in=["secret", "sealed"]).update(is_limited=True)
    drafts["secret"].limited_to.set([people["named"], people["gone"], make_account(), people["blind"]])
    return {name: CaseStudy.objects.get(slug=name) for name in drafts}


SEEN = {
    "named": {"open", "secret"},
    "other": {"open"},
    "blind": set(),
    "superuser": {"open", "secret", "sealed"},
    "system": {"open", "secret", "sealed"},
    "gone": set(),
}


@pytest.mark.parametrize("who", SEEN)
def test_drafts_are_those_that_the_account_may_see(people, cases, who):
    account = people[who]

    assert {draft.slug for draft in drafts_seen_by(account)} == SEEN[who]
    assert {name for name, draft in cases.items() if can_see(account, draft)} == SEEN[who]
    revisions = seen_by(Revision.objects.all(), account)
    assert sorted(revision.case_study.slug for revision in revisions) == sorted(SEEN[who])
    entries = audit_seen_by(AuditEntry.objects.filter(verb="case_study.created"), account)
    assert {cases_by_uuid(cases)[entry.subject_id] for entry in entries} == SEEN[who]


def cases_by_uuid(cases):
    return {str(draft.uuid): name for name, draft in cases.items()}


@pytest.mark.parametrize("who", SEEN)
def test_rows_that_hang_on_no_case_are_seen(people, cases, who):
    account = people[who]
    for draft in [*cases.values(), None]:
        Notification.objects.create(account=account, case_study=draft, kind="job_ended", sentence="x", at=NOW)

    seen = seen_by(account.notifications.all(), account)

    assert {row.case_study.slug if row.case_study else None for row in seen} == SEEN[who] | {None}


def test_audit_entry_of_a_limited_draft_stays_hidden_after_the_draft_is_deleted(people, cases):
    audit("case_study.deleted", cases["secret"], by=people["named"], now=NOW, detail={"limited": True})
    entries = AuditEntry.objects.filter(subject_id=str(cases["secret"].uuid))
    cases["secret"].delete()

    assert audit_seen_by(entries, people["other"]).count() == 0
    assert audit_seen_by(entries, people["superuser"]).count() == 2
    assert not may_see_subject(people["other"], entries.first())


def test_audit_of_the_library_is_seen_without_sight_of_drafts(people, cases):
    AuditEntry.objects.create(
        at=NOW, actor=people["other"].uuid, verb="source.changed", subject_type="source", subject_id="1"
    )

    assert [entry.verb for entry in audit_seen_by(AuditEntry.objects.all(), people["blind"])] == ["source.changed"]


def test_lists_cost_one_query_however_many_drafts_are_limited(people, cases, django_assert_num_queries):
    account = people["other"]
    account.has_perm("casestudies.view_casestudy")

    with django_assert_num_queries(1):
        list(drafts_seen_by(account))
    with django_assert_num_queries(1):
        list(seen_by(Revision.objects.all(), account))
    with django_assert_num_queries(2):
        list(audit_seen_by(AuditEntry.objects.all(), account))
