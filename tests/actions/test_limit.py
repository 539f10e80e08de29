"""A limited draft is seen by the named alone, and nobody locks out themselves or those at work."""

from datetime import timedelta

import pytest

from casestudies.actions.limit import limit
from casestudies.actions.schedule import schedule
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import AuditEntry, CaseStudy, Notification
from casestudies.permissions import can_see
from tests.actions.told import audited
from tests.factories import NOW, approve_case, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_member("Editor", username="eve")


@world
def author():
    return make_member("Author", username="art")


@world
def case_study():
    return make_case()


def test_limit_names_the_others_and_oneself(editor, author, case_study):
    draft = limit(case_study, by=editor, now=NOW, to=[author])

    assert draft.is_limited
    assert list(draft.limited_to.order_by("username")) == [author, editor]
    assert (can_see(editor, draft), can_see(author, draft), can_see(make_member("Editor"), draft)) == (
        True,
        True,
        False,
    )
    assert (draft.version, draft.revisions.count()) == (1, 1)
    assert audited("case_study.limited").detail == {
        "limited": True,
        "to": [str(author.uuid), str(editor.uuid)],
        "to_before": [],
    }


def test_limit_by_a_superuser_names_only_the_others(author):
    draft = limit(make_case(), by=make_account(), now=NOW, to=[author])

    assert list(draft.limited_to.all()) == [author]


def test_limit_to_others_says_who_it_was_before(editor, author, case_study):
    limit(case_study, by=editor, now=NOW, to=[author])

    limit(case_study, by=editor, now=NOW, to=[])

    detail = AuditEntry.objects.filter(verb="case_study.limited").first().detail
    assert (detail["to"], detail["to_before"]) == ([str(editor.uuid)], [str(author.uuid), str(editor.uuid)])


def test_limit_to_the_same_writes_nothing(editor, author, case_study):
    limit(case_study, by=editor, now=NOW, to=[author])

    limit(case_study, by=editor, now=NOW, to=[editor, author, author])

    assert AuditEntry.objects.filter(verb="case_study.limited").count() == 1


def test_limit_lifted_lets_everybody_see_it_again(editor, case_study):
    limit(case_study, by=editor, now=NOW, to=[])

    draft = limit(case_study, by=editor, now=NOW, to=None)

    assert (draft.is_limited, draft.limited_to.count()) == (False, 0)
    assert can_see(make_member("Author"), draft)
    assert audited("case_study.limit_lifted").detail["to"] == []


def test_limit_takes_what_the_others_were_told_from_their_desks(editor, author):
    make_member("Editor", first_name="Out")
    case_study, other = make_case(by=author), make_case(by=author)
    submit(case_study, by=author, now=NOW)
    submit(other, by=author, now=NOW)
    superuser = make_account()
    Notification.objects.create(account=superuser, case_study=case_study, kind="submitted", sentence="x", at=NOW)

    limit(case_study, by=editor, now=NOW, to=[author])

    told = Notification.objects.filter(case_study=case_study).values_list("account", flat=True)
    assert sorted(told) == sorted([editor.pk, superuser.pk])
    assert Notification.objects.filter(case_study=other).count() == 2


def test_limit_that_shuts_out_who_works_on_it_is_refused(editor, author):
    case_study = make_case(by=author)
    schedule(
        case_study,
        by=make_member("Publisher", first_name="Paula"),
        now=NOW,
        publish_at=NOW + timedelta(days=1),
        kind=EditionKind.INITIAL,
        change_note="x",
        expected=approve_case(case_study),
    )
    CaseStudy.objects.update(assignee=author, reviewer=make_member("Editor", first_name="Rita"))

    with pytest.raises(NotReady) as caught:
        limit(case_study, by=editor, now=NOW, to=[])

    [problem] = caught.value.problems
    assert (problem.place, problem.message) == (
        "to",
        "Author, Rita and Paula work on this case study and would not see it. Name them too.",
    )
    assert not CaseStudy.objects.get().is_limited


def test_limit_without_the_permission_is_refused(author):
    with pytest.raises(NotAllowed, match="You may not limit"):
        limit(make_case(), by=author, now=NOW, to=[author])


def test_limit_by_somebody_who_is_not_named_is_refused(editor, author, case_study):
    limit(case_study, by=make_account(), now=NOW, to=[author])

    with pytest.raises(NotAllowed):
        limit(case_study, by=editor, now=NOW, to=None)
