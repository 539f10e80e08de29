"""The ticker does what is due, goes on whatever fails, and ends when it is asked to."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Event

import pytest
from django.core.management import call_command

from casestudies.management.commands.ticker import Ticker
from casestudies.management.due import DUE, Due
from cms.environment import BASE_DIR
from cms.supervisor import commands
from tests.factories import NOW

SECOND = timedelta(seconds=1)
# A tick closes connections that grew old, which opens the one at hand.
ticking = pytest.mark.django_db


@ticking
def test_tick_does_each_work_as_often_as_it_says():
    done = []
    ticker = Ticker([Due(name, every * SECOND, lambda now, name=name: done.append(name)) for name, every in
                     (("often", 2), ("seldom", 5))])  # fmt: skip

    for second in range(7):
        ticker.tick(NOW + second * SECOND, Event())
        done.append(second)

    assert done == ["often", "seldom", 0, 1, "often", 2, 3, "often", 4, "seldom", 5, "often", 6]


@ticking
def test_tick_that_fails_is_logged_and_the_rest_goes_on(caplog):
    done = []

    def fail(now):
        raise RuntimeError("broken")

    ticker = Ticker([Due("broken", SECOND, fail), Due("fine", SECOND, done.append)])
    for second in range(2):
        ticker.tick(NOW + second * SECOND, Event())

    assert done == [NOW, NOW + SECOND]
    assert [(record.levelno, record.exc_info[0]) for record in caplog.records] == [(logging.ERROR, RuntimeError)] * 2


@ticking
def test_tick_stops_between_two_works():
    done, stop = [], Event()

    def ask(now):
        stop.set()

    Ticker([Due("last", SECOND, ask), Due("never", SECOND, done.append)]).tick(NOW, stop)

    assert done == []


@pytest.mark.django_db(transaction=True)
def test_ticker_once_does_everything(caplog):
    call_command("ticker", once=True)

    assert caplog.records == []
    assert {"publish_due", "remind_reviews", "prune", "prune_task_results"} <= {work.name for work in DUE}


def test_ticker_runs_beside_web_and_worker():
    assert list(commands()) == ["web", "worker", "ticker", "courier"]
    assert commands()["ticker"][-2:] == ["manage.py", "ticker"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ticker_ends_cleanly_when_it_is_asked_to(tmp_path, number):
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    environment |= {"LOG_LEVEL": "ERROR"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    log = tmp_path / "log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "ticker"],
            cwd=BASE_DIR,
            env=environment,
            stderr=written,
            start_new_session=True,
        )
    # In an empty database every work fails: the complaint says that it runs, and it goes on.
    deadline = time.monotonic() + 30
    while "publish_due failed" not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
    time.sleep(0.2)
    assert process.poll() is None
    process.send_signal(number)

    assert process.wait(timeout=30) == 0
