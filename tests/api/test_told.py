"""What endpoints are really sent is what the description says of it, event by event."""

import json
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator

from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import create_endpoint, send_test
from casestudies.actions.move_case import move_case
from casestudies.actions.offer_release import cancel_release, move_release
from casestudies.actions.publish import publish
from casestudies.actions.redact import ask_to_redact, redact
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.shape_endpoint import Wanted
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.api.schemas.events import component_of
from casestudies.enums import ChangeEvent, Coverage, EditionKind, PartnerEvent, WebhookEvent
from casestudies.models import CaseStudy, Delivery, Topic
from casestudies.webhooks.signing import new_secret, signed_headers
from tests.api.asking import key_for
from tests.api.strict import check, description
from tests.factories import (
    NOW,
    correct_case,
    make_account,
    make_case,
    make_holding,
    make_member,
    make_partner,
    offer_case,
    publish_case,
    update_case,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def everything_happens():
    """To a partner with an endpoint for all and one for a topic: every kind of event, each by its own action."""
    by, partner = make_account(), make_partner()
    key_for(partner)  # with the scope “embargo”, without which nobody is told of releases
    url = "https://hooks.example.org/"
    whole = create_endpoint(partner, Wanted(f"{url}all"), by=by, now=NOW)[0]
    ports = Topic.objects.create(slug="ports", name="Ports")
    first = publish_case(slug="a-leak", by=by, topics=[{"slug": "ports", "name": "Ports"}])
    create_endpoint(partner, Wanted(f"{url}ports", topics=[ports]), by=by, now=NOW)
    case_study = first.case_study
    case_study.topics.set(Topic.objects.exclude(pk=ports.pk))
    update_case(first, by=by, now=NOW + HOUR, text="On other topics.")
    make_holding(first, partner=partner)
    correct_case(first, by=by, now=NOW + 2 * HOUR)
    escalate_holdings(NOW + 3 * HOUR)
    withdraw(case_study, by=by, now=NOW + 4 * HOUR, reason="Wrong.")
    reinstate(case_study, by=by, now=NOW + 5 * HOUR, reason="Right.")
    CaseStudy.objects.filter(pk=case_study.pk).update(slug="the-leak")
    move_case(case_study, by=by, now=NOW + 6 * HOUR)
    one, other = make_member("Publisher"), make_member("Publisher")
    redact(ask_to_redact(first, by=one, now=NOW, reason="An order."), by=other, now=NOW + 7 * HOUR)

    draft = make_case(slug="held-back", by=by)
    until = NOW + 30 * HOUR
    offer_case(draft, partner, until=until, by=by, now=NOW + 8 * HOUR)
    move_release(draft, embargoed_until=until + HOUR, because="Once more read.", by=by, now=NOW + 9 * HOUR)
    cancel_release(draft, reason="Not yet.", by=by, now=NOW + 10 * HOUR)
    draft.refresh_from_db()
    offer_case(draft, partner, until=until, by=by, now=NOW + 11 * HOUR)
    publish(draft, by=by, now=until, kind=EditionKind.INITIAL, change_note="First.")

    set_coverage(partner, Coverage.CHOSEN, case_studies=[draft], by=by, now=until + HOUR)
    set_coverage(partner, Coverage.EVERYTHING, by=by, now=until + 2 * HOUR)
    send_test(whole, by=by, now=until + 3 * HOUR, sample="holding.stale")
    fan_out(until + 3 * HOUR)


def test_every_event_is_described_and_sent_as_described():
    everything_happens()
    bodies = [json.loads(text) for text in Delivery.objects.values_list("body", flat=True)]
    assert {body["type"] for body in bodies} == set(WebhookEvent.values)
    for body in bodies:
        check(component_of(WebhookEvent(body["type"])), body)

    whole = description()
    assert set(whole["webhooks"]) == set(WebhookEvent.values)
    assert set(WebhookEvent.values) == {*ChangeEvent.values, *PartnerEvent.values, "topic.left", "webhook.test"}
    assert set(whole["components"]["schemas"]["Change"]["properties"]["event"]["enum"]) == set(WebhookEvent.values) - {
        "webhook.test"
    }
    names = set()
    for event, methods in whole["webhooks"].items():
        sent, component = methods["post"], component_of(WebhookEvent(event))
        content = sent["requestBody"]["content"]["application/json"]
        assert content["schema"] == {"$ref": f"#/components/schemas/{component}"}
        for example in content["examples"].values():
            check(component, example["value"])
        assert {"2XX", "410", "4XX", "5XX"} <= set(sent["responses"])
        assert "Retry-After" in sent["responses"]["5XX"]["headers"]
        assert sent["security"] == [], "no key goes with it"
        names.add(sent["operationId"])
    assert len(names) == len(WebhookEvent)


def test_the_headers_of_a_webhook_are_those_that_are_described():
    delivery = Delivery(body="{}")
    sent = signed_headers(delivery.uuid, delivery.body, [new_secret(), new_secret()], NOW)
    whole = description()
    described = whole["components"]["parameters"]
    assert {name for name in sent if name != "Content-Type"} == set(described)
    for name, parameter in described.items():
        assert (parameter["in"], parameter["required"]) == ("header", True)
        for value in (sent[name], parameter["example"]):
            Draft202012Validator(parameter["schema"]).validate(value)
    for methods in whole["webhooks"].values():
        assert [one["$ref"].rpartition("/")[2] for one in methods["post"]["parameters"]] == list(described)
