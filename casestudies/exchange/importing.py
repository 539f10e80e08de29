"""Import: write what a folder of files says, all of it or nothing."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from casestudies.actions.save_library import Outcome
from casestudies.actions.store_media import store_media
from casestudies.actions.write_draft import write_draft
from casestudies.errors import NotReady
from casestudies.exchange.case_folder import read_files
from casestudies.exchange.case_reading import CaseFiles
from casestudies.exchange.folder import Folder
from casestudies.exchange.library import Entry, place_of
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.report import Report
from casestudies.exchange.system_accounts import IMPORT, system_account
from casestudies.models import Account, CaseStudy
from casestudies.pictures import MAX_BYTES


def import_cases(root: Path, *, now: datetime, replace: bool, by: Account | None = None) -> Report:
    """Create the shared records and drafts in a folder; with `replace`, also overwrite those that are there.

    Without `replace` a case study that is there already is a problem, and a shared record that is there is left as
    it is. The system acts where `by` names nobody. Raises FilesRefused and NotAllowed; then nothing was written.
    """
    folder = Folder(root)
    library, cases = read_files(folder)
    report, problems = Report(), ProblemList()
    with transaction.atomic():
        actor = by or system_account(IMPORT)
        for entry in library:
            save_entry(entry, report, problems, by=actor, now=now, overwrite=replace)
        for case in cases:
            there = draft_there(case)
            if there is not None and not replace:
                problems.add(*case.where("slug"), f"“{there.title}” is there already; --replace overwrites its draft")
                continue
            if there is not None and not case.has_uuid:
                case.document["uuid"] = str(there.uuid)
            save_case(folder, case, report, problems, by=actor, now=now)
        problems.refuse_if_any()
    return report


def draft_there(case: CaseFiles) -> CaseStudy | None:
    """The case study that is there already with the UUID of these files, or else with their slug."""
    return (
        CaseStudy.objects.filter(uuid=case.document["uuid"]).first() or CaseStudy.objects.filter(slug=case.slug).first()
    )


def save_entry(
    entry: Entry, report: Report, problems: ProblemList, *, by: Account, now: datetime, overwrite: bool
) -> Outcome | None:
    """Save one shared record; None if it was refused, and the problem is noted."""
    try:
        saved = entry.kind.save(entry.item, by=by, now=now, overwrite=overwrite)
    except NotReady as refused:
        for problem in refused.problems:
            line = entry.line(place_of(entry.kind.model, problem.place))
            problems.add(entry.loaded.file, line, problem.message)
        return None
    report.count(saved)
    return saved.outcome


def save_case(
    folder: Folder, case: CaseFiles, report: Report, problems: ProblemList, *, by: Account, now: datetime
) -> CaseStudy | None:
    """Write one draft with its pictures; None if it was refused, and the problems are noted.

    When the transaction is rolled back later, a picture's file may be left over in the media folder; no row and
    no page knows of it.
    """
    before = CaseStudy.objects.filter(uuid=case.document["uuid"]).first()
    if case.original:
        original = CaseStudy.objects.filter(slug=case.original).first()
        if original is None:  # refused with these files, or there under another address
            problems.add(*case.where("translation_of"), f"there is no case study “{case.original}” here")
            return None
        case.document["translation_of"] = {"uuid": str(original.uuid), "edition": case.follows}
    try:
        for name in sorted(set(case.pictures.values())):
            store_media(folder.read_bytes(name, limit=MAX_BYTES), by=by)
        draft = write_draft(case.document, teaching=case.notes, slug=case.slug, by=by, now=now)
    except NotReady as refused:
        note_problems(case, refused, problems)
        return None
    if before is None:
        report.created[CaseStudy] += 1
    elif before.version != draft.version:
        report.changed[CaseStudy] += 1
    else:
        report.same += 1
    return draft


def note_problems(case: CaseFiles, refused: NotReady, problems: ProblemList) -> None:
    """Translate the places of a draft into files and lines."""
    for problem in refused.problems:
        problems.add(*case.where(problem.place), problem.message)
