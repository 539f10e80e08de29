"""The desk's dates are the publication's."""

from datetime import UTC, datetime

import pytest

from casestudies.models import PublicationSettings
from tests.factories import make_account, publish_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("zone", "day"), [("UTC", "14 November 2026"), ("Asia/Tokyo", "15 November 2026")])
def test_edition_line_on_the_desk_has_the_publications_day(client, zone, day):
    PublicationSettings.objects.create(time_zone=zone)
    publish_case(now=datetime(2026, 11, 14, 23, 30, tzinfo=UTC))
    client.force_login(make_account())

    assert day in client.get("/admin/casestudies/casestudy/").content.decode()
