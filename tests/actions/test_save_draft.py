"""Saving settles a draft, keeps a revision of every change, and refuses what is stale."""

from datetime import timedelta

import pytest
from django.db import transaction

from casestudies.actions.name_revision import name_revision
from casestudies.actions.save_draft import lock_draft, settle_draft
from casestudies.enums import Stage
from casestudies.errors import NotAllowed, NotReady, StaleDraft, WrongStage
from casestudies.models import AuditEntry, CaseStudy, Section
from casestudies.publication.numbering import FRAME_IDS
from tests.factories import NOW, cite, make_account, make_case, make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@world
def case_study():
    return make_case()


def test_draft_that_was_deleted_is_named_at_every_step():
    case_study, by = make_case(), make_account()
    revision = case_study.revisions.get()
    CaseStudy.objects.filter(pk=case_study.pk).delete()

    for act in (
        lambda: lock_draft(case_study.pk, by=by, base_version=1),
        lambda: settle_draft(case_study, by=by, now=LATER),
        lambda: name_revision(revision, "Read", by=by, now=LATER),
    ):
        with pytest.raises(WrongStage, match="somebody deleted it"), transaction.atomic():
            act()


def test_settle_unchanged_draft_keeps_no_revision(case_study):
    assert settle_draft(case_study, by=make_account(), now=LATER) is None
    assert case_study.revisions.count() == 1


def test_settle_changed_draft_keeps_a_revision_and_an_audit_entry(case_study):
    editor = make_account()
    case_study.sections.filter(position=2).update(heading="Another heading")

    revision = settle_draft(case_study, by=editor, now=LATER)

    case_study.refresh_from_db()
    assert (revision.number, case_study.version, case_study.updated_by, case_study.updated_at) == (2, 2, editor, LATER)
    assert list(AuditEntry.objects.order_by("id").values_list("verb", flat=True)) == [
        "case_study.created",
        "case_study.saved",
    ]


@pytest.mark.parametrize("stage", [Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED])
def test_settle_a_change_returns_the_draft_to_its_first_stage(stage, case_study):
    type(case_study).objects.filter(pk=case_study.pk).update(stage=stage, approved_content_digest="a" * 64)
    case_study.sections.filter(position=1).update(heading="Changed")

    settle_draft(case_study, by=make_account(), now=LATER)

    case_study.refresh_from_db()
    assert (case_study.stage, case_study.approved_content_digest) == (Stage.DRAFT, "")
    assert AuditEntry.objects.get(verb="case_study.saved").detail == {"revision": 2, "lapsed": stage}


def test_settle_without_a_change_keeps_the_approval(case_study):
    type(case_study).objects.filter(pk=case_study.pk).update(stage=Stage.APPROVED, approved_content_digest="a" * 64)

    settle_draft(case_study, by=make_account(), now=LATER)

    case_study.refresh_from_db()
    assert (case_study.stage, case_study.approved_content_digest) == (Stage.APPROVED, "a" * 64)


def test_settle_another_address_is_a_change_without_a_revision_that_takes_the_approval_back():
    case_study = make_case(slug="first-address")
    type(case_study).objects.filter(pk=case_study.pk).update(
        slug="second-address", stage=Stage.APPROVED, approved_content_digest="a" * 64
    )
    editor = make_account()

    revision = settle_draft(case_study, by=editor, now=LATER, slug_before="first-address")

    case_study.refresh_from_db()
    assert (revision, case_study.version, case_study.updated_by) == (None, 2, editor)
    assert (case_study.stage, case_study.approved_content_digest) == (Stage.DRAFT, "")
    assert AuditEntry.objects.get(verb="case_study.saved").detail == {
        "slug": "second-address",
        "slug_before": "first-address",
        "lapsed": "approved",
    }


def test_settle_text_after_another_address_keeps_a_revision_numbered_like_the_version():
    case_study = make_case(slug="first-address")
    type(case_study).objects.filter(pk=case_study.pk).update(slug="second-address")
    settle_draft(case_study, by=make_account(), now=LATER, slug_before="first-address")
    case_study.sections.filter(position=1).update(heading="Changed")

    revision = settle_draft(case_study, by=make_account(), now=LATER, slug_before="second-address")

    assert revision.number == 3
    assert list(case_study.revisions.values_list("number", flat=True)) == [3, 1]


def test_settle_cleans_prose_whatever_was_written(case_study):
    case_study.sections.filter(position=1).update(prose='<p onclick="x()">Text<script>alert(1)</script></p>')

    settle_draft(case_study, by=make_account(), now=LATER)

    assert case_study.sections.get(position=1).prose == "<p>Text</p>"


def test_settle_makes_references_of_newly_cited_sources_only_once(case_study):
    make_source("fresh2025")
    case_study.sections.filter(position=1).update(prose=f"<p>New.{cite('fresh2025', 'ars2024')}{cite('fresh2025')}</p>")

    settle_draft(case_study, by=make_account(), now=LATER)

    keys = sorted(case_study.references.values_list("source__key", flat=True))
    assert keys == ["ars2024", "fresh2025", "letter2024", "wiggers2024"]


def test_settle_a_citation_of_a_missing_source_names_it_and_its_place(case_study):
    case_study.sections.filter(position=2).update(prose=f"<p>Gone.{cite('deleted2020')}</p>")

    with pytest.raises(NotReady) as caught:
        settle_draft(case_study, by=make_account(), now=LATER)

    [problem] = caught.value.problems
    assert problem.place == "sections[1].prose"
    assert "deleted2020" in problem.message


def test_settle_fills_in_anchors_and_positions(case_study):
    Section.objects.create(case_study=case_study, position=0, heading="Part 1", prose="<p>Added last.</p>")
    Section.objects.create(case_study=case_study, position=0, heading="事件", prose="<p>No Latin letters.</p>")

    settle_draft(case_study, by=make_account(), now=LATER)

    assert list(case_study.sections.values_list("position", "anchor")) == [
        (1, "part-1"),
        (2, "part-2"),
        (3, "part-1-2"),
        (4, "section"),
    ]


def test_lock_a_draft_that_moved_on_is_refused(case_study):
    case_study.sections.filter(position=1).update(heading="Changed")
    settle_draft(case_study, by=make_account(username="grace"), now=LATER)

    with transaction.atomic(), pytest.raises(StaleDraft, match="grace saved this case study") as caught:
        lock_draft(case_study.pk, by=make_account(), base_version=1)

    assert caught.value.current == 2


def test_lock_without_the_permission_is_refused(case_study):
    with transaction.atomic(), pytest.raises(NotAllowed):
        lock_draft(case_study.pk, by=make_account(is_superuser=False), base_version=1)


@pytest.mark.parametrize("anchor", sorted(FRAME_IDS))
def test_settle_anchor_that_the_page_itself_uses_is_refused(anchor, case_study):
    case_study.sections.filter(position=2).update(anchor=anchor)

    with pytest.raises(NotReady, match="The page itself uses the anchor") as caught:
        settle_draft(case_study, by=make_account(), now=LATER)

    assert [problem.place for problem in caught.value.problems] == ["sections[1].anchor"]


def test_settle_heading_named_like_a_part_of_the_page_gets_another_anchor(case_study):
    case_study.sections.filter(position=2).update(heading="At a glance", anchor="")

    settle_draft(case_study, by=make_account(), now=LATER)

    assert case_study.sections.get(position=2).anchor == "at-a-glance-2"
