"""The files of one case study, read into the document that a draft is written from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.enums import FigureKind
from casestudies.exchange.case_schema import CASE
from casestudies.exchange.dates import read_when
from casestudies.exchange.folder import Folder
from casestudies.exchange.identity import derived_uuid
from casestudies.exchange.loaded import Loaded, Path
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.reading_yaml import read_yaml
from casestudies.exchange.schema import At
from casestudies.exchange.section_files import SectionFile, read_section
from casestudies.pictures import MAX_BYTES, BadPicture, inspect_picture

CASE_LIMIT = 4_000_000

Row = Mapping[str, Any]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# What the draft calls otherwise than its file.
_RENAMED: Mapping[str, Path] = {
    "glance_what": ("at_a_glance", "what_happened"),
    "glance_who": ("at_a_glance", "who"),
    "glance_when": ("at_a_glance", "when"),
    "glance_disputed": ("at_a_glance", "disputed"),
    "glance_why": ("at_a_glance", "why_it_matters"),
    **{name: ("disclosures", name) for name in ("competing_interests", "funding", "ai_use")},
    **dict.fromkeys(("event", "date", "precision", "time"), ("when",)),
    "sources": ("references",),
    "citations": ("references",),
    "teacher_note": ("note",),
    "media": ("file",),
    "response_state": ("response", "state"),
    "response_words": ("response", "words"),
    "response_citations": ("response", "reference"),
    **{name: ("response", name) for name in ("sought_on", "responded_on")},
}


@dataclass
class CaseFiles:
    """A case study as its files have it. `document` is shaped as case_document.py says; `pictures` names the file
    of each figure that has one; `has_uuid` tells whether the files gave the UUID themselves. `original` is the slug
    of what it is a translation of, `follows` the original's edition that it follows."""

    slug: str
    original: str
    follows: int | None
    document: dict[str, Any]
    notes: dict[str, str]
    pictures: dict[str, str]
    has_uuid: bool
    loaded: Loaded
    sections: list[SectionFile]

    def where(self, place: str) -> tuple[str, int]:
        """File and line of a place in the draft, such as `timeline[2].title` or `sections[0].prose`."""
        steps: list[str | int] = [int(number) if number else name for name, number in _STEP.findall(place)]
        if steps[:1] == ["sections"] and len(steps) > 2 and steps[2] != "anchor":
            section = self.sections[int(steps[1])]
            return section.head.file, section.line_of(str(steps[2]))
        path = tuple(renamed for step in steps for renamed in _RENAMED.get(str(step), (step,)))
        return self.loaded.file, self.loaded.line(path)


def read_case(folder: Folder, slug: str, problems: ProblemList) -> CaseFiles | None:
    """The case study in `cases/<slug>/`; None if there are problems, which are noted."""
    file = f"cases/{slug}/case.yaml"
    before = len(problems.found)
    with problems.collecting():
        loaded = read_yaml(folder.read_text(file, limit=CASE_LIMIT), file)
        at = At(loaded, problems)
        case = CASE.read(loaded.value, at)
        if not case:
            return None
        if case["slug"] and case["slug"] != slug:
            (at / "slug").problem(f"the folder is called “{slug}”; it must be called like the slug")
        sections = _read_sections(folder, slug, case, at)
        _check_questions(case, at)
        if case["follows"] and not case["translation_of"]:
            (at / "follows").problem("say in “translation_of” which case study this is a translation of")
        when = read_when(case, at)
        moments = [read_when(row, at / "timeline" / index) for index, row in enumerate(case["timeline"]) if row]
        digests = {
            row["key"]: _read_picture(folder, slug, row, at / "figures" / index)
            for index, row in enumerate(case["figures"])
            if row
        }
        if len(problems.found) > before:
            return None
        document = _document(case, when, moments, sections, digests)
        _check_uuids(document, at)
        return CaseFiles(
            slug=slug,
            original=case["translation_of"],
            follows=case["follows"],
            document=document,
            notes={
                made["uuid"]: row["note"]
                for made, row in zip(document["questions"], case["questions"], strict=True)
                if row["note"]
            },
            pictures={row["key"]: f"cases/{slug}/{row['file']}" for row in case["figures"] if row["file"]},
            has_uuid=bool(case["uuid"]),
            loaded=loaded,
            sections=sections,
        )
    return None


def _read_sections(folder: Folder, slug: str, case: Row, at: At) -> list[SectionFile]:
    read = []
    for index, anchor in enumerate(case["sections"]):
        if isinstance(anchor, str) and re.fullmatch(r"[-a-zA-Z0-9_]+", anchor):
            cause = (at.loaded.file, at.loaded.line(("sections", index)))
            section = read_section(folder, slug, anchor, at.problems, cause)
            read += [section] if section else []
    listed = {f"{anchor}.md" for anchor in case["sections"]}
    with at.problems.collecting():
        for name in folder.names(f"cases/{slug}/sections"):
            if name.endswith(".md") and name not in listed:
                at.problems.add(f"cases/{slug}/sections/{name}", 1, "case.yaml does not list this section")
    return read


def _check_questions(case: Row, at: At) -> None:
    for index, row in enumerate(case["questions"]):
        if row and row["section"] and row["section"] not in case["sections"]:
            (at / "questions" / index / "section").problem(f"there is no section “{row['section']}”")


def _read_picture(folder: Folder, slug: str, row: Row, at: At) -> str:
    """The digest of a figure's picture; empty for a video without one."""
    is_video = row["kind"] == FigureKind.VIDEO
    if is_video and not row["video_url"]:
        at.problem("a video has a “video_url”; its “file”, if it has one, is a still from it")
        return ""
    if is_video and not row["file"]:
        return ""
    if not is_video and (row["video_url"] or not row["file"]):
        at.problem("an image has a “file” and no “video_url”")
        return ""
    place = at / "file"
    cause = (at.loaded.file, at.loaded.line(place.path))
    with at.problems.collecting():
        data = folder.read_bytes(f"cases/{slug}/{row['file']}", limit=MAX_BYTES, cause=cause)
        try:
            return inspect_picture(data).sha256
        except BadPicture as error:
            place.problem(f"“{row['file']}”: {error}")
    return ""


def _document(
    case: Row, when: Any, moments: list[Any], sections: list[SectionFile], digests: Mapping[str, str]
) -> dict[str, Any]:
    slug = case["slug"]
    return {
        "uuid": case["uuid"] or derived_uuid(slug),
        **{name: case[name] for name in ("title", "question", "summary", "language")},
        "licence": _licence(case["licence"]),
        "event": {"when": when},
        "at_a_glance": case["at_a_glance"],
        "topics": [{"slug": topic} for topic in case["topics"]],
        "jurisdictions": case["jurisdictions"],
        "contributors": [{"key": row["person"], "roles": row["roles"]} for row in case["contributors"]],
        "objectives": case["objectives"],
        "sections": [section.section for section in sections],
        "questions": [
            {
                "uuid": row["uuid"] or derived_uuid(slug, "questions", index),
                **{name: row[name] for name in ("prompt", "section", "minutes")},
            }
            for index, row in enumerate(case["questions"])
        ],
        "timeline": [
            {
                "uuid": row["uuid"] or derived_uuid(slug, "timeline", index),
                "when": moment,
                **{name: row[name] for name in ("title", "text")},
                "references": [_citation(item) for item in row["references"]],
            }
            for index, (row, moment) in enumerate(zip(case["timeline"], moments, strict=True))
        ],
        "figures": [
            {
                **{name: row[name] for name in ("key", "kind", "video_url", "alt", "caption", "credit")},
                "sha256": digests[row["key"]],
                "licence": _licence(row["licence"]),
            }
            for row in case["figures"]
        ],
        "parties": [
            {
                "key": row["party"],
                **{name: row[name] for name in ("roles", "involvement")},
                "response": row["response"]
                | {"reference": _citation(row["response"]["reference"]) if row["response"]["reference"] else None},
            }
            for row in case["parties"]
        ],
        "classifications": [
            {
                "framework": {"key": row["framework"], "version": row["version"]},
                "term": {"key": row["term"]},
                "reason": row["reason"],
                "classified_by": {"key": row["classified_by"]} if row["classified_by"] else None,
            }
            for row in case["classifications"]
        ],
        "instruments": [{"key": row["instrument"], "note": row["note"]} for row in case["instruments"]],
        "disclosures": case["disclosures"],
        "sources": [{"key": key} for key in case["references"]],
    }


def _check_uuids(document: Row, at: At) -> None:
    seen: set[str] = set()
    for part in ("sections", "questions", "timeline"):
        for index, row in enumerate(document[part]):
            if row["uuid"] in seen:
                (at / part / index).problem(f"the UUID {row['uuid']} is given to two parts of the case study")
            seen.add(row["uuid"])


def _citation(row: Row) -> dict[str, str]:
    return {"key": row["source"], "locator": row["locator"]}


def _licence(key: str) -> dict[str, str] | None:
    return {"key": key} if key else None
