"""Export: every draft and the library as files, read again before they count, put in place at once."""

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from casestudies.errors import CasebookError
from casestudies.exchange.case_document import document_of
from casestudies.exchange.case_reading import read_case
from casestudies.exchange.case_writing import picture_names, write_case
from casestudies.exchange.folder import Folder
from casestudies.exchange.library import Kind, read_library
from casestudies.exchange.library_writing import Keys, item_of, library_records, write_library
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.report import Report
from casestudies.exchange.writing_yaml import write_yaml
from casestudies.models import (
    CaseStudy,
    Framework,
    MediaFile,
    Party,
    Person,
    PolicyInstrument,
    Source,
    Topic,
)
from casestudies.publication.snapshot import take_snapshot

MARKER = "export.yaml"
MARK = {"format": "casebook-export/1"}
# What an export owns in its folder; anything else there, a repository say, is left alone.
ENTRIES = (MARKER, "vocabularies", "sources.json", "cases")

_SAFE = re.compile(r"(?!\.)[-a-zA-Z0-9_.]+")


class ExportRefused(CasebookError):
    """Nothing was written; the message says why."""


def export_cases(target: Path, *, slugs: Iterable[str] = ()) -> Report:
    """Write all case studies and the whole library to `target`; or those with these slugs, and what they use.

    The folder is new, empty, or an earlier export, which is replaced. The same drafts give the same bytes. Raises
    ExportRefused.
    """
    drafts = _drafts(list(slugs))
    made = _claim(target)
    work = Path(tempfile.mkdtemp(prefix=".export-", dir=target))
    try:
        fresh, old = work / "new", work / "old"
        fresh.mkdir()
        old.mkdir()
        used = _write_cases(fresh, drafts)
        records = library_records(used if slugs else None)
        _write_library(fresh, records)
        _write(fresh, MARKER, write_yaml(MARK).encode())
        for name in ENTRIES:
            if (target / name).exists() or (target / name).is_symlink():
                (target / name).rename(old / name)
            if (fresh / name).exists():
                (fresh / name).rename(target / name)
    except BaseException:
        shutil.rmtree(target if made else work)
        raise
    shutil.rmtree(work)
    counts = {kind.model: len(found) for kind, found in records.items()} | {CaseStudy: len(drafts)}
    return Report(created=Counter({model: number for model, number in counts.items() if number}))


def _drafts(slugs: list[str]) -> list[CaseStudy]:
    drafts = CaseStudy.objects.select_related("translation_of").order_by("slug")
    if not slugs:
        return list(drafts)
    found = list(drafts.filter(slug__in=slugs))
    if missing := sorted(set(slugs) - {draft.slug for draft in found}):
        raise ExportRefused(f"There is no case study with the slug “{missing[0]}”.")
    return found


def _claim(target: Path) -> bool:
    """Make sure that the folder is ours to write to. True if it had to be made."""
    if target.is_dir():
        if not (target / MARKER).is_file() and any(target.iterdir()):
            raise ExportRefused(f"{target} holds something that is not an export. Name a new or empty folder.")
        return False
    if target.exists():
        raise ExportRefused(f"{target} is not a folder.")
    target.mkdir(parents=True)
    return True


def _write_cases(root: Path, drafts: list[CaseStudy]) -> Keys:
    """Write the drafts, and say which shared records they use."""
    used: dict[Any, set[str]] = {model: set() for model in (Topic, Person, Party, PolicyInstrument, Framework, Source)}
    for draft in drafts:
        document = take_snapshot(draft).document
        notes = {str(row.uuid): row.teacher_note for row in draft.questions.all() if row.teacher_note}
        original = draft.translation_of.slug if draft.translation_of else ""
        files = write_case(document, notes=notes, slug=draft.slug, original=original, follows=draft.follows)
        for name, text in files.items():
            _write(root, f"cases/{draft.slug}/{name}", text.encode())
        _write_pictures(root, draft.slug, document)
        _check_case(root, draft, document, notes)
        used[Topic] |= {row["slug"] for row in document["topics"]}
        used[Person] |= {row["key"] for row in document["contributors"]}
        used[Person] |= {row["classified_by"]["key"] for row in document["classifications"] if row["classified_by"]}
        used[Party] |= {row["key"] for row in document["parties"]}
        used[PolicyInstrument] |= {row["key"] for row in document["instruments"]}
        used[Framework] |= {row["framework"]["key"] for row in document["classifications"]}
        used[Source] |= {row["key"] for row in document["sources"]}
    return used


def _write_pictures(root: Path, slug: str, document: Mapping[str, Any]) -> None:
    digests = {figure["key"]: figure["sha256"] for figure in document["figures"]}
    names = {f"cases/{slug}/{name}": digests[key] for key, name in picture_names(document).items()}
    for name, sha256 in names.items():
        try:
            with MediaFile.objects.get(sha256=sha256).file.open("rb") as stored:
                data = stored.read()
        except OSError as error:
            raise ExportRefused(f"The picture {name} is missing from the media files.") from error
        _write(root, name, data)


def _write_library(root: Path, records: Mapping[Kind, list[Any]]) -> None:
    for name, text in write_library(records).items():
        _write(root, name, text.encode())
    problems = ProblemList()
    entries = read_library(Folder(root), problems)
    read = [(entry.kind.file, entry.item) for entry in entries]
    if problems.found or read != [(kind.file, item_of(kind, row)) for kind, rows in records.items() for row in rows]:
        raise ExportRefused(_unfaithful("The library", problems))


def _check_case(root: Path, draft: CaseStudy, document: Mapping[str, Any], notes: Mapping[str, str]) -> None:
    """Read back what was written: an export that an import would refuse or change is none."""
    problems = ProblemList()
    case = read_case(Folder(root), draft.slug, problems)
    original = draft.translation_of.slug if draft.translation_of else ""
    if (
        case is None
        or (case.document, case.notes) != (document_of(document), notes)
        or (case.original, case.follows) != (original, draft.follows)
    ):
        raise ExportRefused(_unfaithful(f"“{draft.title}”", problems))


def _unfaithful(what: str, problems: ProblemList) -> str:
    told = "".join(f"\n{problem}" for problem in sorted(problems.found))
    return f"{what} cannot be exported so that an import would give it back.{told}"


def _write(root: Path, name: str, data: bytes) -> None:
    if not all(_SAFE.fullmatch(part) for part in name.split("/")):
        raise ExportRefused(f"“{name}” will not do as the name of a file.")
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as file:
        file.write(data)
