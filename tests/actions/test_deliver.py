"""Webhooks go out signed, in order, at least once; what fails is tried again, and holds up nobody else."""

import socket
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from casestudies.actions import deliver
from casestudies.actions import fan_out as fanning
from casestudies.actions.deliver import deliver_to
from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import (
    Wanted,
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    rotate_secret,
    send_test,
    switch_off,
    switch_on,
)
from casestudies.actions.replay import Replayed, replay, replay_range
from casestudies.actions.set_coverage import set_coverage
from casestudies.enums import ChangeEvent, Coverage, DeliveryState, WebhookEvent
from casestudies.errors import NotReady, WrongStage
from casestudies.models import (
    CoverageSpan,
    Delivery,
    DeliveryAttempt,
    Endpoint,
    EndpointLetter,
    Notification,
    OutboxEvent,
    Topic,
)
from casestudies.queries.change_entry import change_entry
from casestudies.queries.changes import Place, events_after
from casestudies.queries.endpoints import due_endpoints
from casestudies.queries.sandbox.hooks import sample_deliveries, sample_endpoints
from casestudies.webhooks.retries import MOST_ATTEMPTS, PAUSES, asked_to_wait, pause
from tests.factories import make_account, make_partner, publish_case
from tests.webhooks import sending
from tests.webhooks.receiver import Receiver, hang, lie, pour, reset
from tests.worlds import world

pytestmark = pytest.mark.django_db
# Receivers refuse what is not of the last minutes.
NOW = timezone.now().replace(microsecond=0)
A, B = uuid.UUID(int=1), uuid.UUID(int=2)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@world
def manager():
    return make_account()


@pytest.fixture
def receiver(web):
    return Receiver(web)


@pytest.fixture
def made(receiver, manager):
    """An endpoint of everything, and its secret."""
    return create_endpoint(make_partner(), Wanted(receiver.url), by=manager, now=NOW)


def happen(case_uuid=A, event=ChangeEvent.UPDATED, *, partner=None, at=NOW, **payload):
    """An event in the outbox, as an action leaves it; its number is the sequence."""
    number = OutboxEvent.objects.count() + 1
    facts = {"sequence": number, "edition": number, "edition_digest": "0" * 64, **payload}
    return OutboxEvent.objects.create(event=event, case_uuid=case_uuid, partner=partner, payload=facts, created_at=at)


def go(now=NOW):
    return sending.go(now)


def test_publication_is_told_signed_by_the_package_that_receivers_use(receiver, made):
    _, secret = made
    edition = publish_case(slug="leak", now=NOW)

    assert go() == 1
    assert go() == 0

    receiver.check_signatures(secret)
    [(name, body, headers, raw)] = receiver.got
    delivery = Delivery.objects.get()
    [told] = events_after(Place(), partner=delivery.endpoint.partner, limit=9, upto=9).changes
    assert (told.case_uuid, told.slug, told.edition_digest) == (edition.case_study.uuid, "leak", edition.edition_digest)
    assert (name, raw.decode(), delivery.state) == (str(delivery.uuid), delivery.body, DeliveryState.DELIVERED)
    assert body == {
        "type": "case_study.published",
        "timestamp": f"{NOW:%Y-%m-%dT%H:%M:%S}.000000Z",
        "data": change_entry(told),
    }
    assert len(raw) < 20_000
    assert headers["content-type"] == "application/json"
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.status, attempt.error) == (204, "")
    assert attempt.request_headers["webhook-signature"].startswith("v1,")


def test_only_what_happens_after_it_was_made_and_what_it_asked_for_is_told(web, manager):
    happen()
    topic = Topic.objects.create(slug="work", name="Work")
    some = Receiver(web, "/some")
    wanted = Wanted(some.url, events=[ChangeEvent.CORRECTED, ChangeEvent.WITHDRAWN], topics=[topic])
    create_endpoint(make_partner(), wanted, by=manager, now=NOW)
    for event in (ChangeEvent.UPDATED, ChangeEvent.CORRECTED, ChangeEvent.WITHDRAWN):
        happen(event=event)

    go()

    # The correction is of no case study with the topic; a withdrawal is never kept back.
    assert [body["type"] for _, body, _, _ in some.got] == ["case_study.withdrawn"]


def test_partner_is_told_what_it_covers_and_what_is_its_own_alone(web, manager):
    partner, other = make_partner("One", coverage=Coverage.CHOSEN), make_partner("Other")
    partner.api_keys.create(
        name="k", key_id="k1", digest="0" * 64, created_at=NOW, created_by=manager.uuid, scopes=["embargo"]
    )
    CoverageSpan.objects.create(partner=partner, case_uuid=A, after_sequence=0, until_sequence=3)
    mine, theirs = Receiver(web, "/mine"), Receiver(web, "/theirs")
    create_endpoint(partner, Wanted(mine.url), by=manager, now=NOW)
    create_endpoint(other, Wanted(theirs.url), by=manager, now=NOW)
    happen(A)
    happen(B)
    happen(B, WebhookEvent.RELEASE_OFFERED, partner=partner, number=1, release={"uuid": "r"})
    happen(A, WebhookEvent.COVERAGE_LOST, partner=partner, number=2)
    happen(A)

    go()

    assert mine.told() == [(str(A), 1), (str(B), 3), (str(A), 4)]
    assert mine.got[1][1]["data"]["release"]["uuid"] == "r"
    assert theirs.told() == [(str(A), 1), (str(B), 2), (str(A), 5)]


def test_of_texts_under_embargo_only_an_endpoint_made_for_them_is_told_and_only_with_a_key(receiver, made, manager):
    """That one is to be deleted is told without a key too: the partner may still hold it."""
    endpoint, _ = made

    def offer(number, event=WebhookEvent.RELEASE_OFFERED):
        happen(A, event, partner=endpoint.partner, number=number, release={"uuid": "r"})
        go()

    key = {"digest": "0" * 64, "created_at": NOW, "created_by": manager.uuid}
    endpoint.partner.api_keys.create(name="k", key_id="k1", scopes=["webhooks"], **key)
    Endpoint.objects.update(releases=True)
    offer(1)
    assert receiver.told() == []
    offer(2, WebhookEvent.RELEASE_CANCELLED)
    endpoint.partner.api_keys.create(name="k", key_id="k2", scopes=["embargo"], **key)
    offer(3)
    Endpoint.objects.update(releases=False)
    offer(4)
    offer(5, WebhookEvent.RELEASE_CANCELLED)

    assert receiver.told() == [(str(A), 2), (str(A), 3)]


@pytest.mark.rows
@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (500, 500, "answered 500"),
        ((301, {"Location": "/elsewhere"}), 301, "Redirects are not followed"),
        ((302, {}), 302, "Redirects are not followed"),
        (429, 429, "answered 429"),
        (lie, None, "broke off"),
        (reset, None, "broke off"),
        (hang, None, "did not answer in time"),
    ],
)
def test_failure_is_noted_and_tried_again_with_the_same_id(receiver, made, monkeypatch, answer, status, says):
    if answer is hang:
        monkeypatch.setattr(deliver, "ATTEMPT_SECONDS", 2.0)
    receiver.say(answer, 204)
    happen()

    assert go() == 0
    assert go(NOW + 4 * SECOND) == 0
    assert len(receiver.got) == 1
    # The pause counts from the end of an attempt, which may have waited for an answer.
    assert go(NOW + 10 * SECOND) == 1

    [first, second] = receiver.got
    assert first[0] == second[0]
    assert first[3] == second[3]
    failed, taken = DeliveryAttempt.objects.all()
    assert (failed.status, taken.status) == (status, 204)
    assert says in failed.error
    endpoint = Endpoint.objects.get()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert endpoint.locked_until == NOW + 10 * SECOND, "it is free again, and was served then"


def test_endless_answer_is_read_to_its_beginning_alone(receiver, made):
    receiver.say(pour)
    happen()

    assert go() == 1
    assert DeliveryAttempt.objects.get().answer == "x" * 2000


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://localhost/hook", "not on the public internet"),
        ("https://desk.local./", "not on the public internet"),
        ("https://127.1/", "not on the public internet"),
        ("https://partner.example:80/", "Port 80"),
        ("http://partner.example/", "over https alone"),
    ],
)
def test_what_is_refused_at_an_attempt_is_refused_as_an_address_in_the_same_words(
    receiver, made, manager, settings, url, says
):
    endpoint, _ = made
    settings.FETCH_ALLOWED_HOSTS = []
    with pytest.raises(NotReady, match=says) as refusal:
        change_endpoint(endpoint, Wanted(url), by=manager, now=NOW)
    Endpoint.objects.update(url=url)
    happen()

    go()

    assert receiver.got == []
    assert DeliveryAttempt.objects.get().error == refusal.value.problems[0].message


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::ffff:127.0.0.1", "169.254.169.254"])
def test_name_that_resolves_inward_is_not_asked_at_any_attempt(receiver, made, settings, monkeypatch, address):
    settings.FETCH_ALLOWED_HOSTS = []
    Endpoint.objects.update(url="https://partner.example/hook")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr("casestudies.webhooks.http.guard.getaddrinfo", lambda *args, **kwargs: found)
    happen()

    go()

    assert receiver.got == []
    assert "not on the public internet" in DeliveryAttempt.objects.get().error


def test_pauses_grow_as_the_standard_suggests_with_a_spread_of_a_fifth():
    names = [uuid.UUID(int=number) for number in range(50)]
    for attempts, least in enumerate(PAUSES, start=1):
        pauses = {pause(attempts, name) for name in names}
        assert len(pauses) == 50
        assert all(least <= each <= least * 1.2 for each in pauses)
    assert pause(30, A) >= timedelta(hours=24)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", 120 * SECOND),
        ("Sat, 14 Nov 2026 09:31:00 GMT", 60 * SECOND),
        ("Sat, 14 Nov 2026 09:00:00 GMT", 0 * SECOND),
        ("999999999999", DAY),
        *((text, 0 * SECOND) for text in ("", "soon", "-5", "1.5", "²")),
    ],
)
def test_what_a_receiver_asks_for_is_heard(said, wait):
    assert asked_to_wait(said, datetime(2026, 11, 14, 9, 30, tzinfo=UTC)) == wait


def test_retry_after_is_honoured(receiver, made):
    receiver.say((429, {"Retry-After": "600"}), 204)
    happen()

    go()

    assert go(NOW + 599 * SECOND) == 0
    assert go(NOW + 602 * SECOND) == 1


def test_failing_endpoint_rests_as_a_whole_and_then_drains_in_order(receiver, made, web, manager):
    other = Receiver(web, "/other")
    create_endpoint(make_partner("Other"), Wanted(other.url), by=manager, now=NOW)
    receiver.say(503)
    for case in (A, B, A, B, A):
        happen(case)

    go()
    assert len(receiver.got) == 1
    assert other.told() == [(str(case), number) for number, case in enumerate((A, B, A, B, A), start=1)]
    go(NOW + 7 * SECOND)
    go(NOW + 60 * SECOND)
    assert len(receiver.got) == 2
    receiver.say(204)
    go(NOW + 400 * SECOND)

    for case in (A, B):
        assert [told for told in receiver.told()[2:] if told[0] == str(case)] == [
            told for told in other.told() if told[0] == str(case)
        ]
    assert len(receiver.ids) == 5


def test_event_that_alone_is_refused_holds_up_its_own_case_and_is_given_up_in_the_end(receiver, made):
    """Every other case study goes on; what came after it in its own waits, and goes when it is given up."""

    def picky(handler):
        refused = receiver.got[-1][1]["data"]["sequence"] == 1
        handler.send_response(422 if refused else 204)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    receiver.say(picky)
    happen(A)
    happen(A)
    now = NOW
    for _ in range(MOST_ATTEMPTS - 1):  # the first round tries twice
        assert (str(A), 2) not in receiver.told()
        happen(B)
        go(now)
        go(now + 7 * SECOND)
        now += 2 * DAY

    first, _, *others = Delivery.objects.order_by("pk")
    assert (first.state, first.attempts) == (DeliveryState.GIVEN_UP, MOST_ATTEMPTS)
    assert [other.attempts for other in others] == [1] * len(others)
    go(now)
    assert receiver.told()[-1] == (str(A), 2)
    assert not Delivery.objects.filter(state=DeliveryState.WAITING).exists()


def test_nothing_is_given_up_while_the_endpoint_takes_nothing_at_all(receiver, made):
    receiver.say(500)
    happen()
    now = NOW
    for _ in range(MOST_ATTEMPTS + 3):
        go(now)
        now += 2 * DAY

    assert Delivery.objects.get().state == DeliveryState.WAITING
    receiver.say(204)
    assert go(now) == 1


def test_gone_switches_the_endpoint_off_and_what_it_missed_is_sent_when_it_is_switched_on(receiver, made, manager):
    endpoint, _ = made
    receiver.say(410, 204)
    happen()

    go()
    happen()
    go(NOW + DAY)

    endpoint.refresh_from_db()
    assert (endpoint.is_active, len(receiver.got)) == (False, 1)
    assert "410" in endpoint.disabled_reason
    assert "was switched off" in Notification.objects.get(account=manager).sentence
    switch_on(endpoint, by=manager, now=NOW + 2 * DAY)
    go(NOW + 2 * DAY)
    assert receiver.told()[1:] == [(str(A), 1), (str(A), 2)]


def test_both_secrets_sign_until_the_overlap_ends(receiver, made, manager):
    endpoint, old = made
    _, new = rotate_secret(endpoint, by=manager, now=NOW, overlap=timedelta(hours=1))
    happen()
    go()
    receiver.check_signatures(old, new)

    happen()
    go(NOW + timedelta(hours=1))
    signatures = receiver.got[-1][2]["webhook-signature"]
    assert len(signatures.split()) == 1
    for secret in (old, new):
        for sealed in endpoint.secrets.values_list("sealed", flat=True):
            assert secret not in sealed


def test_no_secret_is_cut_off_before_its_overlap_ends_but_all_of_them_can_be_ended_at_once(receiver, made, manager):
    endpoint, first = made
    second, third = (rotate_secret(endpoint, by=manager, now=NOW)[1] for _ in range(2))
    with pytest.raises(NotReady, match="3 secrets sign already"):
        rotate_secret(endpoint, by=manager, now=NOW)
    happen()
    go()
    receiver.check_signatures(first, second, third)

    _, last = rotate_secret(endpoint, by=manager, now=NOW, overlap=timedelta())
    happen()
    go()
    receiver.check_signatures(last, after=1)
    assert len(receiver.got[-1][2]["webhook-signature"].split()) == 1
    endpoint.secrets.all().delete()
    happen()
    go()
    assert len(receiver.got) == 2
    assert "has no secret" in DeliveryAttempt.objects.latest("pk").error


def test_another_address_is_tried_at_once_and_not_blamed_for_what_the_old_one_answered(
    receiver, made, manager, web, monkeypatch
):
    endpoint, _ = made
    other, fetch = Receiver(web, "/other"), deliver.fetch
    receiver.say(410)
    happen()

    def fetch_while_it_moves(*args, **kwargs):
        monkeypatch.setattr(deliver, "fetch", fetch)
        change_endpoint(endpoint, Wanted(other.url), by=manager, now=NOW)
        return fetch(*args, **kwargs)

    monkeypatch.setattr(deliver, "fetch", fetch_while_it_moves)
    assert go() == 1
    assert len(receiver.got) == len(other.got) == 1

    other.say(500)
    happen()
    go()
    endpoint.refresh_from_db()
    assert endpoint.retry_at > NOW
    change_endpoint(endpoint, Wanted(receiver.url), by=manager, now=NOW)
    receiver.say(204)
    assert go() == 1
    assert receiver.told()[-1] == (str(A), 2)


def test_410_of_an_endpoint_deleted_meanwhile_is_no_news(receiver, made, manager, monkeypatch):
    endpoint, _ = made
    fetch = deliver.fetch
    receiver.say(410)
    happen()

    def fetch_while_it_goes(*args, **kwargs):
        delete_endpoint(endpoint, by=manager, now=NOW)
        return fetch(*args, **kwargs)

    monkeypatch.setattr(deliver, "fetch", fetch_while_it_goes)
    assert go() == 0
    assert len(receiver.got) == 1
    assert not Notification.objects.exists()
    assert not EndpointLetter.objects.exists()
    assert Endpoint.objects.get().disabled_reason == ""


def test_samples_say_of_an_answer_what_is_said_of_a_real_one(receiver, made):
    receiver.say(422, 410)
    happen()
    go()
    happen(B)
    go(NOW + 10 * SECOND)

    *_, gone = sample_endpoints()
    [said] = {one.error for row in sample_deliveries() for one in row.log.all() if one.status == 422}
    assert (DeliveryAttempt.objects.get(status=422).error, Endpoint.objects.get().disabled_reason) == (
        said,
        gone.disabled_reason,
    )


def test_an_endpoint_that_is_far_behind_or_cannot_be_read_keeps_nobody_waiting(web, manager, monkeypatch, caplog):
    monkeypatch.setattr(fanning, "BATCH", 2)
    monkeypatch.setattr(fanning, "MOST_BATCHES", 2)
    monkeypatch.setattr(fanning, "_logged", {})
    broken, far, well = (Receiver(web, f"/{name}") for name in ("broken", "far", "well"))
    partners = [make_partner(receiver.path[1:]) for receiver in (broken, far, well)]
    for partner, receiver in zip(partners, (broken, far, well), strict=True):
        create_endpoint(partner, Wanted(receiver.url), by=manager, now=NOW)
    OutboxEvent.objects.create(
        event=WebhookEvent.COVERAGE_LOST, case_uuid=A, partner=partners[0], payload={}, created_at=NOW
    )
    for _ in range(5):
        happen()

    assert fan_out(NOW) == 8
    assert fan_out(NOW) == 2
    assert caplog.text.count("could not be read") == 1, "tried again every second, and said once a minute"
    go()
    assert [len(receiver.got) for receiver in (broken, far, well)] == [0, 5, 5]
    fan_out(NOW + 60 * SECOND)
    assert caplog.text.count("could not be read") == 2


def test_who_was_served_longest_ago_is_served_next(web, manager):
    made = [create_endpoint(make_partner(), Wanted(Receiver(web, f"/{n}").url), by=manager, now=NOW)[0] for n in "abc"]
    happen()
    fan_out(NOW)
    first, second, third = made
    Endpoint.objects.filter(pk=first.pk).update(locked_until=NOW - SECOND)
    Endpoint.objects.filter(pk=second.pk).update(locked_until=NOW - 2 * SECOND)

    assert list(due_endpoints(NOW)) == [third, second, first]


def test_secret_sealed_under_an_older_key_of_the_site_still_signs_and_without_it_nothing_is_sent(
    receiver, made, settings
):
    _, secret = made
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-another-key-another-key-another-key-another"
    happen()
    assert go() == 0
    assert receiver.got == []
    assert "SECRET_KEY" in DeliveryAttempt.objects.get().error

    settings.SECRET_KEY_FALLBACKS = [old]
    assert go(NOW + 7 * SECOND) == 1
    receiver.check_signatures(secret)


def test_test_goes_out_at_once_and_once(receiver, made, manager):
    endpoint, _ = made
    receiver.say(500)
    happen()
    go()
    sent = send_test(endpoint, by=manager, now=NOW + SECOND)
    with pytest.raises(WrongStage, match="on its way"):
        send_test(endpoint, by=manager, now=NOW + SECOND)

    go(NOW + SECOND)

    sent.refresh_from_db()
    assert (sent.state, sent.attempts) == (DeliveryState.GIVEN_UP, 1)
    assert receiver.got[-1][1]["type"] == "webhook.test"
    endpoint.refresh_from_db()
    assert endpoint.failures == 1


def test_replay_sends_the_same_again_in_order(receiver, made, manager):
    endpoint, _ = made
    for hour in range(4):
        happen(at=NOW + timedelta(hours=hour))
    go()
    before = receiver.told()
    one = Delivery.objects.order_by("pk")[0]

    replay(one, by=manager, now=NOW)
    with pytest.raises(WrongStage, match="waits"):
        replay(one, by=manager, now=NOW)
    count = replay_range(endpoint, since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=3), by=manager, now=NOW)
    go()

    assert count == Replayed(2)
    assert receiver.told()[4:] == before[:3]
    assert set(receiver.ids.values()) == {1, 2}


def test_nothing_is_sent_after_the_endpoint_was_deleted_off_or_its_partner_ended(receiver, made, manager):
    endpoint, _ = made
    happen()
    fan_out(NOW)

    switch_off(endpoint, by=manager, now=NOW)
    assert deliver_to(endpoint.pk, NOW) == 0
    switch_on(endpoint, by=manager, now=NOW)
    type(endpoint.partner).objects.update(is_active=False)
    assert deliver_to(endpoint.pk, NOW) == 0
    type(endpoint.partner).objects.update(is_active=True)
    assert delete_endpoint(endpoint, by=manager, now=NOW) is None
    assert deliver_to(endpoint.pk, NOW) == 0

    assert receiver.got == []
    assert not Delivery.objects.exists()


def test_endpoint_deleted_during_an_attempt_says_until_when_and_gets_no_other(receiver, made, manager, monkeypatch):
    endpoint, _ = made
    happen()
    happen()
    said, fetch = [], deliver.fetch

    def fetch_while_it_is_deleted(*args, **kwargs):
        said.append(delete_endpoint(endpoint, by=manager, now=NOW))
        return fetch(*args, **kwargs)

    monkeypatch.setattr(deliver, "fetch", fetch_while_it_is_deleted)
    go()

    assert len(receiver.got) == 1
    assert NOW < said[0] <= NOW + timedelta(minutes=2)
    assert Endpoint.objects.get().deleted_at == NOW


def test_held_endpoint_is_left_to_its_holder_until_the_lease_ends(receiver, made):
    Endpoint.objects.update(locked_until=NOW + 30 * SECOND)
    happen()

    assert go() == 0
    assert go(NOW + 31 * SECOND) == 1


def test_lost_coverage_reaches_the_endpoint(receiver, made, manager):
    endpoint, _ = made
    publish_case(slug="leak", now=NOW)
    topic = Topic.objects.create(slug="other", name="Other")
    endpoint.partner.api_keys.create(
        name="k", key_id="k1", digest="0" * 64, created_at=NOW, created_by=manager.uuid, scopes=[]
    )
    set_coverage(endpoint.partner, Coverage.TOPICS, topics=[topic], by=manager, now=NOW)

    go()

    assert [body["type"] for _, body, _, _ in receiver.got] == ["case_study.published", "coverage.lost"]
