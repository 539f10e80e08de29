"""Returning a text gives its author the reason."""

import pytest

from casestudies.actions.claim_review import claim_review
from casestudies.actions.return_draft import return_draft
from casestudies.actions.schedule import schedule
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind, NotificationKind, ScheduleState, Stage
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import CaseStudy, Schedule
from tests.actions.told import audited, told
from tests.factories import NOW, approve_case, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def author():
    return make_member("Author")


@world
def submitted(author):
    return submit(make_case(by=author), by=author, now=NOW)


def test_return_keeps_the_reason_and_tells_the_author(submitted, author):
    editor = make_member("Editor")
    claim_review(submitted, by=editor, now=NOW)

    draft = return_draft(submitted, by=editor, now=NOW, reason=" Section 2 names a minor. ")

    assert (draft.stage, draft.return_reason) == (Stage.DRAFT, "Section 2 names a minor.")
    assert (draft.returned_at, draft.returned_by, draft.reviewer) == (NOW, editor, None)
    assert draft.submitted_by == author
    sentence = f"Editor returned “{draft.title}”: Section 2 names a minor."
    assert told(NotificationKind.RETURNED) == (["Author"], sentence)
    assert audited("case_study.returned").detail == {
        "stage": "draft",
        "stage_before": "in_review",
        "reason": "Section 2 names a minor.",
    }


def test_return_an_approved_text_takes_the_approval_and_a_failed_appointment_away(submitted):
    digests = approve_case(submitted)
    by = make_account()
    schedule(
        submitted, by=by, now=NOW, publish_at=NOW.replace(year=2027), kind=EditionKind.INITIAL, change_note="x",
        expected=digests,
    )  # fmt: skip
    Schedule.objects.update(state=ScheduleState.FAILED)
    CaseStudy.objects.update(stage=Stage.APPROVED)

    draft = return_draft(submitted, by=make_member("Editor"), now=NOW, reason="Not yet.")

    assert (draft.stage, draft.approved_content_digest, draft.approved_by) == (Stage.DRAFT, "", None)
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_return_without_a_reason_is_refused(submitted, reason):
    with pytest.raises(NotReady) as caught:
        return_draft(submitted, by=make_member("Editor"), now=NOW, reason=reason)

    assert [(item.message, item.place) for item in caught.value.problems] == [
        ("Say what is to be changed; the author sees it.", "reason")
    ]


def test_return_a_scheduled_text_takes_its_appointment_back_and_says_so(submitted):
    at = NOW.replace(year=2027)
    schedule(
        submitted, by=make_member("Publisher"), now=NOW, publish_at=at, kind=EditionKind.INITIAL, change_note="x",
        expected=approve_case(submitted),
    )  # fmt: skip

    draft = return_draft(submitted, by=make_member("Editor"), now=NOW, reason="A name is wrong.")

    assert (draft.stage, draft.approved_content_digest, draft.return_reason) == (Stage.DRAFT, "", "A name is wrong.")
    assert not Schedule.objects.exists()
    detail = audited("case_study.returned").detail
    assert (detail["stage_before"], detail["publish_at"]) == ("scheduled", at.isoformat())
    people, sentence = told(NotificationKind.RETURNED)
    assert people == ["Author", "Publisher"]
    assert sentence.startswith(f"Editor returned “{draft.title}” and took back its appointment for ")
    assert sentence.endswith(": A name is wrong.")


def test_return_of_a_draft_is_refused(submitted):
    CaseStudy.objects.update(stage=Stage.DRAFT)

    with pytest.raises(WrongStage, match="Only a text in review, approved or scheduled can be returned"):
        return_draft(submitted, by=make_member("Editor"), now=NOW, reason="x")


def test_return_without_the_permission_is_refused(submitted, author):
    with pytest.raises(NotAllowed, match="You may not review"):
        return_draft(submitted, by=author, now=NOW, reason="x")
