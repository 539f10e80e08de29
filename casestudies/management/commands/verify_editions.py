"""Prove that nothing published was changed, and that readers are shown what was published."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casestudies.queries.integrity import verify_record


class Command(BaseCommand):
    help = (
        "Recomputes every edition's digest, follows the chain and compares what readers are shown; fails, naming the "
        "first break, if there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="Print breaks alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        first, breaks, sound = None, 0, 0
        for finding in verify_record():
            if finding.broken:
                first = first or finding
                breaks += 1
                self.stderr.write(f"{finding.subject}: {finding.sentence}")
            else:
                sound += 1
                if not options["quiet"]:
                    self.stdout.write(f"{finding.subject}: {finding.sentence}")
        if first:
            raise CommandError(f"{breaks} broken. The first: {first.subject}: {first.sentence}")
        self.stdout.write(f"{sound} editions verified; the chain is whole.")
