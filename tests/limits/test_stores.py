"""Every store counts exactly, whoever asks at the same moment: threads, and processes of their own."""

import json
import shutil
import socket
import subprocess
import sys
from datetime import date
from threading import Barrier, Thread

import pytest
import redis
from django.db import connection, connections

from casestudies.limits import store as stores
from casestudies.limits.allowance import DAY, MINUTE, Allowance
from casestudies.limits.redis_store import RedisStore
from casestudies.limits.sql_stores import PostgresStore, SqliteStore
from cms.environment import BASE_DIR
from tests.proofs import PROVES

NOW = 1_800_000_000.25
PROCESS = """
import json, sys
from django.conf import settings
kind, place, subject, quota, times = sys.argv[1:]
settings.configure(DATABASES={"default": json.loads(place)} if kind == "postgres" else {})
from pathlib import Path
from casestudies.limits.allowance import Allowance
from casestudies.limits.redis_store import RedisStore
from casestudies.limits.sql_stores import PostgresStore, SqliteStore
if kind == "postgres":
    import django
    django.setup()
store = PostgresStore() if kind == "postgres" else RedisStore(place) if kind == "redis" else SqliteStore(Path(place))
allowance = Allowance(int(quota), 10_000)
print("ready", flush=True)
sys.stdin.readline()
print(sum(store.take(subject, allowance, 1_800_000_000.0).is_admitted for _ in range(int(times))))
"""


@pytest.fixture(scope="module")
def redis_address(tmp_path_factory):
    """A server of this test's own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("No redis-server on PATH: install the package `redis-server`.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        next(line for line in server.stdout if "Ready to accept connections" in line)
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


@pytest.fixture
def sqlite_file(tmp_path):
    store = SqliteStore(tmp_path / "counters.sqlite3")
    yield store, ("sqlite", str(store.path))
    store.close()


@pytest.fixture
def redis_server(redis_address):
    store = RedisStore(redis_address)
    store.client.flushdb()
    return store, ("redis", redis_address)


@pytest.fixture
def postgres_tables(transactional_db):
    store = PostgresStore()
    store.run("DELETE FROM limit_counter", {})
    store.run("DELETE FROM limit_use", {})
    config = connection.settings_dict
    place = {name: config[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    place["OPTIONS"] = {name: value for name, value in config["OPTIONS"].items() if name not in ("pool", "context")}
    return store, ("postgres", json.dumps(place))


@pytest.fixture(
    params=[
        "sqlite_file",
        "redis_server",
        pytest.param("postgres_tables", marks=[pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]),
    ]
)
def kept(request):
    """A store, and what another process needs to find it."""
    return request.getfixturevalue(request.param)


@pytest.mark.proves("One request more than a limit allows, all at once, is refused once")
@pytest.mark.parametrize("number", range(20 if PROVES else 1))
def test_one_more_than_the_limit_at_once_is_refused_once_by_threads_and_by_processes(kept, number):
    store, place = kept
    quota, start, results = 15, Barrier(16), []

    def go():
        start.wait()
        try:
            results.append(store.take("threads", Allowance(quota, 1_000), NOW).is_admitted)
        finally:
            connections.close_all()

    threads = [Thread(target=go) for _ in range(quota + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] + [True] * quota

    command = [sys.executable, "-c", PROCESS, *place, "processes", "100", "34"]
    processes = [
        subprocess.Popen(command, cwd=BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    admitted = [int(process.communicate()[0]) for process in processes]
    assert sum(admitted) == 100
    assert store.take("processes", Allowance(100, 10_000), NOW).is_admitted is False


def test_windows_open_with_the_first_request_and_what_is_refused_is_counted_in_none(kept):
    store, _ = kept

    def take(seconds, burst=2, daily=3):
        found = store.take("somebody", Allowance(burst, daily), NOW + seconds)
        return found.is_admitted, found.burst.left, found.burst.seconds, found.daily.left, found.retry_after

    assert take(0) == (True, 1, MINUTE, 2, 0)
    assert take(0.5) == (True, 0, MINUTE, 1, 0)
    assert take(20) == (False, 0, 40, 1, 40)
    assert take(59.9)[0] is False
    assert take(MINUTE) == (True, 1, MINUTE, 0, 0)
    assert take(3 * MINUTE) == (False, 2, MINUTE, 0, DAY - 3 * MINUTE)
    # A limit that is raised helps at once; one that is lowered too.
    assert take(3 * MINUTE, daily=4) == (True, 1, MINUTE, 0, 0)
    assert take(DAY) == (True, 1, MINUTE, 2, 0)
    assert store.take("somebody else", Allowance(2, 3), NOW).burst.left == 1


def test_what_is_noted_is_collected_once_and_old_counters_are_forgotten(kept):
    store, _ = kept
    day = date(2027, 1, 15)
    store.note("abc", day, is_error=False, size=100, now=NOW)
    store.note("abc", day, is_error=True, size=50, now=NOW + 5)
    store.note("", day, is_error=False, size=7, now=NOW)
    found = {use.key_id: use for use in store.collect()}
    assert (found["abc"].requests, found["abc"].errors, found["abc"].bytes, found["abc"].day) == (2, 1, 150, day)
    assert found["abc"].last_at == pytest.approx(NOW + 5)
    assert found[""].bytes == 7
    assert store.collect() == []

    if not isinstance(store, RedisStore):  # which forgets by itself
        store.take("old", Allowance(5, 5), NOW)
        store.take("new", Allowance(5, 5), NOW + DAY)
        assert store.prune(NOW + DAY + MINUTE) == 1
    else:
        store.take("old", Allowance(5, 5), NOW)
        assert 0 < store.client.ttl("casebook:limits:old") <= DAY + MINUTE


@pytest.mark.django_db
def test_the_store_is_redis_where_that_is_the_cache_and_else_beside_the_database(settings, redis_address):
    expected = PostgresStore if connection.vendor == "postgresql" else SqliteStore
    assert isinstance(stores.store(), expected)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_address}}
    assert isinstance(stores.store(), RedisStore)


def test_a_store_that_is_away_says_so_soon_and_comes_back(tmp_path):
    away = RedisStore("redis://127.0.0.1:1/0")
    with pytest.raises(stores.FAILURES):
        away.take("somebody", Allowance(1, 1), NOW)
    with pytest.raises(redis.RedisError):
        away.collect()

    folder = tmp_path / "gone"
    store = SqliteStore(folder / "counters.sqlite3")
    with pytest.raises(stores.FAILURES):
        store.take("somebody", Allowance(1, 1), NOW)
    folder.mkdir()
    assert store.take("somebody", Allowance(1, 1), NOW).is_admitted
    store.close()
