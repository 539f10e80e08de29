"""Shared records are created, changed or left alone, and the audit says which."""

import pytest

from casestudies.actions.save_framework import save_framework
from casestudies.actions.save_library import Outcome, save_instrument, save_topic
from casestudies.actions.save_source import save_source
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import AuditEntry, Classification, FrameworkTerm, PolicyInstrument, Source, SourceAuthor, Topic
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db

TOPIC = {"slug": "testing", "name": "Testing", "description": ""}
SOURCE = {
    "key": "smith2024",
    "title": "A report",
    "authors": [{"family": "Smith", "given": "Ann", "literal": ""}, {"family": "", "given": "", "literal": "Desk"}],
}


@pytest.fixture
def save():
    by = make_account()

    def saving(action, item, *, overwrite=False):
        return action(item, by=by, now=NOW, overwrite=overwrite)

    return saving


def term(key, *terms, name="Name"):
    return {"key": key, "name": name, "note": "", "terms": list(terms)}


def framework(*terms):
    return {
        "key": "risks",
        "version": "1",
        "name": "Risks",
        "publisher": "",
        "url": "",
        "note": "",
        "terms": list(terms),
    }


def test_record_that_is_absent_is_created(save):
    saved = save(save_topic, TOPIC)
    assert (saved.outcome, saved.record) == (Outcome.CREATED, Topic.objects.get())
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_type, entry.subject_id, entry.subject_label, entry.at) == (
        "topic.created", "topic", str(saved.record.uuid), "Testing", NOW
    )  # fmt: skip


def test_record_that_is_the_same_is_not_written(save):
    save(save_topic, TOPIC)
    assert save(save_topic, TOPIC, overwrite=True).outcome is Outcome.SAME
    assert AuditEntry.objects.count() == 1


def test_record_that_differs_is_kept_unless_it_is_to_be_overwritten(save):
    save(save_topic, TOPIC)
    renamed = TOPIC | {"name": "Tests"}
    assert save(save_topic, renamed).outcome is Outcome.KEPT
    assert Topic.objects.get().name == "Testing"
    assert save(save_topic, renamed, overwrite=True).outcome is Outcome.CHANGED
    assert Topic.objects.get().name == "Tests"
    assert [entry.verb for entry in AuditEntry.objects.order_by("id")] == ["topic.created", "topic.changed"]


def test_record_with_something_wrong_is_refused_with_its_place(save):
    with pytest.raises(NotReady) as refused:
        save(save_topic, TOPIC | {"name": ""})
    assert [(problem.message, problem.place) for problem in refused.value.problems] == [
        ("This field cannot be blank.", "name")
    ]
    assert not Topic.objects.exists()


def test_library_is_closed_to_who_may_not_edit_it():
    with pytest.raises(NotAllowed):
        save_topic(TOPIC, by=make_account(is_superuser=False), now=NOW, overwrite=False)
    assert not Topic.objects.exists()


def test_days_are_given_as_text(save):
    save(
        save_instrument,
        {
            "key": "act",
            "title": "An act",
            "kind": "law",
            "jurisdiction": "EU",
            "adopted_on": "2024-09-17",
            "published_on": "",
            "ended_on": "",
        },
    )
    instrument = PolicyInstrument.objects.get()
    assert (instrument.adopted_on.isoformat(), instrument.ended_on) == ("2024-09-17", None)


def test_authors_of_a_source_are_replaced_in_order(save):
    save(save_source, SOURCE)
    save(save_source, SOURCE | {"authors": SOURCE["authors"][::-1]}, overwrite=True)
    assert [str(author) for author in Source.objects.get().authors.all()] == ["Desk", "Smith, Ann"]
    assert save(save_source, SOURCE).outcome is Outcome.KEPT


def test_source_with_a_nameless_author_is_refused_whole(save):
    with pytest.raises(NotReady) as refused:
        save(save_source, SOURCE | {"authors": [*SOURCE["authors"], {"family": "", "given": "", "literal": ""}]})
    assert [problem.place for problem in refused.value.problems] == ["authors[2]"]
    assert (Source.objects.count(), SourceAuthor.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_framework_keeps_its_tree_of_terms(save):
    save(save_framework, framework(term("6", term("6.3"), term("6.4")), term("7")))
    assert [(row.key, row.parent and row.parent.key) for row in FrameworkTerm.objects.all()] == [
        ("6", None), ("6.3", "6"), ("6.4", "6"), ("7", None)
    ]  # fmt: skip


def test_terms_move_and_go_without_losing_what_refers_to_them(save):
    save(save_framework, framework(term("6", term("6.3")), term("7")))
    kept = FrameworkTerm.objects.get(key="6.3").pk
    save(save_framework, framework(term("7", term("6.3", name="Work"))), overwrite=True)
    moved = FrameworkTerm.objects.get(key="6.3")
    assert (moved.pk, moved.name, moved.parent.key) == (kept, "Work", "7")
    assert not FrameworkTerm.objects.filter(key="6").exists()


def test_term_that_a_case_is_classified_under_is_never_deleted(save):
    make_case()
    item = {
        "key": "mit-ai-risk",
        "version": "2025-04",
        "name": "X",
        "publisher": "",
        "url": "",
        "note": "",
        "terms": [],
    }
    with pytest.raises(NotReady, match=r"Case studies are classified under “6\.3”"):
        save(save_framework, item, overwrite=True)
    assert Classification.objects.get().term.framework.name == "MIT AI Risk Repository"


def test_term_twice_in_one_framework_is_refused_with_its_place(save):
    with pytest.raises(NotReady) as refused:
        save(save_framework, framework(term("6", term("7")), term("7")))
    assert [problem.place for problem in refused.value.problems] == ["terms[1].key"]
    assert not FrameworkTerm.objects.exists()
