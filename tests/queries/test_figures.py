"""The figures of the publication: months in its own time zone, ages of what is live, the checked share."""

from datetime import UTC, datetime, timedelta

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.models import PublicationSettings
from casestudies.queries.figures import figures
from tests.factories import make_account, publish_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_figures_of_nothing():
    found = figures(NOW)
    assert [month.total for month in found.months] == [0] * 12
    assert (found.months[0].first.isoformat(), found.months[-1].first.isoformat()) == ("2025-12-01", "2026-11-01")
    assert (found.live, found.statements, found.checked) == (0, 0, 0)


def test_an_edition_counts_in_the_month_of_the_publications_time_zone():
    PublicationSettings.objects.create(pk=1, time_zone="America/New_York")
    publish_case(now=datetime(2026, 11, 1, 2, 0, tzinfo=UTC))  # 31 October in New York
    months = {month.first.month: month.initial for month in figures(NOW).months}
    assert (months[10], months[11]) == (1, 0)


def test_ages_and_statements_are_of_live_case_studies(django_assert_num_queries):
    publisher = make_account()
    for days in (1, 200, 400, 900, 901):
        publish_case(by=publisher, now=NOW - timedelta(days=days))
    gone = publish_case(by=publisher, now=NOW - timedelta(days=2))
    withdraw(gone.case_study, by=publisher, now=NOW, reason="Wrong.")
    with django_assert_num_queries(4):
        found = figures(NOW)
    assert [count for _name, count in found.ages] == [1, 1, 1, 2]
    assert (found.live, found.statements, found.checked) == (5, 20, 0)
