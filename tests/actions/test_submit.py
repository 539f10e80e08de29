"""Submitting hands a draft to those who review it."""

import pytest

from casestudies.actions.limit import limit
from casestudies.actions.return_draft import return_draft
from casestudies.actions.submit import submit
from casestudies.enums import NotificationKind, Stage
from casestudies.errors import NotAllowed, NothingToPublish, StaleDraft, WrongStage
from casestudies.models import CaseStudy, Notification
from tests.actions.told import audited, told
from tests.factories import NOW, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def author():
    return make_member("Author")


@world
def case_study(author):
    return make_case(by=author)


def test_submit_puts_the_text_in_review_and_tells_those_who_review(author):
    editor, publisher = make_member("Editor"), make_member("Publisher")
    make_member("Fact-checker")
    make_member("Editor", first_name="Gone", is_active=False)
    case_study = make_case(by=author)

    draft = submit(case_study, by=author, now=NOW, base_version=1)

    assert (draft.stage, draft.submitted_at, draft.submitted_by) == (Stage.IN_REVIEW, NOW, author)
    assert (draft.version, draft.revisions.count()) == (1, 1)
    names, sentence = told(NotificationKind.SUBMITTED)
    assert (names, sentence) == (["Editor", "Publisher"], f"Author submitted “{case_study.title}” for review.")
    assert {row.case_study for row in Notification.objects.all()} == {case_study}
    entry = audited("case_study.submitted")
    assert (entry.actor, entry.subject_id, entry.flagged) == (author.uuid, str(case_study.uuid), False)
    assert entry.detail == {"stage": "in_review", "stage_before": "draft", "version": 1}
    assert {editor.first_name, publisher.first_name} == set(names)


def test_submit_what_is_not_ready_is_for_the_reviewer_to_say(author):
    assert submit(make_case(by=author, summary="", licence=None), by=author, now=NOW).stage == Stage.IN_REVIEW


def test_submit_a_text_saved_since_it_was_looked_at_is_refused(author, case_study):
    revise_case(case_study)

    with pytest.raises(StaleDraft, match="Look at the new text, then submit it") as caught:
        submit(case_study, by=author, now=NOW, base_version=1)

    assert caught.value.current == 2
    assert CaseStudy.objects.get().stage == Stage.DRAFT


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.IN_REVIEW, "This text is in review. Only a draft can be submitted."),
        (Stage.APPROVED, "This text is approved. Only a draft can be submitted."),
        (Stage.SCHEDULED, "This text is scheduled. Only a draft can be submitted."),
    ],
)
def test_submit_what_is_no_draft_is_refused(author, stage, sentence, case_study):
    CaseStudy.objects.update(stage=stage)

    with pytest.raises(WrongStage) as caught:
        submit(case_study, by=author, now=NOW)

    assert str(caught.value) == sentence


def test_submit_what_the_edition_says_already_is_refused(author):
    case_study = publish_case().case_study

    with pytest.raises(NothingToPublish, match="word for word what edition 1 says"):
        submit(case_study, by=author, now=NOW)


@pytest.mark.parametrize("role", ["Fact-checker", "Partnerships", "Administrator"])
def test_submit_without_the_permission_is_refused(role):
    with pytest.raises(NotAllowed, match="You may not submit this case study for review"):
        submit(make_case(), by=make_member(role), now=NOW)


def test_submit_what_was_deleted_meanwhile_is_refused(author, case_study):
    CaseStudy.objects.all().delete()

    with pytest.raises(WrongStage, match="somebody deleted it"):
        submit(case_study, by=author, now=NOW)


def test_submit_a_limited_draft_tells_only_those_who_are_named(author):
    named = make_member("Editor", first_name="Named")
    make_member("Editor", first_name="SENTINEL")
    case_study = make_case(by=author)
    limit(case_study, by=make_member("Editor", first_name="Chief"), now=NOW, to=[author, named])

    submit(case_study, by=author, now=NOW)

    assert told(NotificationKind.SUBMITTED)[0] == ["Chief", "Named"]


def test_submit_again_keeps_the_reason_of_the_return_and_begins_the_review_anew(author):
    editor = make_member("Editor")
    case_study = make_case(by=author)
    submit(case_study, by=author, now=NOW)
    return_draft(case_study, by=editor, now=NOW, reason="Too long.")

    draft = submit(case_study, by=author, now=NOW)

    assert (draft.stage, draft.reviewer, draft.return_reason) == (Stage.IN_REVIEW, None, "Too long.")
