"""Webhooks through the API: a partner manages its own endpoints, reads what each was told, and has it told again."""

import base64
import json
import socket
import subprocess
import sys
import time
import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casestudies.actions import manage_endpoint
from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import change_endpoint
from casestudies.actions.offer_release import cancel_release, offer_release
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.shape_endpoint import Wanted
from casestudies.actions.withdraw import withdraw
from casestudies.api import webhooks
from casestudies.api.examples.webhooks import MEANINGS, event_example
from casestudies.enums import ChangeEvent, Coverage, PartnerEvent, Scope, WebhookEvent
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import (
    ApiKey,
    AuditEntry,
    Delivery,
    DeliveryAttempt,
    Endpoint,
    EndpointSecret,
    OutboxEvent,
    Topic,
)
from casestudies.sealing import seal
from tests.api.asking import client_for
from tests.api.strict import check
from tests.factories import (
    NOW,
    approve_case,
    correct_case,
    make_account,
    make_case,
    make_holding,
    make_partner,
    publish_case,
)
from tests.webhooks.receiver import Receiver
from tests.webhooks.sending import go
from tests.worlds import world

pytestmark = pytest.mark.django_db
ENDPOINTS, DELIVERIES = "/api/v1/webhooks/endpoints/", "/api/v1/webhooks/deliveries/"
MINUTE = timedelta(minutes=1)


@world
def client(partner):
    return client_for(partner, Scope.WEBHOOKS)


@pytest.fixture
def receiver(web):
    return Receiver(web)


def send(client, method, path, body=None):
    if method == "get":
        return client.get(path)
    text = "" if body is None else json.dumps(body)
    return getattr(client, method)(path, data=text, content_type="application/json")


def make(client, receiver, **more):
    answer = send(client, "post", ENDPOINTS, {"url": receiver.url, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_partner_makes_tests_changes_rotates_and_deletes_its_endpoint(client, receiver, partner):
    Topic.objects.create(slug="unseen", name="Unseen")
    publish_case(slug="leak")
    made = make(client, receiver, description="Ours", events=["case_study.corrected"], topics=["creative-labour"])
    check("EndpointWithSecret", made)
    at = f"{ENDPOINTS}{made['uuid']}/"

    read = client.get(at)
    check("Endpoint", read.json())
    assert "secret" not in read.json()
    assert made["secret"] not in read.content.decode()
    assert read["Cache-Control"].startswith("private")
    assert client.get(at, headers={"if-none-match": read["ETag"]}).status_code == 304
    check("EndpointList", client.get(ENDPOINTS).json())

    sent = send(client, "post", f"{at}test")
    assert sent.status_code == 202
    check("TestSent", sent.json())
    assert send(client, "post", f"{at}test").status_code == 409
    go()
    receiver.check_signatures(made["secret"])
    assert receiver.got[-1][1]["type"] == "webhook.test"
    assert receiver.got[-1][1]["data"].keys() == event_example(WebhookEvent.TEST)["data"].keys()

    turned = send(client, "post", f"{at}rotate-secret", {"overlap_hours": 2})
    check("EndpointWithSecret", turned.json())
    assert [one["expires_at"] is None for one in turned.json()["secrets"]] == [True, False]
    send(client, "post", f"{at}test")
    go()
    del receiver.got[:-1]
    receiver.check_signatures(made["secret"], turned.json()["secret"])

    changed = send(client, "patch", at, {"events": [], "topics": [], "is_active": False})
    check("Endpoint", changed.json())
    assert (changed.json()["is_active"], changed.json()["events"], changed.json()["description"]) == (False, [], "Ours")
    assert send(client, "post", f"{at}test").status_code == 409
    assert send(client, "delete", at).status_code == 204
    assert client.get(at).status_code == send(client, "delete", at).status_code == 404
    verbs = AuditEntry.objects.filter(verb__startswith="endpoint.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        f"endpoint.{done}" for done in ("created", "secret_rotated", "changed", "switched_off", "deleted")
    ]


def test_log_tells_every_attempt_and_replays_one_or_a_stretch(client, receiver, partner):
    made = make(client, receiver)
    receiver.say((500, {}), 204)
    for number in range(1, 4):
        facts = {"sequence": number, "edition": number, "edition_digest": "0" * 64}
        OutboxEvent.objects.create(
            event=ChangeEvent.UPDATED,
            case_uuid=uuid.UUID(int=number),
            payload=facts,
            created_at=timezone.now() + number * MINUTE,
        )
    go()
    go(timezone.now() + MINUTE)

    page = client.get(DELIVERIES, {"limit": 2}).json()
    check("DeliveryList", page)
    rest = client.get(page["next"]).json()
    names = [one["uuid"] for one in page["results"] + rest["results"]]
    assert names == [str(one) for one in Delivery.objects.order_by("-pk").values_list("uuid", flat=True)]
    first = client.get(f"{DELIVERIES}{names[-1]}/").json()
    check("DeliveryWhole", first)
    assert [(one["status"], bool(one["error"])) for one in first["log"]] == [(500, True), (204, False)]
    assert first["body"].encode() == receiver.got[0][3]
    assert first["log"][0]["request_headers"]["webhook-id"] == names[-1]
    for query, count in (
        ({"state": "delivered"}, 3),
        ({"state": "waiting"}, 0),
        ({"event": "case_study.updated", "endpoint": made["uuid"]}, 3),
        ({"since": first["event_at"]}, 3),
        ({"until": first["event_at"]}, 0),
    ):
        assert len(client.get(DELIVERIES, query).json()["results"]) == count, query

    again = send(client, "post", f"{DELIVERIES}{names[-1]}/replay")
    assert again.status_code == 202
    check("DeliveryWhole", again.json())
    assert send(client, "post", f"{DELIVERIES}{names[-1]}/replay").status_code == 409
    since = datetime.fromisoformat(first["event_at"])
    stretch = {"since": (since + 30 * timedelta(seconds=1)).isoformat(), "until": (since + 5 * MINUTE).isoformat()}
    answer = send(client, "post", f"{ENDPOINTS}{made['uuid']}/replay", stretch)
    check("Replayed", answer.json())
    assert answer.json() == {"replayed": 2, "left_out": {"waiting": 0, "outside_coverage": 0}}
    before = len(receiver.got)
    go(timezone.now() + MINUTE)
    assert [name for name, *_ in receiver.got[before:]] == names[::-1]


def test_another_partners_endpoints_and_deliveries_are_not_there(client, receiver, partner):
    made = make(client, receiver)
    send(client, "post", f"{ENDPOINTS}{made['uuid']}/test")
    delivery = Delivery.objects.get()
    other = client_for(make_partner("Other"), Scope.WEBHOOKS)
    at = f"{ENDPOINTS}{made['uuid']}/"

    assert other.get(ENDPOINTS).json()["results"] == other.get(DELIVERIES).json()["results"] == []
    for method, path, body in (
        ("get", at, None),
        ("patch", at, {"is_active": False}),
        ("delete", at, None),
        ("post", f"{at}test", None),
        ("post", f"{at}rotate-secret", None),
        ("post", f"{at}replay", {"since": "2026", "until": "2027"}),
        ("get", f"{DELIVERIES}{delivery.uuid}/", None),
        ("post", f"{DELIVERIES}{delivery.uuid}/replay", None),
    ):
        assert send(other, method, path, body).status_code == 404, path
    cursor = client.get(DELIVERIES, {"limit": 1}).json()
    assert cursor["next"] is None
    assert client_for(partner, Scope.READ).get(ENDPOINTS).status_code == 403
    assert client_for(None).get(ENDPOINTS).status_code == 401
    assert Endpoint.objects.get().is_active


def test_a_change_holds_whatever_somebody_else_changes_at_once_and_is_whole_or_not_at_all(
    client, receiver, monkeypatch
):
    made = make(client, receiver, description="Ours", events=["case_study.corrected"])
    at = f"{ENDPOINTS}{made['uuid']}/"
    find = webhooks.endpoint_for

    def somebody_is_faster(caller, uuid):
        row = find(caller, uuid)
        change_endpoint(row, Wanted(description="Theirs"), by=make_account(), now=timezone.now())
        return row

    with monkeypatch.context() as patched:
        patched.setattr(webhooks, "endpoint_for", somebody_is_faster)
        both = send(client, "patch", at, {"events": ["case_study.withdrawn"]}).json()
    assert (both["description"], both["events"]) == ("Theirs", ["case_study.withdrawn"])
    entries = AuditEntry.objects.count()
    assert send(client, "patch", at, {}).json() == both
    assert AuditEntry.objects.count() == entries

    def refuse(row, **how):
        raise WrongStage("Not now.")

    with monkeypatch.context() as patched:
        patched.setattr(manage_endpoint, "_switch_off", refuse)
        assert send(client, "patch", at, {"description": "Mine", "is_active": False}).status_code == 409
    assert send(client, "patch", at, {"is_active": False, "url": "https://desk.local./"}).status_code == 422
    assert client.get(at).json() == both


def test_what_left_the_coverage_is_not_sent_again_but_every_tombstone_is(client, receiver, partner):
    """Events of what it may have, of what it lost, and of what was withdrawn before it lost it."""
    inside, lost, gone = (publish_case(slug=slug) for slug in ("inside", "lost", "gone"))
    by, cases = make_account(), {str(one.case_study.uuid): one.case_study.slug for one in (inside, lost, gone)}
    made = make(client, receiver)
    for one in (inside, lost, gone):
        correct_case(one, now=NOW)
    withdraw(gone.case_study, by=by, now=NOW, reason="Wrong.")
    make_holding(lost, partner=partner)
    escalate_holdings(NOW)
    set_coverage(partner, Coverage.CHOSEN, case_studies=[inside.case_study], by=by, now=NOW)
    assert go() == len(receiver.got) == 6

    def told(after=0):
        return [(body["type"], cases[body["data"]["case_study"]["uuid"]]) for _, body, *_ in receiver.got[after:]]

    assert told()[:3] == [("case_study.corrected", slug) for slug in ("inside", "lost", "gone")]
    stretch = {"since": "2020", "until": "2100"}
    answer = send(client, "post", f"{ENDPOINTS}{made['uuid']}/replay", stretch)
    check("Replayed", answer.json())
    assert answer.json() == {"replayed": 4, "left_out": {"waiting": 0, "outside_coverage": 2}}
    again = send(client, "post", f"{ENDPOINTS}{made['uuid']}/replay", stretch)
    assert again.json() == {"replayed": 0, "left_out": {"waiting": 4, "outside_coverage": 2}}
    assert go() == 4
    assert told(6) == [
        ("case_study.corrected", "inside"),
        ("case_study.withdrawn", "gone"),
        ("holding.stale", "lost"),
        ("coverage.lost", "lost"),
    ]
    for row in Delivery.objects.all():
        left_out = row.event == "case_study.corrected" and cases[str(row.case_uuid)] != "inside"
        one = send(client, "post", f"{DELIVERIES}{row.uuid}/replay")
        assert one.status_code == (409 if left_out else 202), one.content


def test_a_key_without_embargo_learns_of_no_release_at_any_door(client, receiver, partner, web):
    held, both = Receiver(web, "/held"), client_for(partner, Scope.WEBHOOKS, Scope.EMBARGO)
    plain, secret = make(client, receiver), make(both, held)
    assert (plain["releases"], secret["releases"]) == (False, True)
    assert make(both, receiver, releases=False)["releases"] is False
    seen = [client.get(path).content for path in (ENDPOINTS, DELIVERIES)]
    case = make_case(slug="held-back")
    digests = approve_case(case)
    until = timezone.now() + timedelta(days=9)
    offer_release(case, [partner], embargoed_until=until, expected=digests, by=make_account(), now=timezone.now())
    fan_out(timezone.now())
    waits = Delivery.objects.get()
    assert [client.get(path).content for path in (ENDPOINTS, DELIVERIES)] == seen
    assert go() == 1
    assert (len(held.got), len(receiver.got)) == (1, 0)
    assert [client.get(path).content for path in (ENDPOINTS, DELIVERIES)] == seen

    at, stretch = f"{ENDPOINTS}{secret['uuid']}/", {"since": "2020", "until": "2100"}
    doors = [
        ("get", at, None),
        ("patch", at, {"url": receiver.url}),
        ("delete", at, None),
        ("post", f"{at}test", None),
        ("post", f"{at}rotate-secret", None),
        ("post", f"{at}replay", stretch),
        ("get", f"{DELIVERIES}{waits.uuid}/", None),
        ("post", f"{DELIVERIES}{waits.uuid}/replay", None),
    ]
    for method, path, body in doors:
        assert send(client, method, path, body).status_code == 404, path
    assert client.get(DELIVERIES, {"event": "release.offered"}).json()["results"] == []
    nothing = send(client, "post", f"{ENDPOINTS}{plain['uuid']}/replay", stretch).json()
    assert (nothing["replayed"], nothing["left_out"]) == (0, {"waiting": 0, "outside_coverage": 0})
    url = receiver.url
    for method, path, body, pointer in (
        ("post", ENDPOINTS, {"url": url, "releases": True}, "/releases"),
        ("post", ENDPOINTS, {"url": url, "events": ["release.offered"]}, "/events"),
        ("patch", f"{ENDPOINTS}{plain['uuid']}/", {"events": ["release.offered"]}, "/events"),
        ("patch", f"{ENDPOINTS}{plain['uuid']}/", {"releases": True}, "/releases"),
    ):
        refused = send(client, method, path, body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert len(both.get(DELIVERIES, {"event": "release.offered"}).json()["results"]) == 1
    assert send(both, "post", f"{at}replay", stretch).json()["replayed"] == 1
    cancel_release(case, reason="Not this text.", by=make_account(), now=timezone.now())
    again = {"embargoed_until": until + MINUTE, "expected": digests, "by": make_account(), "now": timezone.now()}
    offer_release(case, [partner], **again)
    go()
    assert send(both, "post", f"{at}replay", stretch).json()["replayed"] == 2, "not the offer that was cancelled"
    go()
    told = ["release.offered", "release.offered", "release.cancelled", "release.offered"]
    assert [body["type"] for _, body, _, _ in held.got] == [*told, *told[2:]]
    key = ApiKey.objects.get(partner=partner, scopes=["webhooks"])
    with pytest.raises(NotAllowed):
        change_endpoint(Endpoint.objects.get(releases=True), Wanted(url), by=key, now=timezone.now())


@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        ({}, "/url", "missing"),
        ({"url": "http://partner.example/"}, "/url", "https"),
        ({"url": "https://10.0.0.1/"}, "/url", "not on the public internet"),
        ({"url": "https://localhost/"}, "/url", "not on the public internet"),
        ({"url": "https://intranet/"}, "/url", "not on the public internet"),
        ({"url": "https://[::1]/"}, "/url", "not on the public internet"),
        ({"url": "https://user:word@partner.example/"}, "/url", "password"),
        ({"url": "https://partner.example:8443/"}, "/url", "Port"),
        ({"url": "https://partner.example:80/"}, "/url", "Port 80 is not asked over https: only 443"),
        ({"url": "https://host.local./"}, "/url", "names that end in .local are a private network’s own"),
        ({"url": "javascript:alert(1)"}, "/url", "http"),
        ({"url": "https://partner.example/" + "x" * 500}, "/url", "500"),
        ({"url": "https://partner.example/", "description": "x" * 201}, "/description", "200"),
        ({"url": "https://partner.example/", "events": ["case_study.corected"]}, "/events/0", "Did you mean"),
        ({"url": "https://partner.example/", "events": [1]}, "/events", "list"),
        ({"url": "https://partner.example/", "events": ["\ud800"]}, "/events", "list"),
        ({"url": "https://partner.example/", "topics": ["unseen"]}, "/topics/0", "no topic"),
        ({"url": "https://partner.example/", "topic": []}, "/topic", "Did you mean"),
    ],
)
def test_what_cannot_be_is_refused_by_name(client, body, pointer, says):
    Topic.objects.create(slug="unseen", name="In no published text")

    answer = send(client, "post", ENDPOINTS, body)

    assert answer.status_code == 422, answer.content
    [error, *_] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert says in error["detail"]
    assert not Endpoint.objects.exists()


def test_every_event_has_an_example_of_the_shape_of_a_change():
    told = {*ChangeEvent.values, *PartnerEvent.values, "topic.left", "webhook.test"}
    assert set(WebhookEvent.values) == told
    assert set(MEANINGS) == set(WebhookEvent)
    for event in MEANINGS:
        example = event_example(event)
        if event != WebhookEvent.TEST:
            check("Change", example["data"])
        assert len(json.dumps(example)) < 20_000


def test_list_costs_the_same_with_one_endpoint_and_with_many(client, receiver):
    counts = []
    for number in (1, 5):
        while Endpoint.objects.count() < number:
            made = make(client, receiver)
            send(client, "post", f"{ENDPOINTS}{made['uuid']}/test")
        for path in (ENDPOINTS, DELIVERIES):
            with CaptureQueriesContext(connection) as caught:
                assert len(client.get(path).json()["results"]) == number
            counts.append(len(caught))
    assert counts[:2] == counts[2:]


def test_documented_receiver_takes_what_is_sent_once_and_refuses_a_forgery(client, tmp_path, settings, web):
    """The script as it is served, in a process of its own."""
    publish_case(slug="leak")
    script = tmp_path / "receive.py"
    script.write_bytes(client.get("/api/v1/docs/scripts/receive.py").content)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.FETCH_ALLOWED_HOSTS = [f"127.0.0.1:{port}"]
    answer = send(client, "post", ENDPOINTS, {"url": f"http://127.0.0.1:{port}/"})
    process = subprocess.Popen(
        [sys.executable, "-u", script, str(port)],
        env={"WEBHOOK_SECRET": answer.json()["secret"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        wait_for(port)
        send(client, "post", f"{ENDPOINTS}{answer.json()['uuid']}/test")
        publish_case(slug="second")
        assert go() == 2
        replay = send(client, "post", f"{DELIVERIES}{Delivery.objects.first().uuid}/replay")
        assert replay.status_code == 202
        assert go() == 1
        EndpointSecret.objects.update(sealed=seal(b"whsec_" + base64.b64encode(b"x" * 32), "webhook secret"))
        send(client, "post", f"{ENDPOINTS}{answer.json()['uuid']}/test")
        assert go() == 0
    finally:
        process.terminate()
    said = process.communicate()[0].splitlines()
    assert said == ["webhook.test ", "case_study.published http://localhost:8000/api/v1/case-studies/second/"]
    assert [one.status for one in DeliveryAttempt.objects.order_by("pk")] == [204, 204, 204, 401]


def wait_for(port):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("The receiver did not start.")
