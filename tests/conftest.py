"""What every test may use, and the rules every test run keeps."""

import gc
import itertools
import os
import shutil
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler, StaticFilesHandlerMixin
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.emptying import Emptying
from tests.local_web import Web
from tests.migrated import copied_database, database_of_its_own
from tests.proofs import PROVES, Proofs, note_claim, note_examples, results
from tests.worlds import Worlds, side_by_side

# The same examples at every run, so that a failure is of the change that is tried; `make prove` looks for new ones.
hypothesis_settings.register_profile("quick", max_examples=15, deadline=None, derandomize=True)
hypothesis_settings.register_profile("prove", max_examples=300, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}
# What a browser test waits for at most: a machine may be busy, and a test that passes does not wait.
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)
# What a page may keep beside its cookies and the cache.
STORED = "local_storage,indexeddb,service_workers,cache_storage"
# The one without windows first: the same engine, at half the work.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config):
    """Collect what is out of use less often: the default looks through a million lasting objects again and again.

    At full counts, have one process write down what all of them showed.
    """
    gc.set_threshold(50_000, 20, 100)
    if PROVES and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Proofs(results()))


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database; on PostgreSQL also what touches none, or drives a browser.

    What happens in a browser is the same on either. Of tables marked `rows` every third row runs on PostgreSQL and
    the others on SQLite, unless everything is to be proved.
    """
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    left = set(left_out(items, on_postgresql=on_postgresql))
    if left:
        config.hook.pytest_deselected(items=[item for item in items if item in left])
        items[:] = [item for item in items if item not in left]
    items[:] = side_by_side(items)
    if PROVES:
        for item in items:
            note_claim(item)


def left_out(items, *, on_postgresql):
    yield from marked(items, "sqlite_only" if on_postgresql else "postgres_only")
    if on_postgresql:
        yield from marked(items, "browser")
        yield from (item for item in items if not uses_database(item))
    if not PROVES:
        shared = (item for item in items if item.get_closest_marker("rows") and uses_database(item))
        for _function, rows in itertools.groupby(shared, lambda item: item.function):
            yield from (row for number, row in enumerate(rows) if (number % 3 == 0) != on_postgresql)


def marked(items, name):
    return {item for item in items if item.get_closest_marker(name)}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    if PROVES and call.when == "call":
        note_examples(item)
    report = yield
    return skip_as_failure(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return skip_as_failure(report)


def skip_as_failure(report):
    """With REQUIRE_ALL=1 a skipped test has failed: nothing is left out unseen."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, but REQUIRE_ALL=1 asks for every test: {report.longrepr}"
    return report


def uses_database(item):
    return item.get_closest_marker("django_db") is not None or bool(
        DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    )


def is_transactional(request):
    marker = request.node.get_closest_marker("django_db")
    asked = marker is not None and any(marker.kwargs.get(name) for name in ("transaction", "reset_sequences"))
    return asked or bool((DATABASE_FIXTURES - {"db"}) & set(request.fixturenames))


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory):
    """Folders that nobody has used: most tests store nothing, so none is made."""
    folder = tmp_path_factory.mktemp("media")
    return (folder / str(number) for number in itertools.count(1))


@pytest.fixture(autouse=True)
def private_media(settings, media_folders):
    """Files that a test stores are its own."""
    settings.MEDIA_ROOT = next(media_folders)


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_modify_db_settings, django_db_blocker, tmp_path_factory, testrun_uid
):
    """The test database, migrated but once for all processes of a run (tests/migrated.py)."""
    beside_others = hasattr(request.config, "workerinput")
    folder = tmp_path_factory.getbasetemp().parent
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(copied_database(folder, testrun_uid) if beside_others else database_of_its_own())
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture(scope="session")
def worlds(django_db_setup, django_db_blocker):
    """What tests in a row build but once (tests/worlds.py)."""
    worlds = Worlds()
    yield worlds
    with django_db_blocker.unblock():
        worlds.take_down()


@pytest.fixture(scope="session")
def emptying(django_db_setup, django_db_blocker):
    """What a transactional test leaves is deleted by what knows the record's triggers (tests/emptying.py)."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        emptying = Emptying()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptying.empty())
        yield


@pytest.fixture
def standing_worlds(request, worlds, private_media, settings, django_db_blocker):
    with django_db_blocker.unblock():
        if is_transactional(request):
            worlds.take_down()
            request.getfixturevalue("emptying")
        else:
            worlds.stand_for(request.node)
            worlds.put_files(settings.MEDIA_ROOT)


@pytest.fixture
def _django_db_helper(standing_worlds, _django_db_helper):
    """A test's own savepoint is made upon the worlds that it wants."""


@pytest.fixture
def web(settings):
    """A local server that this install is allowed to ask."""
    web = Web()
    settings.FETCH_ALLOWED_HOSTS = [web.host]
    yield web
    web.close()


@pytest.fixture(scope="session")
def browser(worlds, django_db_blocker) -> Browser:
    """A headless Chromium from the machine's own packages.

    While Playwright's event loop runs, this thread has another connection to the database: no world stands across.
    """
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.skip("No Chromium on PATH: install the package `chromium`.")
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        worlds.take_down()
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_to_keep)
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
        with django_db_blocker.unblock():
            worlds.take_down()


def serve_to_keep(handler, request):
    """A static file that the browser does not ask for again, not even in a clone made a minute ago."""
    response = StaticFilesHandlerMixin.serve(handler, request)
    response.headers["Cache-Control"] = "max-age=86400"
    return response


def is_defect(entry, address):
    """Whether a console entry is an error of ours: the page itself may answer 404 or 410, what it loads may not."""
    its_own_status = entry.text.startswith("Failed to load resource") and entry.location["url"] == address
    return entry.type == "error" and not its_own_status


@pytest.fixture(scope="session")
def profile(browser, live_server) -> BrowserContext:
    """A profile whose cache lasts, so that a hundred pages do not each fetch every script again."""
    profile = browser.new_context(base_url=live_server.url, locale="en-GB", timezone_id="UTC")
    yield profile
    profile.close()


def forget(profile, address):
    """Leave nothing of a test in the profile but its cache."""
    profile.set_offline(False)
    profile.clear_cookies()
    profile.clear_permissions()
    for page in profile.pages:
        page.close()
    blank = profile.new_page()
    profile.new_cdp_session(blank).send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": STORED})
    blank.close()


@pytest.fixture
def page(profile, live_server) -> Page:
    """A page of its own at the live server; an error in its console, a blocked script say, fails the test."""
    page = profile.new_page()
    page.set_default_timeout(PATIENCE)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda entry: errors.append(entry.text) if is_defect(entry, page.url) else None)
    yield page
    forget(profile, live_server.url)
    assert errors == []
