"""The desk's own time."""

from datetime import UTC, date, datetime

import pytest

from casestudies.models import PublicationSettings
from casestudies.queries.publication import desk_day, in_desk_time

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words", "day"),
    [
        ("UTC", "28 March 2026, 23:30 (UTC)", date(2026, 3, 28)),
        ("Europe/Paris", "29 March 2026, 00:30 (Paris time)", date(2026, 3, 29)),
        ("America/New_York", "28 March 2026, 19:30 (New York time)", date(2026, 3, 28)),
    ],
)
def test_moment_in_the_time_of_the_desk(zone, words, day):
    PublicationSettings.objects.create(time_zone=zone)

    assert (in_desk_time(NIGHT), desk_day(NIGHT)) == (words, day)
