"""Tidying deletes what is over and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from casestudies.actions.prune import PRESENCE_KEPT, READ_KEPT, prune
from casestudies.actions.tend_endpoints import KEPT
from casestudies.models import Endpoint, EndpointLetter, Notification, Presence
from tests.factories import NOW, make_account, make_case, make_partner

pytestmark = pytest.mark.django_db
MOMENT = timedelta(seconds=1)


def test_prune_deletes_what_is_over():
    case_study, account = make_case(), make_account()
    kept = {}
    kept[Presence] = Presence.objects.create(
        case_study=case_study, account=account, opened_at=NOW, seen_at=NOW - PRESENCE_KEPT
    )
    Presence.objects.create(
        case_study=make_case(), account=account, opened_at=NOW, seen_at=NOW - PRESENCE_KEPT - MOMENT
    )
    row = {"account": account, "kind": "submitted", "sentence": "x", "at": NOW - 10 * READ_KEPT}
    Notification.objects.create(read_at=NOW - READ_KEPT - MOMENT, **row)
    kept[Notification] = Notification.objects.create(read_at=NOW - READ_KEPT, **row)
    unread = Notification.objects.create(**row)
    Session.objects.create(session_key="over", session_data="", expire_date=NOW - MOMENT)
    kept[Session] = Session.objects.create(session_key="on", session_data="", expire_date=NOW)

    endpoint = Endpoint.objects.create(partner=make_partner(), url="https://partner.example/", created_at=NOW)
    endpoint.letters.create(trouble="off", at=NOW - KEPT - MOMENT)
    kept[EndpointLetter] = endpoint.letters.create(trouble="off", at=NOW - KEPT)

    over = {"stale_presences": 1, "read_notifications": 1, "ended_sessions": 1, "prune_endpoint_letters": 1}
    assert prune(NOW) == over | {"old_reports": 0, "report_senders": 0, "ended_passes": 0, "prune_deliveries": 0}

    assert Presence.objects.get() == kept[Presence]
    assert set(Notification.objects.all()) == {kept[Notification], unread}
    assert Session.objects.get() == kept[Session]
    assert EndpointLetter.objects.get() == kept[EndpointLetter]
