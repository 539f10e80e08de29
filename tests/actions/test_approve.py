"""An approval binds to one text, and to somebody who did not write it."""

from datetime import timedelta

import pytest

from casestudies.actions.approve import approve
from casestudies.actions.claim_review import claim_review
from casestudies.actions.publish import publish
from casestudies.actions.save_draft import settle_draft
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind, NotificationKind, Stage
from casestudies.errors import NotAllowed, NotReady, StaleDraft, WrongStage
from casestudies.models import AuditEntry, CaseStudy, PublicationSettings, Section, Source
from casestudies.publication.snapshot import take_snapshot
from casestudies.readiness import blockers
from tests.actions.told import audited, told
from tests.factories import NOW, make_case, make_member, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def digests(case_study):
    snapshot = take_snapshot(case_study)
    return snapshot.content_digest, snapshot.teaching_digest


@world
def author():
    return make_member("Author")


@world
def editor():
    return make_member("Editor")


@world
def submitted(author):
    return submit(make_case(by=author), by=author, now=NOW)


def test_approve_binds_to_the_text_and_tells_author_and_publishers(submitted, editor):
    make_member("Publisher")
    seen = digests(submitted)

    draft = approve(submitted, by=editor, now=LATER, expected=seen)

    assert (draft.stage, draft.approved_at, draft.approved_by) == (Stage.APPROVED, LATER, editor)
    assert (draft.approved_content_digest, draft.approved_teaching_digest) == seen
    sentence = f"Editor approved “{draft.title}”. It can be published."
    assert told(NotificationKind.APPROVED) == (["Author", "Publisher"], sentence)
    entry = audited("case_study.approved")
    assert (entry.flagged, entry.detail) == (
        False,
        {"stage": "approved", "stage_before": "in_review", "content_digest": seen[0]},
    )


def test_approve_what_changed_since_it_was_read_is_refused(submitted, editor):
    seen = digests(submitted)
    Section.objects.filter(case_study=submitted, position=1).update(heading="Another")
    settle_draft(submitted, by=editor, now=NOW)
    CaseStudy.objects.update(stage=Stage.IN_REVIEW)

    with pytest.raises(StaleDraft, match="The text changed since you opened this page; look again"):
        approve(submitted, by=make_member("Publisher"), now=NOW, expected=seen)


def test_approve_after_a_source_changed_since_it_was_read_is_refused(submitted, editor):
    seen = digests(submitted)
    Source.objects.filter(key="ars2024").update(title="Corrected title")

    with pytest.raises(StaleDraft, match="A source or another shared record changed"):
        approve(submitted, by=editor, now=NOW, expected=seen)


def test_approve_anew_what_a_source_changed_since(submitted, editor):
    approve(submitted, by=editor, now=NOW, expected=digests(submitted))
    Source.objects.filter(key="ars2024").update(title="Corrected title")
    how = {"by": make_member("Publisher"), "now": NOW, "kind": EditionKind.INITIAL, "change_note": "x"}

    with pytest.raises(WrongStage) as caught:
        publish(submitted, **how)
    assert str(caught.value) == (
        "A source or another shared record changed since the text was approved. Have it approved again."
    )

    approve(submitted, by=editor, now=NOW, expected=digests(submitted))
    assert publish(submitted, **how).number == 1


def test_approve_twice_is_refused(submitted, editor):
    approve(submitted, by=editor, now=NOW, expected=digests(submitted))

    with pytest.raises(WrongStage, match=r"This text is approved\. Only a text in review can be approved"):
        approve(submitted, by=editor, now=NOW, expected=digests(submitted))


def test_approve_a_draft_is_refused(editor, author):
    case_study = make_case(by=author)

    with pytest.raises(WrongStage, match=r"This text is a draft\. Only a text in review can be approved"):
        approve(case_study, by=editor, now=NOW, expected=digests(case_study))


def test_approve_what_is_not_ready_is_refused_in_the_words_of_the_panel(author, editor):
    case_study = submit(make_case(by=author, summary="", contributors=[]), by=author, now=NOW)

    with pytest.raises(NotReady) as caught:
        approve(case_study, by=editor, now=NOW, expected=digests(case_study))

    assert caught.value.problems == list(blockers(take_snapshot(case_study).document))
    assert len(caught.value.problems) >= 2


def test_approve_ones_own_text_is_refused_and_says_who_may(editor):
    make_member("Publisher", first_name="Ada", last_name="King")
    make_member("Editor", first_name="Bo")
    case_study = submit(make_case(by=editor), by=editor, now=NOW)

    with pytest.raises(NotAllowed) as caught:
        approve(case_study, by=editor, now=NOW, expected=digests(case_study))

    assert str(caught.value) == (
        "You wrote or submitted this text, so somebody else has to approve it: Ada King and Bo may."
    )
    assert CaseStudy.objects.get().stage == Stage.IN_REVIEW


def test_approve_ones_own_text_where_nobody_else_may_says_so(editor):
    case_study = submit(make_case(by=editor), by=editor, now=NOW)

    with pytest.raises(NotAllowed, match="At present nobody else may: make somebody an editor"):
        approve(case_study, by=editor, now=NOW, expected=digests(case_study))


def test_approve_without_the_permission_is_refused_and_says_who_may(submitted, author, editor):
    with pytest.raises(NotAllowed) as caught:
        approve(submitted, by=author, now=NOW, expected=digests(submitted), override_reason="I want to.")

    assert str(caught.value) == "You may not approve this case study. Editor may."


def test_approve_ones_own_text_by_override_keeps_the_reason_and_is_flagged():
    publisher = make_member("Publisher")
    case_study = submit(make_case(by=publisher), by=publisher, now=NOW)
    how = {"by": publisher, "now": NOW, "expected": digests(case_study)}

    with pytest.raises(NotAllowed, match="Or give the reason why you approve it yourself"):
        approve(case_study, override_reason="  ", **how)
    approve(case_study, override_reason=" Nobody else is awake. ", **how)

    entry = audited("case_study.approved")
    assert (entry.flagged, entry.detail["override"], entry.detail["reason"]) == (
        True,
        "four eyes",
        "Nobody else is awake.",
    )


def test_approve_with_a_reason_that_was_not_needed_is_not_flagged(submitted):
    approve(submitted, by=make_member("Publisher"), now=NOW, expected=digests(submitted), override_reason="Why not.")

    entry = audited("case_study.approved")
    assert (entry.flagged, "reason" in entry.detail) == (False, False)


def test_approve_ones_own_text_where_four_eyes_are_off(editor):
    PublicationSettings.objects.create(four_eyes=False)
    case_study = submit(make_case(by=editor), by=editor, now=NOW)

    assert approve(case_study, by=editor, now=NOW, expected=digests(case_study)).approved_by == editor


def test_approve_an_update_by_who_wrote_only_the_edition_before(editor):
    case_study = publish_case(make_case(by=editor)).case_study
    author = make_member("Author")
    revise_case(case_study, by=author)
    submit(case_study, by=author, now=LATER)

    assert approve(case_study, by=editor, now=LATER, expected=digests(case_study)).stage == Stage.APPROVED


def test_approve_clears_the_return(submitted, editor):
    CaseStudy.objects.update(return_reason="Too long.", returned_at=NOW, lapsed_stage=Stage.APPROVED)

    draft = approve(submitted, by=editor, now=NOW, expected=digests(submitted))

    assert (draft.return_reason, draft.returned_at, draft.lapsed_stage) == ("", None, "")


def test_approve_what_somebody_else_claimed_is_possible(submitted, editor):
    claim_review(submitted, by=make_member("Editor", first_name="Away"), now=NOW)

    approve(submitted, by=editor, now=NOW, expected=digests(submitted))

    assert AuditEntry.objects.filter(verb="case_study.approved", actor=editor.uuid).exists()
    assert told(NotificationKind.APPROVED)[0] == ["Author", "Away"]
