"""The shelf of finished files."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from casestudies.exchange.handout import shelf
from casestudies.exchange.handout.shelf import kept_file


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.CACHES = settings.CACHES | {"handouts": settings.CACHES["handouts"] | {"LOCATION": tmp_path}}


def test_file_that_many_ask_for_at_one_moment_is_made_once():
    made, asked = [], Event()

    def make():
        made.append(b"file")
        asked.wait(10)
        return made[-1]

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(kept_file, "a", make=make) for _ in range(3)]
        assert pool.submit(kept_file, "b", make=lambda: b"another").result(10) == b"another"
        asked.set()

    assert [one.result(10) for one in waiting] == [b"file"] * 3
    assert made == [b"file"]
    assert not shelf._being_made


def test_file_that_is_not_made_keeps_nobody_waiting():
    def fail():
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        kept_file("a", make=fail)

    assert kept_file("a", make=lambda: b"file") == b"file"
