"""Writes case studies and library records from a folder of files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casestudies.errors import CasebookError
from casestudies.exchange.importing import import_cases


class Command(BaseCommand):
    help = "Create the case studies and library records in DIR: all of them, or none if anything is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="overwrite the drafts and library records that are there already"
        )

    def handle(self, *args: Any, replace: bool, **options: Any) -> None:
        root: Path = options["dir"]
        if not root.is_dir():
            raise CommandError(f"There is no folder {root}.")
        try:
            report = import_cases(root, now=timezone.now(), replace=replace)
        except CasebookError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        for sentence in report.sentences() or ["Nothing to import: all of it is here already."]:
            self.stdout.write(sentence)
