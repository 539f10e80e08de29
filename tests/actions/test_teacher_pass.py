"""Granting, revoking and counting teacher passes."""

from datetime import timedelta

import pytest

from casestudies.actions.prune import PASSES_KEPT, ended_passes
from casestudies.actions.teacher_pass import count_pass_use, grant_teacher_pass, revoke_teacher_pass
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, CaseStudy, PublicState, TeacherPass
from casestudies.queries.private_tokens import digest_of_token
from casestudies.queries.teacher_passes import opened_cases, opens, pass_of, works
from tests.factories import NOW, make_account, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_account()


@world
def live(editor):
    publish_case(make_case(slug="live", by=editor), by=editor)
    return CaseStudy.objects.get(slug="live")


def grant(case_study, by, **changes):
    return grant_teacher_pass(case_study, by=by, now=NOW, **({"label": " Dr Okoye ", "days": 30} | changes))


def test_pass_keeps_no_token_and_says_who_granted_it(live, editor):
    granted, token = grant(live, editor, email="okoye@example.org")

    assert len(token) >= 32
    assert granted.token_digest == digest_of_token(token)
    assert token not in str(TeacherPass.objects.values_list().get())
    assert (granted.label, granted.granted_by, granted.expires_at) == ("Dr Okoye", editor, NOW + timedelta(days=30))
    entry = AuditEntry.objects.get(verb="teacher_pass.granted")
    assert (entry.subject_id, entry.detail) == (
        str(live.uuid),
        {"pass": str(granted.uuid), "for": "Dr Okoye", "days": 30},
    )


def test_pass_for_all_is_told_of_the_pass_itself(live, editor):
    granted, _token = grant(None, editor)
    revoke_teacher_pass(granted, by=editor, now=NOW)

    entries = AuditEntry.objects.filter(subject_type="teacherpass", subject_id=str(granted.uuid)).order_by("pk")
    verbs = list(entries.values_list("verb", flat=True))
    assert verbs == ["teacher_pass.granted_for_all", "teacher_pass.revoked_for_all"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [({"label": " "}, "label"), ({"days": 0}, "days"), ({"days": 731}, "days"), ({"email": "okoye"}, "email")],
)
def test_pass_asks_for_whom_and_how_long(live, editor, changes, place):
    with pytest.raises(NotReady) as refused:
        grant(live, editor, **changes)

    assert [problem.place for problem in refused.value.problems] == [place]
    assert not TeacherPass.objects.exists()


def test_pass_for_what_was_never_published_is_refused(editor):
    with pytest.raises(NotReady, match="never published"):
        grant(make_case(by=editor), editor)


def test_author_grants_no_pass_for_one_or_for_all(live):
    author = make_member("Author")
    for case_study in (live, None):
        with pytest.raises(NotAllowed):
            grant(case_study, author)


def test_pass_works_until_it_expires_or_is_revoked(live, editor):
    granted, token = grant(live, editor)

    assert pass_of(token) == granted
    assert pass_of(token[:-1]) is None
    assert works(granted, granted.expires_at - timedelta(seconds=1))
    assert not works(granted, granted.expires_at)
    revoked = revoke_teacher_pass(granted, by=editor, now=NOW)
    assert not works(revoked, NOW)
    with pytest.raises(WrongStage):
        revoke_teacher_pass(granted, by=editor, now=NOW)


def test_pass_opens_its_case_alone_and_one_for_all_leaves_out_what_is_limited(live, editor):
    for slug in ("other", "limited"):
        publish_case(make_case(slug=slug, by=editor), by=editor)
    CaseStudy.objects.filter(slug="limited").update(is_limited=True)
    states = {state.slug: state for state in PublicState.objects.all()}
    limited = CaseStudy.objects.get(slug="limited")

    for case_study, slugs in ((live, {"live"}), (limited, {"limited"}), (None, {"live", "other"})):
        granted, _token = grant(case_study, editor)
        assert {slug for slug, state in states.items() if opens(granted, state)} == slugs
        assert {state.slug for state in opened_cases(granted).states} == slugs


def test_use_is_counted(live, editor):
    granted, _token = grant(live, editor)
    count_pass_use(granted, now=NOW)
    count_pass_use(granted, now=NOW + timedelta(hours=1))

    granted.refresh_from_db()
    assert (granted.uses, granted.last_used_at) == (2, NOW + timedelta(hours=1))


def test_pass_that_ended_two_years_ago_is_pruned_with_its_address(live, editor):
    granted, _token = grant(live, editor)

    assert ended_passes(granted.expires_at + PASSES_KEPT) == 0
    assert ended_passes(granted.expires_at + PASSES_KEPT + timedelta(seconds=1)) == 1
