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

from casestudies.actions import deliver
from casestudies.actions.manage_endpoint import Wanted, create_endpoint, delete_endpoint
from casestudies.enums import DeliveryState
from casestudies.management.commands.deliver_webhooks import Courier
from casestudies.models import Delivery, Endpoint, OutboxEvent
from casestudies.webhooks import retries
from tests.factories import make_account, make_partner
from tests.proofs import PROVES
from tests.webhooks.receiver import Receiver, lie, pour, reset

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 40 if PROVES else 6
CASES = 5
PATIENCE = 180 if PROVES else 60  # seconds


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


@pytest.fixture
def impatient(monkeypatch):
    """Attempts that are over soon."""
    monkeypatch.setattr(deliver, "ATTEMPT_SECONDS", 0.3)


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
    now = timezone.now()
    Endpoint.objects.filter(locked_until__gt=now).update(locked_until=now)  # a minute passes


def drain():
    """Deliver what still waits, with nobody killed."""
    deadline = time.monotonic() + PATIENCE
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, endpoint__deleted_at=None, endpoint__is_active=True)
    courier = Courier(threads=4)
    while True:
        courier.round(timezone.now())
        if not courier.busy and not waiting.exists():
            break
        assert time.monotonic() < deadline, f"{waiting.count()} still wait"
        time.sleep(0.02)
    courier.finish()


class World:
    """Receivers of every temper, each a partner's only endpoint, with its secret."""

    def __init__(self, web):
        self.by, self.over = make_account(), threading.Event()
        self.steady, self.shaky, self.hanging, self.leaving, self.doomed = self.all = [
            Receiver(web, path) for path in ("/steady", "/shaky", "/hanging", "/leaving", "/doomed")
        ]
        made = [
            create_endpoint(make_partner(receiver.path[1:]), Wanted(receiver.url), by=self.by, now=timezone.now())
            for receiver in self.all
        ]
        self.endpoints = {receiver: endpoint for receiver, (endpoint, _) in zip(self.all, made, strict=True)}
        self.secrets = {receiver: secret for receiver, (_, secret) in zip(self.all, made, strict=True)}
        self.verified = dict.fromkeys(self.all, 0)
        self.shaky.say(one_of(204, 204, 204, 500, 503, (429, {"Retry-After": "0"}), (301, {}), lie, reset, pour))
        self.hanging.say(one_of(*[204] * 7, self.hang))
        self.leaving.say(*[204] * 15, 410)

    def hang(self, handler):
        self.over.wait(PATIENCE)
        handler.close_connection = True

    def check_signatures(self):
        """Of what arrived since the last time: a signature holds for five minutes."""
        for receiver in self.all:
            there = len(receiver.got)
            receiver.check_signatures(self.secrets[receiver], after=self.verified[receiver])
            self.verified[receiver] = there

    def see_that_something_reached(self, receiver, web):
        """Workers are started and killed until it has got one event, whichever they happened to send first."""
        deadline = time.monotonic() + PATIENCE
        while not receiver.got:
            assert time.monotonic() < deadline, "nothing arrives"
            happen(CASES)
            run_and_kill(web)

    def has_left(self):
        return not Endpoint.objects.get(pk=self.endpoints[self.leaving].pk).is_active


def one_of(*answers):
    """An answer at random, each time."""

    def answer(handler):
        chosen = random.choice(answers)
        if callable(chosen):
            chosen(handler)
            return
        status, headers = chosen if isinstance(chosen, tuple) else (chosen, {})
        handler.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


@pytest.mark.proves("A worker killed at random tells partners everything, in order, and nobody who has left")
def test_worker_killed_at_random_tells_everything_at_least_once_and_in_order(web, hasty, impatient, record_property):
    """Receivers fail in every way; one says that it is gone, one is deleted, and they get nothing after that."""
    world, ended, left = World(web), None, None
    for kill in range(KILLS):
        happen(8)
        run_and_kill(web)
        world.check_signatures()
        if left is None and world.has_left():
            left = len(world.leaving.got)
        if kill == KILLS // 2:
            world.see_that_something_reached(world.doomed, web)
            until = delete_endpoint(world.endpoints[world.doomed], by=world.by, now=timezone.now())
            ended = time.monotonic() + ((until - timezone.now()).total_seconds() if until else 0)
    drain()
    left = left or len(world.leaving.got)
    happen(CASES)
    drain()
    world.over.set()

    world.check_signatures()
    events = OutboxEvent.objects.count()
    for receiver in (world.steady, world.shaky, world.hanging):
        assert {sequence for _, sequence in receiver.told()} == set(range(1, events + 1))
        assert len(receiver.ids) == events, "however often it is sent, an event keeps its name"
        for case in {case for case, _ in receiver.told()}:
            sequences = [sequence for told, sequence in receiver.told() if told == case]
            assert sequences == sorted(sequences)
    assert world.has_left()
    assert len(world.leaving.got) == left
    assert world.doomed.got
    assert max(world.doomed.times) < ended
    record_property("kills", KILLS)
    record_property("events", events)
    record_property("arrived", sum(len(receiver.got) for receiver in world.all))


@pytest.mark.proves("A receiver that hangs keeps no other waiting")
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
