"""A whole folder of files: the library, and every case study, read and checked before anything is written."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import models

from casestudies.exchange.case_reading import CaseFiles, read_case
from casestudies.exchange.folder import Folder
from casestudies.exchange.library import Entry, read_library
from casestudies.exchange.problems import ProblemList
from casestudies.models import CaseStudy, Framework, FrameworkTerm, Party, Person, PolicyInstrument, Source, Topic
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_KEY_NAMES: dict[type[models.Model], tuple[str, ...]] = {
    Topic: ("slug",),
    FrameworkTerm: ("framework__key", "framework__version", "key"),
}


class Needed(NamedTuple):
    """A shared record that a case study names, and where."""

    model: type[models.Model]
    key: tuple[str, ...]
    file: str
    line: int


def read_files(folder: Folder) -> tuple[list[Entry], list[CaseFiles]]:
    """The shared records and the case studies in a folder, originals before translations.

    Raises FilesRefused with everything that is wrong.
    """
    problems = ProblemList()
    library = read_library(folder, problems)
    library_is_whole = not problems.found
    cases = [case for slug in case_names(folder, problems) if (case := read_case(folder, slug, problems))]
    _check_uuids(cases, problems)
    _check_originals(cases, problems)
    if library_is_whole:
        _check_needed(library, cases, problems)
    if not library and not cases and not problems.found:
        problems.add(".", 1, "there is nothing to read here: no cases, no vocabularies, no sources.json")
    problems.refuse_if_any()
    return library, sorted(cases, key=lambda case: bool(case.original))


def case_names(folder: Folder, problems: ProblemList) -> Iterator[str]:
    """The names of the case studies' folders."""
    names: list[str] = []
    with problems.collecting():
        names = folder.names("cases")
    for name in names:
        if _SLUG.fullmatch(name):
            yield name
        else:
            problems.add(f"cases/{name}", 1, "this should be the folder of a case study, called like its slug")


def _check_uuids(cases: list[CaseFiles], problems: ProblemList) -> None:
    seen: dict[str, str] = {}
    for case in cases:
        uuid = case.document["uuid"]
        if uuid in seen:
            problems.add(*case.where("uuid"), f"“{seen[uuid]}” has this UUID, too")
        seen[uuid] = case.slug


def _check_originals(cases: list[CaseFiles], problems: ProblemList) -> None:
    """Every translation comes with its original, or after it."""
    translations = [case for case in cases if case.original]
    given = {case.slug: case for case in cases}
    slugs = {case.original for case in translations}
    known = dict(CaseStudy.objects.filter(slug__in=slugs).values_list("slug", "translation_of"))
    for case in translations:
        original = given.get(case.original)
        if original is None and case.original not in known:
            sentence = f"there is no case study “{case.original}”, in these files or here: bring the original in first"
        elif original.original if original else known[case.original]:
            sentence = f"“{case.original}” is itself a translation: name its original"
        else:
            continue
        problems.add(*case.where("translation_of"), sentence)


def _check_needed(library: list[Entry], cases: list[CaseFiles], problems: ProblemList) -> None:
    given = _in_files(library)
    needed = [item for case in cases for item in _needed(case) if (item.model, item.key) not in given]
    known = _in_database(needed)
    for item in needed:
        if (item.model, item.key) not in known:
            name = item.model._meta.verbose_name
            problems.add(
                item.file, item.line, f"there is no {name} “{' '.join(item.key)}”, in these files or in the library"
            )


def _needed(case: CaseFiles) -> Iterator[Needed]:
    document = case.document

    def needed(model: type[models.Model], place: str, *key: str) -> Needed:
        return Needed(model, key, *case.where(place))

    for index, row in enumerate(document["topics"]):
        yield needed(Topic, f"topics[{index}]", row["slug"])
    for index, row in enumerate(document["contributors"]):
        yield needed(Person, f"contributors[{index}].person", row["key"])
    for index, row in enumerate(document["parties"]):
        yield needed(Party, f"parties[{index}].party", row["key"])
        if row["response"]["reference"]:
            yield needed(Source, f"parties[{index}].response.reference", row["response"]["reference"]["key"])
    for index, row in enumerate(document["instruments"]):
        yield needed(PolicyInstrument, f"instruments[{index}].instrument", row["key"])
    for index, row in enumerate(document["classifications"]):
        framework = (row["framework"]["key"], row["framework"]["version"])
        yield needed(FrameworkTerm, f"classifications[{index}].term", *framework, row["term"]["key"])
        if row["classified_by"]:
            yield needed(Person, f"classifications[{index}].classified_by", row["classified_by"]["key"])
    for index, row in enumerate(document["timeline"]):
        for number, item in enumerate(row["references"]):
            yield needed(Source, f"timeline[{index}].references[{number}]", item["key"])
    for index, row in enumerate(document["sources"]):
        yield needed(Source, f"sources[{index}]", row["key"])
    for section in case.sections:
        for key in cited_keys(parse_html(section.section["prose"])):
            yield Needed(Source, (key,), section.head.file, section.line_of_citation(key))


def _in_files(library: list[Entry]) -> set[tuple[Any, tuple[str, ...]]]:
    known: set[tuple[Any, tuple[str, ...]]] = {(entry.kind.model, entry.key) for entry in library}
    for entry in library:
        if entry.kind.model is Framework:
            known |= {(FrameworkTerm, (*entry.key, key)) for key in _term_keys(entry.item["terms"])}
    return known


def _term_keys(terms: Iterable[Any]) -> Iterator[str]:
    for term in terms:
        yield term["key"]
        yield from _term_keys(term.get("terms", ()))


def _in_database(needed: list[Needed]) -> set[tuple[Any, tuple[str, ...]]]:
    known: set[tuple[Any, tuple[str, ...]]] = set()
    for model in {item.model for item in needed}:
        keys = {item.key for item in needed if item.model is model}
        names = _KEY_NAMES.get(model, ("key",))
        rows = model._default_manager.filter(**{f"{names[-1]}__in": {key[-1] for key in keys}})
        known |= {(model, tuple(row)) for row in rows.values_list(*names)}
    return known
