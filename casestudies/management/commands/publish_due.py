"""Publish what is scheduled and due, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casestudies.actions.publish_due import Result, publish_due


class Command(BaseCommand):
    help = (
        "Publishes every case study whose time has come, in one pass. The ticker that runs beside the web server does "
        "this every few seconds; fails if an error of the software stopped one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = publish_due(timezone.now())
        for outcome in outcomes:
            self.stdout.write(f"{outcome.title}: {outcome.sentence}")
        broken = [outcome for outcome in outcomes if outcome.result == Result.BROKEN]
        if broken:
            raise CommandError(f"{len(broken)} could not be published because of an error; the log has the traceback.")
        if not outcomes:
            self.stdout.write("Nothing is due.")
