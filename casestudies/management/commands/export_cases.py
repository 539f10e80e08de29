"""Writes case studies and the library as files that a person can edit and `import_cases` reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casestudies.errors import CasebookError
from casestudies.exchange.exporting import export_cases
from casestudies.exchange.report import listed


class Command(BaseCommand):
    help = "Write drafts with their teacher's notes, and the library, to DIR; never history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, help="a new or empty folder, or an earlier export, which is replaced")
        parser.add_argument("slug", nargs="*", help="only these case studies, and the records that they use")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["dir"]
        try:
            report = export_cases(target, slugs=options["slug"])
        except CasebookError as error:
            raise CommandError(str(error)) from error
        counts = listed(report.created) if report.created else "nothing, for there is nothing"
        self.stdout.write(f"Wrote {counts} to {target}.")
