"""Does, every few seconds, what is due: publications, reminders, mail, tidying."""

import logging
import signal
from collections.abc import Sequence
from datetime import datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from casestudies.management.due import DUE, Due

log = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0


class Ticker:
    """Remembers when each piece of work was last tried."""

    def __init__(self, due: Sequence[Due]) -> None:
        self.due = due
        self.tried: dict[str, datetime] = {}

    def tick(self, now: datetime, stop: Event) -> None:
        """Do what is due, in order; what fails does not keep the others, nor the next tick, from running."""
        for work in self.due:
            last = self.tried.get(work.name)
            if stop.is_set() or (last is not None and now - last < work.every):
                continue
            self.tried[work.name] = now
            close_old_connections()
            try:
                work.run(now)
            except Exception:
                log.exception("%s failed; it is tried again", work.name)
            finally:
                close_old_connections()


class Command(BaseCommand):
    help = "Runs for ever beside the web server and the worker: publishes what is due, reminds, tidies up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do everything once and end.")

    def handle(self, *args: Any, **options: Any) -> None:
        ticker, stop = Ticker(DUE), Event()
        if options["once"]:
            ticker.tick(timezone.now(), stop)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, frame: stop.set())
        while not stop.is_set():
            ticker.tick(timezone.now(), stop)
            stop.wait(PAUSE_SECONDS)
