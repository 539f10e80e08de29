"""One world for all the tests of a module: built once, in a transaction that is undone at the end."""

from itertools import count
from unittest.mock import patch

import pytest
from django.core.signals import request_started
from django.db import connection, transaction

from tests.api.fuzz.world import build


@pytest.fixture(scope="module")
def db(worlds, django_db_setup, django_db_blocker):
    """In the place of the usual one: one transaction around the module, which no request ends."""
    with django_db_blocker.unblock():
        worlds.take_down()  # what the tests before shared is none of this world's
    with django_db_blocker.unblock(), transaction.atomic():
        with patch.object(connection, "close_if_unusable_or_obsolete"):
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def askers(db):
    return build()


@pytest.fixture(autouse=True)
def requests_counted(record_property):
    asked = count()

    def note(**sent):
        next(asked)

    request_started.connect(note)
    yield
    request_started.disconnect(note)
    record_property("requests", next(asked))
