"""Make renderings and search entries again from the published snapshots."""

from typing import Any

from django.core.management.base import BaseCommand

from casestudies.actions.rebuild import rebuild


class Command(BaseCommand):
    help = "Makes every edition's rendering, and the search entries and projections of the live ones, again."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sum(1 for _ in rebuild())
        self.stdout.write(f"{count} editions rendered and indexed again.")
