"""System checks: a bad configuration is named before it does harm.

`manage.py check` runs those on settings, with `--database default` those on the database, with `--deploy` all.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connections

from casestudies.immutability import existing_triggers, expected_triggers
from casestudies.publication.proof import as_bytes, public_half
from casestudies.queries.sandbox.proofs import PRIVATE as SAMPLE_KEY
from casestudies.search_index import missing_parts

Apps = Sequence[AppConfig] | None


@register(Tags.compatibility)
def database_is_supported(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E001: another database than SQLite or PostgreSQL. E002: a SQLite connection that could pass the triggers by."""
    messages: list[CheckMessage] = []
    for alias in connections:
        connection = connections[alias]
        if connection.vendor not in ("sqlite", "postgresql"):
            messages.append(
                Error(
                    f"The database {alias!r} is {connection.display_name}; only SQLite and PostgreSQL are supported.",
                    hint="Set DATABASE_URL to sqlite:///path or postgresql://user:password@host/name.",
                    id="casestudies.E001",
                )
            )
        elif connection.vendor == "sqlite" and not _guards_replace(connection.settings_dict["OPTIONS"]):
            messages.append(
                Error(
                    f"On the database {alias!r}, INSERT OR REPLACE would walk around the record's triggers.",
                    hint="Add PRAGMA recursive_triggers=ON to the init_command in its OPTIONS.",
                    id="casestudies.E002",
                )
            )
    return messages


@register(Tags.urls)
def site_url_is_whole(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E003: feeds, exports and the API would carry addresses that lead nowhere."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme in ("http", "https") and parts.netloc.strip("*") and not parts.path:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}; it needs a scheme and a host and no path.",
            hint="Set it to the address readers use, for example SITE_URL=https://cases.example.org.",
            id="casestudies.E003",
        )
    ]


@register(Tags.security)
def signing_key_is_one(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E004: nothing could be published with it. E005: everybody could sign with it."""
    if not settings.SIGNING_KEY:
        return []
    hint = "Give the 32 bytes of an Ed25519 key in base64url, or leave it empty."
    try:
        private = as_bytes(settings.SIGNING_KEY)
        public_half(private)
    except ValueError:
        return [Error("SIGNING_KEY is not a key that editions can be signed with.", hint=hint, id="casestudies.E004")]
    if private == SAMPLE_KEY:
        return [Error("SIGNING_KEY is the samples' key, which everybody has.", hint=hint, id="casestudies.E005")]
    return []


@register(Tags.security, deploy=True)
def cache_is_shared(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """W001: limits are counted in each process by itself."""
    if "locmem" not in settings.CACHES["default"]["BACKEND"]:
        return []
    return [
        Caution(
            "The cache lives in each process: limits on signing in and on API keys count per process.",
            hint="Set CACHE_URL, for example CACHE_URL=redis://localhost:6379/0.",
            id="casestudies.W001",
        )
    ]


@register(Tags.database)
def triggers_stand(app_configs: Apps, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """W002: the database would let the record be changed. A warning, because `migrate`, the remedy, runs this too."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        missing = missing_triggers(alias)
        if missing and "django_migrations" in connection.introspection.table_names():
            messages.append(
                Caution(
                    f"{len(missing)} triggers that guard the public record are missing in {alias!r}.",
                    hint="Run `manage.py migrate`, which makes them again.",
                    id="casestudies.W002",
                )
            )
    return messages


@register(Tags.database)
def search_index_stands(app_configs: Apps, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """W003: search finds nothing, or not what was published since. A warning, for the same reason."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if missing_parts(connection) and "django_migrations" in connection.introspection.table_names():
            messages.append(
                Caution(
                    f"The index that search reads is missing, or parts of it, in {alias!r}.",
                    hint="Run `manage.py migrate`, which makes it again.",
                    id="casestudies.W003",
                )
            )
    return messages


def missing_triggers(alias: str) -> set[str]:
    """The names of the triggers that the database `alias` should have and has not."""
    connection = connections[alias]
    return expected_triggers(connection.vendor) - existing_triggers(connection)


def _guards_replace(options: dict[str, Any]) -> bool:
    return "recursive_triggers=on" in options.get("init_command", "").lower().replace(" ", "")
