"""The site's own settings in an environment made for tests: nothing is taken from, or left on, this machine.

TEST_DATABASE=postgresql runs them on PostgreSQL; otherwise on a SQLite file, which locks as the real one does.
Every process has a folder and a database of its own, so that runs side by side do not meet.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import postgres

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
FOLDER = Path(tempfile.mkdtemp(prefix="casebook-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ.update(
    SECRET_KEY="only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    DATA_DIR=str(FOLDER),
    DATABASE_URL=postgres.database_url() if ON_POSTGRESQL else f"sqlite:///{FOLDER}/casebook.sqlite3",
    CACHE_URL="locmemcache://",
    EMAIL_URL="memorymail://",
    DEBUG="0",
    LOG_LEVEL="ERROR",
    PSEUDO_LANGUAGES="1",
)
for name in ("SITE_URL", "PORT", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "CASEBOOK_ADMIN_PASSWORD"):
    os.environ.pop(name, None)

from cms.settings import *  # noqa: E402, F403 (the environment comes first, and all of them are wanted)
from cms.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["TEST"] = {
    "NAME": f"casebook_test_{os.getpid()}" if ON_POSTGRESQL else str(FOLDER / "test.sqlite3")
}
# Static files straight from the source: nothing is collected, compressed or named by its hash.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A test asks as often as it likes, unless it is about limits.
API_ANONYMOUS_BURST = API_ANONYMOUS_DAILY = API_KEY_BURST = API_KEY_DAILY = 1_000_000_000
