"""Registers the app and its kinds of job, and sees to it that the triggers stand after every migrate."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Casebook")

    def ready(self) -> None:
        # Named by strings, because all of them need the models, which load after this module.
        import_module("casestudies.checks")
        import_module("casestudies.background")
        post_migrate.connect(restore_triggers, sender=self)


def restore_triggers(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the triggers that a migration may have dropped; a test's flush sends the same signal."""
    import_string("casestudies.immutability.ensure_triggers")(connections[using])
    import_string("casestudies.search_index.ensure_search_index")(connections[using])
