"""Publishing ends a round of work: what was said of the text is spent, what is said of the case study stays."""

from datetime import date

import pytest

from casestudies.enums import NotificationKind, Stage
from casestudies.models import CaseStudy
from tests.actions.told import audited, told
from tests.factories import NOW, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def publisher():
    return make_member("Publisher")


@world
def author():
    return make_member("Author")


@world
def case_study(author):
    return make_case(by=author)


def test_publish_clears_what_was_said_of_the_text(author, publisher, case_study):
    CaseStudy.objects.update(
        assignee=author,
        deadline=date(2026, 11, 20),
        review_by=date(2027, 5, 1),
        submitted_at=NOW,
        submitted_by=author,
        reviewer=publisher,
        review_began_at=NOW,
        returned_at=NOW,
        returned_by=publisher,
        return_reason="Too long.",
        lapsed_stage=Stage.APPROVED,
    )

    publish_case(case_study, by=publisher)

    case_study.refresh_from_db()
    cleared = ("deadline", "submitted_at", "submitted_by", "reviewer", "review_began_at", "returned_at", "returned_by")
    assert {name: getattr(case_study, name) for name in cleared} == dict.fromkeys(cleared)
    assert (case_study.return_reason, case_study.lapsed_stage, case_study.approved_by) == ("", "", None)
    assert (case_study.assignee, case_study.review_by) == (author, date(2027, 5, 1))


def test_publish_tells_those_concerned(publisher, case_study):
    CaseStudy.objects.update(assignee=make_member("Editor"))

    publish_case(case_study, by=publisher)

    sentence = f"Edition 1 of “{case_study.title}” is published."
    assert told(NotificationKind.PUBLISHED) == (["Author", "Editor"], sentence)


@pytest.mark.parametrize("review_by", [date(2026, 11, 14), date(2026, 11, 1)])
def test_publish_meets_a_review_date_that_has_come(publisher, review_by, case_study):
    CaseStudy.objects.update(review_by=review_by, review_reminded_on=review_by)

    publish_case(case_study, by=publisher)

    case_study.refresh_from_db()
    assert (case_study.review_by, case_study.review_reminded_on) == (None, None)
    assert audited("case_study.published").detail["review_by_before"] == review_by.isoformat()


def test_publish_lifts_the_limit_and_says_so(author, publisher, case_study):
    CaseStudy.objects.update(is_limited=True)
    case_study.limited_to.set([author, publisher])

    publish_case(case_study, by=publisher)

    case_study.refresh_from_db()
    assert (case_study.is_limited, case_study.limited_to.count()) == (False, 0)
    assert audited("case_study.published").detail["limit_lifted"] is True
