"""Make an API key for a partner, for who has a shell and no browser; the desk does the same."""

from datetime import UTC, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from casestudies.actions.api_key import issue_key
from casestudies.enums import Scope
from casestudies.errors import CasebookError
from casestudies.exchange.system_accounts import KEYS, system_account
from casestudies.models import Partner


class Command(BaseCommand):
    help = (
        "Makes an API key for the partner with this short name and prints it, this once. The key goes to the standard "
        "output by itself, so that it can be piped; what is said about it goes to the standard error."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partner", metavar="PARTNER", help="The partner’s short name, as its page has it.")
        parser.add_argument("--name", default="Made on the command line", help="What the key is for.")
        parser.add_argument(
            "--scope",
            action="append",
            choices=Scope.values,
            help="What it may do; may be given several times. Without it: read.",
        )
        parser.add_argument("--expires", metavar="YYYY-MM-DD", help="The last day on which it works (UTC).")
        parser.add_argument("--sandbox", action="store_true", help="A key that sees fixed samples alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        partner = Partner.objects.filter(slug=options["partner"]).first()
        if partner is None:
            known = ", ".join(Partner.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no partner “{options['partner']}”. There are: {known}.")
        try:
            key, text = issue_key(
                partner,
                by=system_account(KEYS),
                now=timezone.now(),
                name=options["name"],
                scopes=options["scope"] or [Scope.READ],
                expires_at=_end_of(options["expires"]) if options["expires"] else None,
                is_sandbox=options["sandbox"],
            )
        except CasebookError as error:
            raise CommandError(str(error)) from error
        until = f"until {options['expires']}" if options["expires"] else "without an end"
        self.stderr.write(f"“{key.name}” for {partner}: {', '.join(key.scopes)}, {until}. It is shown this once.")
        self.stdout.write(text)


def _end_of(day: str) -> datetime:
    try:
        found = parse_date(day)
    except ValueError:  # a day that no month has
        found = None
    if found is None:
        raise CommandError(f"“{day}” is not a day. Write it as 2027-01-31.")
    return datetime.combine(found, time.max, UTC)
