"""The courier: killed at any moment it loses nothing, and a receiver that hangs keeps nobody waiting."""

import multiprocessing
import random
import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casestudies.actions.manage_endpoint import Wanted, create_endpoint, delete_endpoint
from casestudies.enums import DeliveryState
from casestudies.management.commands.deliver_webhooks import Courier
from casestudies.models import Delivery, Endpoint, OutboxEvent
from casestudies.webhooks import retries
from tests.conftest import PROVES
from tests.factories import make_account, make_partner
from tests.webhooks.receiver import Receiver, lie, pour, reset

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 150 if PROVES else 6
CASES = 5
PATIENCE = 60  # seconds


def happen(count, cases=CASES):
    now = timezone.now()
    start = OutboxEvent.objects.count()
    OutboxEvent.objects.bulk_create(
        OutboxEvent(
            event="case_study.updated",
            case_uuid=uuid.UUID(int=random.randrange(1, cases + 1)),
            payload={"sequence": start + index, "edition": 1, "edition_digest": ""},
            created_at=now,
        )
        for index in range(1, count + 1)
    )


@pytest.fixture
def hasty(monkeypatch):
    """Pauses of a moment, so that nothing has to be waited for."""
    monkeypatch.setattr(retries, "PAUSES", (timedelta(milliseconds=20),) * 9)


def deliver_for_ever():
    """What a worker does, in a process of its own."""
    courier = Courier(threads=4)
    while True:
        courier.round(timezone.now())
        time.sleep(0.01)


def run_and_kill(web):
    """Kill a worker a moment after some of what it sends has arrived."""
    enough, deadline = len(web.asked) + random.randrange(1, 6), time.monotonic() + 3
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    worker = multiprocessing.get_context("fork").Process(target=deliver_for_ever, daemon=True)
    worker.start()
    while len(web.asked) < enough and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(random.uniform(0, 0.03))
    worker.kill()
    worker.join()
    time.sleep(0.2)  # what it had sent is read by then
    Endpoint.objects.update(locked_until=None)  # a minute passes


def test_worker_killed_at_random_tells_everything_at_least_once_and_in_order(web, hasty):
    """Receivers fail in every way; one endpoint is deleted in the middle, and gets nothing after that."""
    manager = make_account()
    steady, shaky, doomed = (Receiver(web, path) for path in ("/steady", "/shaky", "/doomed"))
    made = {
        receiver.path: create_endpoint(
            make_partner(receiver.path[1:]), Wanted(receiver.url), by=manager, now=timezone.now()
        )
        for receiver in (steady, shaky, doomed)
    }

    def any_answer(handler):
        answer = random.choice([204, 204, 204, 500, 503, (429, {"Retry-After": "0"}), (301, {}), lie, reset, pour])
        if callable(answer):
            answer(handler)
            return
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        handler.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    shaky.say(any_answer)
    ended = None
    for kill in range(KILLS):
        happen(8)
        run_and_kill(web)
        if kill == KILLS // 2:
            until = delete_endpoint(made["/doomed"][0], by=manager, now=timezone.now())
            ended = time.monotonic() + ((until - timezone.now()).total_seconds() if until else 0)
    deadline = time.monotonic() + PATIENCE
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, endpoint__deleted_at=None)
    courier = Courier(threads=3)
    while True:
        courier.round(timezone.now())
        if not courier.busy and not waiting.exists():
            break
        assert time.monotonic() < deadline, f"{waiting.count()} still wait"
        time.sleep(0.02)
    courier.finish()

    everything = set(range(1, OutboxEvent.objects.count() + 1))
    for receiver in (steady, shaky):
        assert {sequence for _, sequence in receiver.told()} == everything
        for case in {case for case, _ in receiver.told()}:
            sequences = [sequence for told, sequence in receiver.told() if told == case]
            assert sequences == sorted(sequences)
        receiver.check_signatures(made[receiver.path][1])
    assert doomed.got
    assert max(doomed.times) < ended


def test_receiver_that_hangs_keeps_nobody_waiting(web, hasty):
    """The others have everything while its attempts still hang; most threads are never its kind's."""
    manager, release = make_account(), threading.Event()
    hanging = [Receiver(web, f"/hang{number}") for number in range(3)]
    steady = [Receiver(web, f"/steady{number}") for number in range(2)]
    for receiver in (*hanging, *steady):
        create_endpoint(make_partner(receiver.path), Wanted(receiver.url), by=manager, now=timezone.now())

    def hang(handler):
        release.wait(PATIENCE)
        handler.close_connection = True

    for receiver in hanging:
        receiver.say(hang)
    happen(10)

    courier = Courier(threads=6)
    courier.round(timezone.now())
    deadline = time.monotonic() + PATIENCE
    while any(len(receiver.got) < 10 for receiver in steady):
        assert time.monotonic() < deadline
        courier.round(timezone.now())
        time.sleep(0.01)

    assert [len(receiver.got) for receiver in hanging] == [1, 1, 1]
    assert len(courier.busy) >= 3
    courier.stop.set()
    release.set()
    courier.finish()
