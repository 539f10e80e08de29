"""A revision's name can be given, changed and taken away; nothing else of it."""

import pytest

from casestudies.actions.name_revision import name_revision
from casestudies.errors import Immutable, NotAllowed, NotReady
from casestudies.models import AuditEntry, Revision
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def revision():
    return make_case().revisions.get()


def test_naming_keeps_the_name_and_an_audit_entry(revision):
    by = make_account()

    name_revision(revision, "  Before the\nlawyers ", by=by, now=NOW)

    assert Revision.objects.get().name == "Before the lawyers"
    entry = AuditEntry.objects.get(verb="case_study.revision_named")
    assert entry.detail == {"revision": 1, "name": "Before the lawyers", "name_before": ""}


def test_empty_name_takes_it_away_and_the_same_name_changes_nothing(revision):
    by = make_account()
    name_revision(revision, "A", by=by, now=NOW)
    name_revision(revision, "A", by=by, now=NOW)
    assert AuditEntry.objects.filter(verb="case_study.revision_named").count() == 1

    name_revision(revision, " ", by=by, now=NOW)
    assert Revision.objects.get().name == ""


def test_naming_is_refused_to_who_may_not_edit(revision):
    with pytest.raises(NotAllowed):
        name_revision(revision, "A", by=make_account(is_superuser=False), now=NOW)


def test_name_that_is_too_long_is_refused(revision):
    with pytest.raises(NotReady, match="at most 200 characters"):
        name_revision(revision, "x" * 201, by=make_account(), now=NOW)


def test_nothing_else_of_a_revision_is_changed(revision):
    revision.content = "{}"
    with pytest.raises(Immutable):
        revision.save()
    with pytest.raises(Immutable):
        revision.save(update_fields=["name", "content"])
    with pytest.raises(Immutable):
        Revision.objects.update(content="{}")
    with pytest.raises(Immutable):
        Revision.objects.bulk_update([revision], ["name"])

    assert Revision.objects.get().content != "{}"


def test_account_that_is_erased_leaves_its_revisions():
    case_study = make_case()
    case_study.revisions.get().saved_by.delete()

    assert case_study.revisions.get().saved_by is None
