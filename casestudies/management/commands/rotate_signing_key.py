"""Begin to sign editions with a new key."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casestudies.actions.sign_editions import OVERLAP, rotate_signing_key


class Command(BaseCommand):
    help = "Makes a new signing key. Those before it sign too until the overlap ends, and stay published for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--overlap-days", type=int, default=OVERLAP.days, help="0 when a key was stolen.")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["overlap_days"]
        if not 0 <= days <= 365:
            raise CommandError("The keys before can go on signing for 0 to 365 days.")
        if settings.SIGNING_KEY:
            raise CommandError("SIGNING_KEY holds the key. Put another one there; the one before stays published.")
        key = rotate_signing_key(now=timezone.now(), overlap=timedelta(days=days))
        self.stdout.write(f"The key {key.kid} signs from now on. What is published already is signed within minutes.")
