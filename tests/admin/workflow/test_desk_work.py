"""Assign and limit at the desk: who works on a draft, by when, and who sees it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.admin.forms import address, errors_at, fields_of, text_of
from tests.admin.workflow.steps import client_of, open_step, pass_step, said, take_step
from tests.factories import make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db

SOON = (datetime.now(UTC) + timedelta(days=20)).date()


@world
def author():
    return make_member("Author", username="ada", first_name="Ada")


def test_assign_sets_person_and_days_and_says_so(desk, author, case_study):
    response = take_step(desk, case_study, "assign", assignee=str(author.pk), deadline=SOON.isoformat())
    again = fields_of(open_step(desk, case_study, "assign"), "step-form")

    case_study.refresh_from_db()
    assert said(response)[0].startswith("Saved. It is assigned to Ada, due on ")
    assert (case_study.assignee, case_study.deadline, case_study.review_by) == (author, SOON, None)
    assert (again["assignee"], again["deadline"]) == (str(author.pk), SOON.isoformat())


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"deadline": "2001-01-01"}, "id_deadline", "This day is past. Choose today or a later one."),
        ({"review_by": "not a day"}, "id_review_by", "Enter a valid date."),
        (
            {"assignee": "999999"},
            "id_assignee",
            "This account is not there any more, or may not see this case study.",
        ),
    ],
)
def test_assign_names_what_is_wrong_at_its_field(desk, typed, field, message, case_study):
    response = take_step(desk, case_study, "assign", **typed)

    assert errors_at(response, field) == [message]
    case_study.refresh_from_db()
    assert (case_study.assignee, case_study.deadline) == (None, None)


def test_assign_keeps_a_deadline_that_has_passed(desk, author, case_study):
    case_study.deadline = date(2020, 1, 1)
    case_study.save()

    pass_step(desk, case_study, "assign", assignee=str(author.pk))

    case_study.refresh_from_db()
    assert (case_study.assignee, case_study.deadline) == (author, date(2020, 1, 1))


def test_assign_offers_nobody_who_could_not_see_it(desk, editor, author):
    make_account(username="olga", is_superuser=False)
    case_study = make_case(by=editor)
    everybody = offered(desk, case_study)

    pass_step(desk, case_study, "limit", is_limited="1", to=[])

    assert everybody == ["Nobody", "maria", "Ada"]
    assert offered(desk, case_study) == ["Nobody", "maria"]


def offered(client, case_study):
    form = open_step(client, case_study, "assign").context["form"]
    return [str(label) for _value, label in form.fields["assignee"].choices]


def test_limit_names_people_and_lifts_the_limit(desk, author, case_study):
    limited = take_step(desk, case_study, "limit", is_limited="1", to=[str(author.pk)])
    assert said(limited) == ["Only Ada and superusers see this draft."]
    assert "Limited: only Ada and superusers see this draft." in text_of(limited)
    page = open_step(desk, case_study, "limit")
    assert "Until now Ada" in text_of(page)
    lifted = take_step(desk, case_study, "limit", is_limited="")

    case_study.refresh_from_db()
    assert said(lifted) == ["Everybody who sees drafts sees this one."]
    assert not case_study.is_limited


def test_limit_that_shuts_out_who_works_on_it_is_refused_at_the_field(desk, author, case_study):
    pass_step(desk, case_study, "assign", assignee=str(author.pk))

    response = take_step(desk, case_study, "limit", is_limited="1", to=[])

    assert errors_at(response, "id_to") == ["Ada works on this case study and would not see it. Name them too."]


@pytest.mark.parametrize("step", ["assign", "limit"])
def test_desk_work_without_the_right_is_forbidden(author, step):
    case_study = make_case()

    assert open_step(client_of(author), case_study, step).status_code == 403
    assert client_of(author).post(address(case_study, step), {"is_limited": "1"}).status_code == 403
    case_study.refresh_from_db()
    assert not case_study.is_limited
