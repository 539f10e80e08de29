"""Brings an install to where it can be served: migrated, seeded, with somebody who can sign in."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Migrate, render again what an older version rendered, seed what is absent, make the first login if there is "
        "none, and print the addresses."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("rebuild_search", "--outdated", stdout=self.stdout)
        call_command("seed", stdout=self.stdout)
        call_command("ensure_admin", stdout=self.stdout)
        for name, path in (("Site", "/"), ("Editors", "/admin/"), ("API", "/api/v1/docs/")):
            self.stdout.write(f"{name + ':':<9}{settings.SITE_URL}{path}")
