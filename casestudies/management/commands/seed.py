"""Brings the files of `seeds/` into the database, as far as they are absent from it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casestudies.errors import CasebookError
from casestudies.exchange.seeding import seed


class Command(BaseCommand):
    help = "Create what is absent of seeds/ and publish it; what is there, edited or not, is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="root", type=Path, default=settings.BASE_DIR / "seeds", metavar="DIR")

    def handle(self, *args: Any, root: Path, **options: Any) -> None:
        try:
            report = seed(root, now=timezone.now())
        except CasebookError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        for sentence in report.sentences() or ["Nothing to seed: all of it is here already."]:
            self.stdout.write(sentence)
