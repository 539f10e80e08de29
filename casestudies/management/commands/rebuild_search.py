"""Make renderings and search entries again: of editions from their snapshots, of drafts from their last revisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casestudies.actions.index_draft import index_drafts
from casestudies.actions.rebuild import rebuild


class Command(BaseCommand):
    help = (
        "Makes every edition's rendering, the search entries and projections of the live ones, and what the desk finds "
        "drafts by, again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--outdated", action="store_true", help="only renderings that another version of the software made"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = sum(1 for _ in rebuild(outdated_only=options["outdated"]))
        if count or not options["outdated"]:
            self.stdout.write(f"{count} editions rendered and indexed again.")
        if options["outdated"]:
            return
        count = sum(1 for _ in index_drafts())
        self.stdout.write(f"{count} drafts indexed again.")
