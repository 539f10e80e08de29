"""The list by whose turn it is, who has it and what is late; and the cells that say so."""

from datetime import UTC, datetime, timedelta

import pytest

from casestudies.enums import ScheduleState, Stage
from casestudies.models import CaseStudy, Schedule
from tests.admin.forms import text_of
from tests.admin.workflow.steps import client_of
from tests.factories import NOW, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db

LIST = "/admin/casestudies/casestudy/"
TODAY = datetime.now(UTC).date()


@world
def ada():
    return make_member("Author", username="ada", first_name="Ada")


@world
def drafts(editor, ada):
    """Late and Ada's; due in three days and nobody's; without a deadline and in review."""
    late, soon, review = (make_case(by=editor, slug=slug) for slug in ("late", "soon", "review"))
    CaseStudy.objects.filter(pk=late.pk).update(assignee=ada, deadline=TODAY - timedelta(days=3))
    CaseStudy.objects.filter(pk=soon.pk).update(deadline=TODAY + timedelta(days=3), review_by=TODAY)
    CaseStudy.objects.filter(pk=review.pk).update(stage=Stage.IN_REVIEW)
    return late, soon, review


def shown(client, query):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return sorted(draft.slug for draft in response.context["cl"].result_list)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("due=overdue", ["late"]),
        ("due=week", ["soon"]),
        ("due=set", ["late", "soon"]),
        ("due=none", ["review"]),
        ("due=review", ["soon"]),
        ("assignee=nobody", ["review", "soon"]),
        ("assignee=me", []),
        ("assignee=999999999999999999999", ["late", "review", "soon"]),
        ("assignee=x", ["late", "review", "soon"]),
        ("stage=in_review", ["review"]),
        ("turn=nonsense", ["late", "review", "soon"]),
    ],
)
def test_list_is_filtered(desk, drafts, query, slugs):
    assert shown(desk, query) == slugs


def test_waiting_for_me_is_each_persons_own(drafts, ada):
    assert shown(client_of(ada), "turn=mine") == ["late"]
    assert shown(client_of(make_member("Editor")), "turn=mine") == ["review"]
    assert shown(client_of(ada), "assignee=me") == ["late"]
    assert shown(client_of(make_member("Fact-checker")), f"assignee={ada.pk}") == ["late"]


def test_filter_names_nobody_who_has_only_what_the_asker_may_not_see(drafts, ada):
    CaseStudy.objects.filter(slug="late").update(is_limited=True)
    client = client_of(make_member("Editor"))

    assert shown(client, f"assignee={ada.pk}") == []
    assert "Ada" not in text_of(client.get(LIST))


def test_cells_say_whose_turn_it_is_and_what_is_late(desk, editor, drafts):
    _late, soon, review = drafts
    CaseStudy.objects.filter(pk=review.pk).update(reviewer=editor)
    Schedule.objects.create(
        case_study=soon,
        publish_at=datetime(2060, 1, 15, 9, 30, tzinfo=UTC),
        kind="initial",
        change_note="x",
        scheduled_by=editor,
        scheduled_at=NOW,
    )

    text = text_of(desk.get(LIST))

    assert "Ada" in text
    assert "overdue" in text
    assert "maria is reviewing" in text
    assert "15 January 2060, 09:30" in text
    Schedule.objects.update(state=ScheduleState.FAILED)
    assert "Publication failed" in text_of(desk.get(LIST))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("partner/", "No partners yet"),
        ("partner/?q=nowhere", "Nothing matches"),
        ("casestudy/?due=overdue", "Nothing matches"),
    ],
)
def test_an_empty_list_says_whether_there_is_nothing_or_nothing_that_matches(desk, page, said):
    shown = text_of(desk.get(f"/admin/casestudies/{page}"))

    assert said in shown
    assert ("Show all" in shown) == (said == "Nothing matches")


def test_an_empty_list_offers_adding_where_something_can_be_added(desk):
    def offered(name):
        _, _, empty = desk.get(f"/admin/casestudies/{name}/").content.decode().partition("desk-empty-list")
        assert empty
        return "desk-button-primary" in empty

    assert offered("partner")
    assert not offered("withdrawal")
