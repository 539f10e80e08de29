"""Answers whoever keeps the site running: does the process live, and may it be sent readers."""

from functools import cache

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from casestudies.checks import missing_triggers

TEXT = "text/plain; charset=utf-8"


@csrf_exempt
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type=TEXT)


@csrf_exempt
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, with every migration and trigger of this release; else 503 with the reason."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type=TEXT)
    missing = newest_migrations() - applied
    if missing:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in missing))
        return HttpResponse(f"Migrations are not applied: {names}\n", status=503, content_type=TEXT)
    if missing_triggers(DEFAULT_DB_ALIAS):
        text = "Triggers that guard the public record are missing: run `manage.py migrate`.\n"
        return HttpResponse(text, status=503, content_type=TEXT)
    return HttpResponse("ready\n", content_type=TEXT)


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app as this release ships them, as (app label, name)."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
