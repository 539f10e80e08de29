"""What blocks publication, computed from the snapshot, each in a sentence and leading to its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.enums import FigureKind
from casestudies.errors import Problem
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys, figure_keys


def blockers(document: Mapping[str, Any]) -> list[Problem]:
    """Everything that must be mended before the draft can be published; empty when it is ready."""
    return [*_frame(document), *_figures(document), *_citations(document)]


def _frame(document: Mapping[str, Any]) -> Iterator[Problem]:
    for field, sentence in (
        ("title", "The case study has no title."),
        ("summary", "The case study has no summary; lists, feeds and partners show it."),
        ("licence", "The case study has no licence; nobody would know what they may do with it."),
    ):
        if not document[field]:
            yield Problem(sentence, field)
    if not document["contributors"]:
        yield Problem("Nobody is credited. Add at least one contributor.", "contributors")
    if not document["sections"]:
        yield Problem("There is no section, so there is nothing to read.", "sections")
    for index, section in enumerate(document["sections"]):
        if not section["prose"]:
            yield Problem(f"The section “{section['heading']}” is empty.", f"sections[{index}].prose")


def _figures(document: Mapping[str, Any]) -> Iterator[Problem]:
    for index, figure in enumerate(document["figures"]):
        if figure["kind"] == FigureKind.IMAGE and not figure["alt"].strip():
            yield Problem(f"The figure “{figure['key']}” has no alternative text.", f"figures[{index}].alt")
    known = {figure["key"] for figure in document["figures"]}
    for index, section in enumerate(document["sections"]):
        for key in figure_keys(parse_html(section["prose"])):
            if key not in known:
                yield Problem(
                    f"The section “{section['heading']}” places the figure “{key}”, which is not there.",
                    f"sections[{index}].prose",
                )


def _citations(document: Mapping[str, Any]) -> Iterator[Problem]:
    known = {source["key"] for source in document["sources"]}
    for index, section in enumerate(document["sections"]):
        for key in cited_keys(parse_html(section["prose"])):
            if key not in known:
                yield Problem(
                    f"The section “{section['heading']}” cites “{key}”, which is not in the source library.",
                    f"sections[{index}].prose",
                )
    for index, event in enumerate(document["timeline"]):
        for item in event["references"]:
            if item["key"] not in known:
                yield Problem(
                    f"The event “{event['title']}” cites “{item['key']}”, which is not in the source library.",
                    f"timeline[{index}].references",
                )
    for index, party in enumerate(document["parties"]):
        reference = party["response"]["reference"]
        if reference and reference["key"] not in known:
            yield Problem(
                f"The response of {party['name']} cites “{reference['key']}”, which is not in the source library.",
                f"parties[{index}].response.reference",
            )
