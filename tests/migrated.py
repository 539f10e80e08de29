"""One migrated database for all processes of a run: the first that needs one makes it, and each has a copy.

Migrating takes eight seconds of work, a copy a few milliseconds. The pattern belongs to one run, which alone knows
its folder and its name, so that it is never older than the code; whoever made it removes it at its own end, and a
process that begins still later makes it anew. Django migrates every copy as well, and finds nothing to do.
"""

import fcntl
import shutil
from contextlib import contextmanager

from django.db import connection

MADE, SQLITE_PATTERN = "pattern.made", "pattern.sqlite3"


@contextmanager
def database_of_its_own():
    """The test database of a process that shares with none."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    yield
    connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def copied_database(folder, run):
    """The test database of one process of several; they share the folder, and know their run's name."""
    name, pattern = connection.settings_dict["NAME"], _Pattern(folder, run)
    with _alone(folder):
        is_mine = not pattern.mark.exists()
        if is_mine:
            pattern.make()
        pattern.copy()
    yield
    connection.creation.destroy_test_db(name, verbosity=0)
    if is_mine:
        with _alone(folder):
            pattern.remove()


def copy_migrated(folder, place):
    """Begin a site's SQLite file as a copy of the run's migrated one, if there is one by now."""
    with _alone(folder):
        if (folder / MADE).exists() and (folder / SQLITE_PATTERN).exists():
            place.parent.mkdir()
            shutil.copyfile(folder / SQLITE_PATTERN, place)


@contextmanager
def _alone(folder):
    with (folder / "pattern.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class _Pattern:
    """The migrated database that is copied: a file on SQLite, a template on PostgreSQL."""

    def __init__(self, folder, run):
        self.mark = folder / MADE
        self.wanted = connection.settings_dict["TEST"]
        self.on_sqlite = connection.vendor == "sqlite"
        self.name = str(folder / SQLITE_PATTERN) if self.on_sqlite else f"casebook_test_{run}"

    def make(self):
        own = self.wanted["NAME"]
        self.wanted["NAME"] = self.name
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        finally:
            self.wanted["NAME"] = own
        connection.close()  # SQLite then puts everything into the one file
        if not self.on_sqlite:
            connection.close_pool()  # a template is copied only where nobody is connected to it
        self.mark.touch()

    def copy(self):
        if self.on_sqlite:
            shutil.copyfile(self.name, self.wanted["NAME"])
        else:
            self.wanted["TEMPLATE"] = self.name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=self.on_sqlite)

    def remove(self):
        self.mark.unlink()
        if self.on_sqlite:
            (self.mark.parent / SQLITE_PATTERN).unlink()
        else:
            with connection.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{self.name}"')
