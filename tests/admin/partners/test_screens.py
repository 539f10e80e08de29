"""Every screen of the partnerships manager, in both themes and at two widths: it breaks no rule and fits its window.

Many screens to a test, because a screen is cheap and a world of partners is not.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies.actions.api_key import issue_key, revoke_key, rotate_key
from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.manage_endpoint import create_endpoint
from casestudies.actions.shape_endpoint import Wanted
from casestudies.enums import DeliveryState, WebhookEvent
from casestudies.models import ApiUsage, Delivery, DeliveryAttempt, Endpoint
from tests.accessibility import AA, violations
from tests.browser.desk import desk_page
from tests.factories import (
    approve_case,
    correct_case,
    make_account,
    make_case,
    make_holding,
    make_partner,
    publish_case,
)

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
DESK = "/admin/casestudies"
# On a phone each cell of a list is named after its column, as the wide list's head is.
NAMED = "[...document.querySelectorAll('#result_list [data-label]')].every(cell => /^[A-Z]/.test(cell.dataset.label))"
LONG = "https://partner.example/" + "a-long-address-without-a-break" * 8


@pytest.fixture
def screens(transactional_db):
    """The addresses; behind them a partner with keys of every kind, a failing endpoint, and a copy that is behind."""
    by, now = make_account(), timezone.now()
    partner = make_partner("The Harbour Post and its many editions", contact_email="ida@harbour.example")
    key, _ = issue_key(partner, by=by, now=now, name="Website", scopes=["read", "embargo"])
    rotate_key(key, by=by, now=now, overlap=timedelta(days=7))
    gone, _ = issue_key(partner, by=by, now=now, name="Importer", scopes=["read"])
    revoke_key(gone, by=by, now=now, reason="Found in a public repository.")
    ApiUsage.objects.create(key_id=key.key_id, day=now.date(), requests=1200, errors=12, bytes=5_000_000)

    edition = publish_case(title="The leak", now=now - timedelta(days=9))
    holding = make_holding(edition, partner=partner, url=LONG)
    correct_case(edition, by=by, now=now - timedelta(days=8))
    for days in (8, 5, 1):
        escalate_holdings(now - timedelta(days=days) + timedelta(hours=1))
    endpoint, _ = create_endpoint(partner, Wanted(LONG, "Website"), by=by, now=now)
    Endpoint.objects.update(failures=3, failing_since=now, warned_at=now, retry_at=now + timedelta(hours=1))
    told = Delivery.objects.create(
        endpoint=endpoint,
        event=WebhookEvent.CORRECTED,
        case_uuid=edition.case_study.uuid,
        body="{}",
        state=DeliveryState.GIVEN_UP,
        created_at=now,
    )
    DeliveryAttempt.objects.create(
        delivery=told, at=now, status=500, latency_ms=9, answer="x" * 400, error="It failed."
    )
    draft = make_case(by=by)
    approve_case(draft)

    here = f"{DESK}/partner/{partner.pk}"
    hook, copy = f"{here}/webhooks/{endpoint.uuid}", f"{DESK}/holding/{holding.pk}"
    return by, (
        *(
            "/admin/",
            f"{DESK}/partner/",
            f"{DESK}/partner/add/",
            f"{here}/change/",
            f"{here}/coverage/",
            f"{here}/use/",
        ),
        f"{DESK}/edition/{edition.pk}/redact/",
        *(f"{here}/keys/make/", f"{here}/keys/{key.uuid}/rotate/", f"{here}/keys/{key.uuid}/revoke/"),
        *(f"{here}/webhooks/make/", f"{hook}/", f"{hook}/change/", f"{hook}/secret/"),
        *(f"{DESK}/delivery/", f"{DESK}/delivery/{told.pk}/change/"),
        *(f"{DESK}/holding/", f"{copy}/change/", f"{copy}/put-off/"),
        f"{DESK}/casestudy/{draft.pk}/embargo/",
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")], ids=["wide", "phone"])
def test_screens_break_no_rule_and_fit_their_window(browser, live_server, screens, width, scheme):
    account, addresses = screens
    window = {"width": width, "height": 900}
    with desk_page(browser, live_server, account, viewport=window, color_scheme=scheme) as page:
        for address in addresses:
            assert page.goto(address).status == 200, address
            assert violations(page, levels=AA) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            assert page.evaluate(NAMED), address

        page.goto(next(address for address in addresses if address.endswith("/keys/make/")))
        page.get_by_label("What it is for").fill("Newsroom")
        page.get_by_role("button", name="Make the key").click()
        assert page.get_by_label("The new key").input_value().startswith("cbk_live_")
        assert violations(page, levels=AA) == []
