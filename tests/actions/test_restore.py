"""Restoring brings a text back whole, as a new revision, or says why it cannot and changes nothing."""

import json

import pytest
from django.contrib.auth.models import Permission

from casestudies.actions.restore import restore_edition, restore_revision, restore_section
from casestudies.actions.save_draft import settle_draft
from casestudies.errors import NotAllowed, NotReady, StaleDraft
from casestudies.models import AuditEntry, CaseStudy, Revision, Source
from casestudies.publication.snapshot import take_snapshot
from tests.factories import NOW, cite, make_account, make_case, make_picture, make_source, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
SECRET = "Only teachers read this."


@world
def by():
    return make_account(username="maria")


@world
def case(by):
    """Saved once whole, then without its second section and with another note."""
    figure = {"key": "map", "kind": "image", "sha256": make_picture().sha256, "video_url": "", "alt": "A map.",
              "caption": "", "credit": "", "licence": None}  # fmt: skip
    draft = make_case(by=by, note=SECRET, sections=3, figures=[figure])
    question, section = draft.questions.get(), draft.sections.get(position=2)
    section.prose += '<figure data-figure="map"></figure>'
    section.save()
    question.section = section
    question.save()
    settle_draft(draft, by=by, now=NOW)
    section.delete()
    draft.figures.all().delete()
    draft.questions.update(teacher_note="Another note.")
    settle_draft(draft, by=by, now=NOW)
    return CaseStudy.objects.get(pk=draft.pk)


def revision(case, number):
    return Revision.objects.get(case_study=case, number=number)


def section_uuid(case):
    return json.loads(revision(case, 2).content)["sections"][1]["uuid"]


def test_restoring_a_revision_makes_a_new_one_that_says_the_same(case, by):
    restored = restore_revision(case, revision(case, 2), by=by, now=NOW, base_version=3)

    old = revision(case, 2)
    assert (restored.number, restored.content, restored.teaching) == (4, old.content, old.teaching)
    assert case.questions.get().teacher_note == SECRET
    assert [entry["what"] for entry in restored.outline if entry["part"] == "sections"] == ["added"]


def test_restoring_is_kept_in_the_audit_with_where_it_came_from(case, by):
    restore_revision(case, revision(case, 2), by=by, now=NOW, base_version=3)

    entry = AuditEntry.objects.get(verb="case_study.restored")
    assert (entry.actor, entry.detail) == (by.uuid, {"from": "revision 2", "revision": 4})


def test_restoring_an_edition_makes_the_draft_say_what_it_says(by):
    edition = publish_case(by=by)
    case = edition.case_study
    revise_case(case, by=by)

    restored = restore_edition(case, edition, by=by, now=NOW, base_version=2)

    assert (restored.content_digest, restored.teaching_digest) == (edition.content_digest, edition.teaching_digest)


def test_restoring_what_the_draft_says_makes_nothing(case, by):
    before = AuditEntry.objects.count()

    assert restore_revision(case, revision(case, 3), by=by, now=NOW, base_version=3) is None
    assert (Revision.objects.count(), AuditEntry.objects.count()) == (3, before)


def test_restoring_over_a_newer_save_is_refused(case, by):
    with pytest.raises(StaleDraft):
        restore_revision(case, revision(case, 1), by=by, now=NOW, base_version=2)
    with pytest.raises(StaleDraft):
        restore_section(case, section_uuid(case), revision(case, 2), by=by, now=NOW, base_version=2)

    assert Revision.objects.count() == 3


def test_restoring_is_refused_to_who_may_not_edit_and_to_who_may_not_see(case):
    reader = make_account(is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename="view_casestudy"))
    writer = make_account(is_superuser=False)
    writer.user_permissions.set(Permission.objects.filter(codename="change_casestudy"))
    CaseStudy.objects.filter(pk=case.pk).update(is_limited=True)

    for account in (reader, writer):
        with pytest.raises(NotAllowed):
            restore_revision(case, revision(case, 2), by=account, now=NOW, base_version=3)
        with pytest.raises(NotAllowed):
            restore_section(case, section_uuid(case), revision(case, 2), by=account, now=NOW, base_version=3)


def test_restoring_with_a_source_that_is_gone_restores_nothing_and_names_it(case, by):
    make_source("gone2024")
    draft_section = case.sections.first()
    draft_section.prose = f"<p>Cited.{cite('gone2024')}</p>"
    draft_section.save()
    settle_draft(case, by=by, now=NOW)
    revise_case(case, by=by)
    case.references.filter(source__key="gone2024").delete()
    settle_draft(case, by=by, now=NOW)
    Source.objects.filter(key="gone2024").delete()
    version = CaseStudy.objects.get(pk=case.pk).version
    before = take_snapshot(case).content

    with pytest.raises(NotReady, match="gone2024"):
        restore_revision(case, revision(case, 4), by=by, now=NOW, base_version=version)

    assert take_snapshot(case).content == before
    assert CaseStudy.objects.get(pk=case.pk).version == version
    assert not AuditEntry.objects.filter(verb="case_study.restored").exists()


def test_revision_of_another_case_study_is_refused(case, by):
    other = make_case(by=by)

    with pytest.raises(NotReady, match="another case study"):
        restore_revision(case, revision(other, 1), by=by, now=NOW, base_version=3)


def test_deleted_section_comes_back_where_it_stood_with_its_figure_and_question(case, by):
    restored = restore_section(case, section_uuid(case), revision(case, 2), by=by, now=NOW, base_version=3)

    assert restored.number == 4
    assert list(case.sections.values_list("heading", "anchor")) == [
        ("Part 1", "part-1"),
        ("Part 2", "part-2"),
        ("Part 3", "part-3"),
    ]
    assert case.figures.get().key == "map"
    assert case.questions.get().section.heading == "Part 2"
    assert case.questions.get().teacher_note == "Another note."


def test_section_gets_another_anchor_where_its_own_was_taken(case, by):
    last = case.sections.last()
    last.anchor = "part-2"
    last.save()
    settle_draft(case, by=by, now=NOW)

    restore_section(case, section_uuid(case), revision(case, 2), by=by, now=NOW, base_version=4)

    assert list(case.sections.values_list("anchor", flat=True)) == ["part-1", "part-2-2", "part-2"]


def test_section_that_is_there_is_not_restored(case, by):
    uuid = str(case.sections.first().uuid)

    with pytest.raises(NotReady, match="in the draft already"):
        restore_section(case, uuid, revision(case, 2), by=by, now=NOW, base_version=3)
