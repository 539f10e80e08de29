"""Numbers that no form of ours sends: they are refused as any wrong value is, and cost no more than one."""

import pytest

from casestudies.models import CaseStudy
from tests.admin.forms import address

pytestmark = pytest.mark.django_db
HUGE = "9" * 5000  # more digits than Python turns into a number


@pytest.fixture
def save(desk, case_study, form):
    return lambda **typed: desk.post(address(case_study), form | typed)


@pytest.mark.parametrize("name", ["base_version", "_over"])
def test_version_of_too_many_digits_is_stale(save, case_study, name):
    answer = save(title="Slipped in", **{name: HUGE})

    assert answer.status_code == 200
    assert CaseStudy.objects.get().title == case_study.title


@pytest.mark.parametrize("name", ["sections-TOTAL_FORMS", "figures-TOTAL_FORMS", "parties-0-party", "topics"])
def test_number_of_too_many_digits_is_a_mistake_in_the_form(save, name):
    assert save(**{name: [HUGE] if name == "topics" else HUGE}).status_code == 200


def test_number_that_no_row_can_have_is_a_mistake_in_the_form(save):
    assert save(topics=["9" * 30]).status_code == 200


def test_more_rows_announced_than_sent_are_not_made_up(save, case_study, monkeypatch):
    made = []
    model = type(case_study.sections.first())
    original = model.__init__

    def counted(row, *args, **kwargs):
        made.append(row)
        original(row, *args, **kwargs)

    monkeypatch.setattr(model, "__init__", counted)
    save(**{"sections-INITIAL_FORMS": "5000"})

    assert len(made) < 100
