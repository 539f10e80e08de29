"""Making, revoking and counting private preview links."""

from datetime import timedelta

import pytest

from casestudies.actions.preview_link import count_preview, make_preview_link, revoke_preview_link
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, CaseStudy, PreviewLink, Revision
from casestudies.queries.private_tokens import digest_of_token
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_account()


@world
def draft(editor):
    return make_case(by=editor)


def make(draft, by, **changes):
    return make_preview_link(draft, by=by, now=NOW, **({"label": " Legal ", "days": 7} | changes))


def test_link_keeps_no_token_and_says_who_made_it(draft, editor):
    link, token = make(draft, editor)

    assert len(token) >= 32
    assert link.token_digest == digest_of_token(token)
    assert token not in "".join(str(value) for value in PreviewLink.objects.filter(pk=link.pk).values_list()[0])
    assert (link.label, link.made_by, link.expires_at) == ("Legal", editor, NOW + timedelta(days=7))
    entry = AuditEntry.objects.get(verb="preview_link.made")
    assert entry.detail == {"link": str(link.uuid), "for": "Legal", "days": 7}
    assert token not in str(entry.detail)


def test_two_links_have_two_tokens(draft, editor):
    assert make(draft, editor)[1] != make(draft, editor)[1]


@pytest.mark.parametrize(
    ("changes", "place"), [({"label": " "}, "label"), ({"days": 0}, "days"), ({"days": 91}, "days")]
)
def test_link_asks_for_whom_and_how_long(draft, editor, changes, place):
    with pytest.raises(NotReady) as refused:
        make(draft, editor, **changes)
    assert [problem.place for problem in refused.value.problems] == [place]
    assert not PreviewLink.objects.exists()


def test_link_to_another_cases_revision_is_refused(draft, editor):
    other = Revision.objects.get(case_study=make_case(by=editor))
    with pytest.raises(NotReady, match="another case study"):
        make(draft, editor, revision=other)


def test_who_may_not_share_makes_and_revokes_nothing(draft, editor):
    reader = make_account(is_superuser=False)
    with pytest.raises(NotAllowed):
        make(draft, reader)
    link, _token = make(draft, editor)
    with pytest.raises(NotAllowed):
        revoke_preview_link(link, by=reader, now=NOW)
    link.refresh_from_db()
    assert link.revoked_at is None


def test_link_is_revoked_once(draft, editor):
    link, _token = make(draft, editor)
    revoke_preview_link(link, by=editor, now=NOW)
    with pytest.raises(WrongStage):
        revoke_preview_link(link, by=editor, now=NOW + timedelta(hours=1))
    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert AuditEntry.objects.filter(verb="preview_link.revoked").count() == 1


def test_readings_are_counted(draft, editor):
    link, _token = make(draft, editor)
    for minutes in (1, 2):
        count_preview(link, now=NOW + timedelta(minutes=minutes))
    link.refresh_from_db()
    assert (link.views, link.last_viewed_at) == (2, NOW + timedelta(minutes=2))


def test_draft_that_somebody_deleted_says_so(draft, editor):
    link, _token = make(draft, editor)
    Revision.objects.filter(case_study=draft).delete()
    CaseStudy.objects.filter(pk=draft.pk).delete()

    for act in (
        lambda: make(draft, editor),
        lambda: revoke_preview_link(PreviewLink(pk=link.pk, case_study_id=draft.pk), by=editor, now=NOW),
    ):
        with pytest.raises(WrongStage, match="somebody deleted it"):
            act()
