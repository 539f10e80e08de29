"""A database that a benchmark has to itself, on whichever server the tests use."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def own_database() -> Iterator[None]:
    """Made, migrated, and gone afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
