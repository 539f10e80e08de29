"""Seed: create what is absent, publish what was created, and never touch what an editor has worked on."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from casestudies.actions.publish import publish
from casestudies.enums import EditionKind
from casestudies.errors import CasebookError, NotReady
from casestudies.exchange.case_folder import read_files
from casestudies.exchange.case_reading import CaseFiles
from casestudies.exchange.folder import Folder
from casestudies.exchange.importing import draft_there, note_problems, save_case, save_entry
from casestudies.exchange.loaded import Loaded
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.reading_yaml import read_yaml
from casestudies.exchange.report import Report
from casestudies.exchange.schema import At, ListOf, Record, Text
from casestudies.exchange.system_accounts import SEED, system_account
from casestudies.models import Account, CaseStudy

PUBLISH_FILE = "publish.yaml"
PUBLISH_LIMIT = 1_000_000
# Nobody else has approved what the seed publishes; the audit keeps this reason and is flagged.
REASON = "seeded from files"

PLAN = ListOf(
    Record(
        {
            "slug": Text(required=True),
            "kind": Text(choices=(EditionKind.INITIAL.value,), default=EditionKind.INITIAL.value),
            "change_note": Text(required=True),
        }
    ),
    once=("slug",),
)


def seed(root: Path, *, now: datetime) -> Report:
    """Bring the files below `root` into the database, as far as they are absent from it.

    Raises FilesRefused; then nothing was written. A shared record that an editor's own work stands in the way of
    (a topic under another slug with the same name) is left out, and the report says so.
    """
    folder = Folder(root)
    library, cases = read_files(folder)
    plan, plan_file = _read_plan(folder, cases)
    report, problems, left_out = Report(), ProblemList(), ProblemList()
    with transaction.atomic():
        by = system_account(SEED)
        for entry in library:
            save_entry(entry, report, left_out, by=by, now=now, overwrite=False)
        for case in cases:
            if draft_there(case) is None and (draft := save_case(folder, case, report, problems, by=by, now=now)):
                _publish(draft, case, plan, plan_file, report, problems, by=by, now=now)
        problems.refuse_if_any()
    report.kept += [f"{problem.file}:{problem.line} ({problem.reason})" for problem in sorted(left_out.found)]
    return report


def _read_plan(folder: Folder, cases: list[CaseFiles]) -> tuple[list[dict[str, Any]], Loaded | None]:
    """What is to be published, in the order in which it is."""
    if not folder.has(PUBLISH_FILE):
        return [], None
    problems = ProblemList()
    loaded = read_yaml(folder.read_text(PUBLISH_FILE, limit=PUBLISH_LIMIT), PUBLISH_FILE)
    plan = PLAN.read(loaded.value, At(loaded, problems))
    slugs = {case.slug for case in cases}
    for index, row in enumerate(plan):
        if row and row["slug"] and row["slug"] not in slugs:
            problems.add(PUBLISH_FILE, loaded.line((index, "slug")), f"there is no case study “{row['slug']}” here")
    problems.refuse_if_any()
    return plan, loaded


def _publish(
    draft: CaseStudy,
    case: CaseFiles,
    plan: list[dict[str, Any]],
    plan_file: Loaded | None,
    report: Report,
    problems: ProblemList,
    *,
    by: Account,
    now: datetime,
) -> None:
    for index, row in enumerate(plan):
        if row["slug"] != case.slug or plan_file is None:
            continue
        try:
            edition = publish(
                draft,
                by=by,
                now=now,
                kind=EditionKind(row["kind"]),
                change_note=row["change_note"],
                override_reason=REASON,
            )
        except NotReady as refused:
            note_problems(case, refused, problems)
        except CasebookError as refused:
            problems.add(PUBLISH_FILE, plan_file.line((index,)), str(refused))
        else:
            report.published.append(f"Published “{draft.title}” as edition {edition.number}.")
