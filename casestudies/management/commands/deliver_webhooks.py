"""Tells partners' endpoints what happened: many endpoints side by side, each in order."""

import logging
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection
from django.utils import timezone

from casestudies.actions.deliver import deliver_to
from casestudies.actions.fan_out import fan_out
from casestudies.queries.endpoints import due_endpoints

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0
THREADS = 12
# Those that fail, and perhaps let an attempt hang, never take all threads from those that do not.
MOST_FAILING = 6


class Courier:
    """Gives each endpoint that is due a thread of its own, as long as there are any."""

    def __init__(self, threads: int = THREADS, most_failing: int = MOST_FAILING) -> None:
        self.threads = threads
        self.most_failing = most_failing
        self.pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="courier")
        self.busy: dict[int, Future[None]] = {}
        self.failing: set[int] = set()
        self.stop = Event()

    def round(self, now: datetime) -> None:
        """Hand out what is due. Returns at once; what is under way goes on."""
        close_old_connections()
        fan_out(now)
        self.busy = {pk: future for pk, future in self.busy.items() if not future.done()}
        self.failing &= self.busy.keys()
        # Sound ones come first.
        for endpoint in due_endpoints(now)[: 2 * self.threads]:
            if endpoint.pk in self.busy or len(self.busy) >= self.threads:
                continue
            if endpoint.failures:
                if len(self.failing) >= self.most_failing:
                    continue
                self.failing.add(endpoint.pk)
            self.busy[endpoint.pk] = self.pool.submit(self._deliver, endpoint.pk, now)
        close_old_connections()

    def finish(self) -> None:
        """Wait for the attempts under way."""
        self.pool.shutdown(wait=True, cancel_futures=self.stop.is_set())

    def _deliver(self, endpoint: int, now: datetime) -> None:
        try:
            deliver_to(endpoint, now, go_on=lambda: not self.stop.is_set())
        except Exception:
            log.exception("Deliveries to endpoint %s failed; they are tried again", endpoint)
        finally:
            connection.close()


class Command(BaseCommand):
    help = "Runs for ever beside the web server: sends webhooks that are due. With --once, sends them and ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Send what is due now and end.")

    def handle(self, *args: Any, **options: Any) -> None:
        courier = Courier()
        if options["once"]:
            courier.round(timezone.now())
            courier.finish()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: courier.stop.set())
        _until(courier.stop, courier.round)
        courier.finish()


def _until(stop: Event, work: Callable[[datetime], None]) -> None:
    while not stop.is_set():
        try:
            work(timezone.now())
        except Exception:
            log.exception("A round of deliveries failed; it is tried again")
        stop.wait(PAUSE_SECONDS)
