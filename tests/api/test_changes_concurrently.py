"""Two writers who commit in whatever order, and somebody who reads meanwhile: nothing is skipped or doubled."""

import random
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from casestudies.actions.record import log_change
from casestudies.actions.tell_partner import Told, tell_partner
from casestudies.enums import ChangeEvent, PartnerEvent
from casestudies.queries.changes import Place, events_after, log_at
from tests.actions.threads import at_once
from tests.factories import NOW, make_partner, publish_case
from tests.proofs import PROVES

CHANGES = 10_000 if PROVES else 300
MOMENTS = (0, 0, 0.001, 0.004)  # seconds


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.proves("Who follows two writers who commit in any order is told everything once")
def test_who_follows_two_writers_is_told_everything_once_and_in_order(record_property):
    edition, partner = publish_case(), make_partner()
    written, seen = [Event(), Event()], []

    def write(own):
        chance = random.Random(own)
        for _ in range(CHANGES // 2):
            with transaction.atomic():
                with connection.cursor() as cursor:  # the transaction is open before it has a number
                    cursor.execute("SELECT pg_sleep(%s)", [chance.choice(MOMENTS)])
                if own and chance.random() < 0.3:
                    data = {"slug": "leak"}
                    tell_partner(partner, [Told(PartnerEvent.COVERAGE_LOST, edition.case_study.uuid, data)], now=NOW)
                log_change(ChangeEvent.UPDATED, edition, now=NOW)
                sleep(chance.choice(MOMENTS))  # and after
        written[own].set()

    def read():
        place, chance = Place(), random.Random(9)
        while True:
            done = all(one.is_set() for one in written)
            limit = chance.choice([1, 2, 7, 50])
            page = events_after(place, partner=partner, limit=limit, upto=log_at(place.sequence).last)
            seen.extend(page.changes)
            place = page.end
            if done and not page.has_more and place.sequence == CHANGES + 1:
                return "read"
            if not page.has_more:
                sleep(chance.choice(MOMENTS) * 5)  # or it would take the interpreter from the writers

    assert at_once(lambda: write(0), lambda: write(1), read) == [None, None, "read"]
    public = [change.sequence for change in seen if not change.number]
    own = [change.number for change in seen if change.number]
    assert public == list(range(1, CHANGES + 2))
    assert own == list(range(1, len(own) + 1))
    assert len(own) > CHANGES // 20
    places = [(change.sequence, change.number) for change in seen]
    assert places == sorted(set(places))
    record_property("changes", len(public))
    record_property("changes of the partner's own", len(own))
