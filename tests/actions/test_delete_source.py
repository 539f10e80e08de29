"""A deleted source comes back whole."""

from datetime import date

import pytest

from casestudies.actions.delete_source import delete_source, restore_source
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, CaseStudy, DeletedSource, Passage, Source
from tests.actions.test_check_statement import make_request
from tests.factories import NOW, make_account, make_case, make_source

pytestmark = pytest.mark.django_db
WHAT_IS_QUOTED = ("case_study", "statement_key", "words", "locator", "by", "request", "at")


def test_deleted_source_comes_back_whole_and_both_are_noted():
    by = make_account()
    source = make_source(
        "lonely2024",
        archived_url="https://archive.ph/x",
        archived_on=date(2024, 12, 1),
        extra={"ISSN": "1"},
        doi="10.1000/x",
    )
    before = Source.objects.values().exclude(pk=0).get()

    deleted = delete_source(source, by=by, now=NOW)
    assert not Source.objects.exists()
    restore_source(deleted, by=by, now=NOW)

    after = Source.objects.values().get()
    left = ("id", "created_at", "updated_at")
    assert {name: value for name, value in after.items() if name not in left} == {
        name: value for name, value in before.items() if name not in left
    }
    assert str(Source.objects.get().authors.get()) == "Wiggers, Kyle"
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "subject_id")) == [
        ("source.deleted", str(source.uuid)),
        ("source.restored", str(source.uuid)),
    ]
    with pytest.raises(WrongStage):
        restore_source(deleted, by=by, now=NOW)


def test_passages_come_back_with_their_source():
    by, checker = make_account(), make_account()
    case_study, other = make_case(), make_case()
    source = make_source("lonely2024")
    asked = make_request(case_study)
    quoted = {"source": source, "locator": "p. 4", "at": NOW}
    Passage.objects.create(case_study=case_study, statement_key="a" * 64, words="One", by=checker, **quoted)
    Passage.objects.create(case_study=case_study, statement_key="b" * 64, words="Two", request=asked, **quoted)
    Passage.objects.create(case_study=other, statement_key="a" * 64, words="Of a draft that goes", by=by, **quoted)
    before = list(Passage.objects.filter(case_study=case_study).order_by("words").values(*WHAT_IS_QUOTED))

    deleted = delete_source(source, by=by, now=NOW)
    assert not Passage.objects.exists()
    other.revisions.all().delete()
    CaseStudy.objects.filter(pk=other.pk).delete()
    restored = restore_source(deleted, by=by, now=NOW)

    assert list(Passage.objects.order_by("words").values(*WHAT_IS_QUOTED)) == before
    assert set(Passage.objects.values_list("source", flat=True)) == {restored.pk}


def test_source_in_use_or_gone_is_not_deleted():
    by = make_account()
    make_case(by=by)
    used, gone = Source.objects.get(key="ars2024"), make_source("gone2024")
    Source.objects.filter(pk=gone.pk).delete()

    for source in (used, gone):
        with pytest.raises(WrongStage):
            delete_source(source, by=by, now=NOW)
    assert not DeletedSource.objects.exists()


def test_source_whose_key_was_given_anew_does_not_come_back():
    by = make_account()
    deleted = delete_source(make_source("taken2024"), by=by, now=NOW)
    make_source("taken2024")

    with pytest.raises(NotReady, match="has the key “taken2024” by now"):
        restore_source(deleted, by=by, now=NOW)


def test_who_may_not_neither_deletes_nor_brings_back():
    reader = make_account(is_superuser=False)
    source = make_source()
    with pytest.raises(NotAllowed):
        delete_source(source, by=reader, now=NOW)
    deleted = delete_source(source, by=make_account(), now=NOW)
    with pytest.raises(NotAllowed):
        restore_source(deleted, by=reader, now=NOW)
