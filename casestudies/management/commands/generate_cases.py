"""Fill an empty database with published synthetic case studies, for load tests."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from casestudies.actions.publish import publish
from casestudies.actions.write_draft import write_draft
from casestudies.enums import EditionKind
from casestudies.exchange.synthetic import (
    PREFIX,
    RealCases,
    make_library,
    refuse_real_cases,
    synthetic_document,
)
from casestudies.models import Account, CaseStudy, Person

BAR = 30


class Command(BaseCommand):
    help = "Publishes synthetic case studies until there are N. Only in a database without real ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_real_cases()
        except RealCases as error:
            raise CommandError(str(error)) from error
        make_library()
        by, _ = Account.objects.get_or_create(username=f"{PREFIX}desk", defaults={"is_system": True})
        Person.objects.get_or_create(key=f"{PREFIX}desk", defaults={"name": "Synthetic desk", "kind": "organisation"})
        there, began = CaseStudy.objects.count(), monotonic()
        for number in range(there + 1, options["count"] + 1):
            now = timezone.now()
            draft = write_draft(synthetic_document(number), teaching={}, slug=f"{PREFIX}{number}", by=by, now=now)
            publish(
                draft,
                by=by,
                now=now,
                kind=EditionKind.INITIAL,
                change_note="First edition.",
                override_reason="synthetic",
            )
            self.show_progress(number - there, options["count"] - there, monotonic() - began)

    def show_progress(self, done: int, wanted: int, seconds: float) -> None:
        """`[######    ] 600 of 1000, 80 s left`, over what was written before."""
        filled = BAR * done // wanted
        left = seconds / done * (wanted - done)
        bar = "#" * filled + " " * (BAR - filled)
        self.stderr.write(f"\r[{bar}] {done} of {wanted}, {left:.0f} s left  ", ending="" if done < wanted else "\n")
