"""Looks at the links of the library that are due, and notes what they answer."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casestudies.exchange.link_check import check_links
from casestudies.exchange.system_accounts import LINKS, system_account


class Command(BaseCommand):
    help = (
        "Asks the links that nobody looked at for a week whether they answer, the longest unseen first, and an archive "
        "for copies of those without one. Stopped at any point, it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=30, help="how long to go on at most (30)")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between two questions to one host (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["minutes"] <= 0 or options["pause"] < 0:
            raise CommandError("Give a time: --minutes takes a number above 0, --pause one from 0.")
        within = timedelta(minutes=options["minutes"])
        by, count = system_account(LINKS), 0
        for source in check_links(by=by, clock=timezone.now, within=within, pause=options["pause"]):
            count += 1
            self.stdout.write(f"{source.key}: {source.get_link_state_display()}. {source.link_note}")
        self.stdout.write(f"{count} links looked at." if count else "No link is due.")
