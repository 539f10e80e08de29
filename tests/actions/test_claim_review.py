"""One reviewer at a time says that a text is theirs."""

from datetime import timedelta

import pytest

from casestudies.actions.claim_review import claim_review, release_review
from casestudies.actions.submit import submit
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import AuditEntry
from tests.actions.told import audited
from tests.factories import NOW, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@world
def editor():
    return make_member("Editor")


@world
def submitted():
    author = make_member("Author")
    return submit(make_case(by=author), by=author, now=NOW)


def test_claim_names_the_reviewer_and_since_when(editor, submitted):
    draft = claim_review(submitted, by=editor, now=LATER)

    assert (draft.reviewer, draft.review_began_at) == (editor, LATER)
    assert audited("case_study.review_claimed").actor == editor.uuid


def test_claim_twice_changes_nothing(editor, submitted):
    claim_review(submitted, by=editor, now=NOW)

    assert claim_review(submitted, by=editor, now=LATER).review_began_at == NOW
    assert AuditEntry.objects.filter(verb="case_study.review_claimed").count() == 1


def test_claim_what_somebody_else_claimed_is_refused(editor, submitted):
    claim_review(submitted, by=make_member("Editor", first_name="Ada", last_name="King"), now=NOW)

    with pytest.raises(WrongStage) as caught:
        claim_review(submitted, by=editor, now=NOW)

    assert str(caught.value) == "Ada King is reviewing this text. Ask them to release it."


def test_claim_a_draft_is_refused(editor):
    with pytest.raises(WrongStage, match=r"This text is a draft\. Only a text in review can be claimed"):
        claim_review(make_case(), by=editor, now=NOW)


def test_claim_without_the_permission_is_refused(submitted):
    with pytest.raises(NotAllowed, match="You may not review this case study"):
        claim_review(submitted, by=make_member("Author"), now=NOW)


def test_claim_ones_own_text_is_refused(editor):
    case_study = submit(make_case(by=editor), by=make_member("Author"), now=NOW)

    with pytest.raises(NotAllowed, match="You wrote or submitted this text, so somebody else has to review it"):
        claim_review(case_study, by=editor, now=NOW)


def test_release_lets_somebody_else_claim_it(editor, submitted):
    claim_review(submitted, by=editor, now=NOW)

    draft = release_review(submitted, by=editor, now=LATER)

    assert (draft.reviewer, draft.review_began_at) == (None, None)
    assert audited("case_study.review_released").detail == {"reviewer": str(editor.uuid)}
    assert claim_review(submitted, by=make_member("Editor"), now=LATER).reviewer != editor


def test_release_for_somebody_else_is_for_whoever_assigns(editor, submitted):
    claim_review(submitted, by=editor, now=NOW)
    reviewer_only = make_member("Editor")
    reviewer_only.user_permissions.remove(reviewer_only.user_permissions.get(codename="assign_casestudy"))

    with pytest.raises(NotAllowed, match="Editor is reviewing this text and can release it"):
        release_review(submitted, by=reviewer_only, now=NOW)

    assert release_review(submitted, by=make_member("Publisher"), now=NOW).reviewer is None


def test_release_what_nobody_claimed_is_refused(editor, submitted):
    with pytest.raises(WrongStage, match="Nobody has claimed this text"):
        release_review(submitted, by=editor, now=NOW)


def test_release_without_the_permission_is_refused(editor, submitted):
    claim_review(submitted, by=editor, now=NOW)

    with pytest.raises(NotAllowed):
        release_review(submitted, by=make_member("Author"), now=NOW)
