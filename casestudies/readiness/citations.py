"""Citations: each leads to a source, each block that owes one has one, and no source is listed for nothing."""

from collections.abc import Iterator

from casestudies.enums import SectionKind
from casestudies.errors import Problem
from casestudies.prose.nodes import Block, Document, ListBlock, Paragraph, Quote, Table
from casestudies.prose.text import citations, cited_keys, plain_text
from casestudies.readiness.reading import Reading, ReadSection, first_words

BLOCK_NAMES: dict[type, str] = {Paragraph: "A paragraph", ListBlock: "A list", Table: "A table", Quote: "A quotation"}


def unresolved_citations(reading: Reading) -> Iterator[Problem]:
    known = {source["key"] for source in reading.document["sources"]}
    for section in reading.sections:
        for key in cited_keys(section.prose):
            if key not in known:
                yield Problem(
                    f"The section “{section.heading}” cites “{key}”, which is not in the source library.", section.place
                )
    for index, event in enumerate(reading.document["timeline"]):
        for item in event["references"]:
            if item["key"] not in known:
                yield Problem(
                    f"The event “{event['title']}” cites “{item['key']}”, which is not in the source library.",
                    f"timeline[{index}].references",
                )
    for index, party in enumerate(reading.document["parties"]):
        reference = party["response"]["reference"]
        if reference and reference["key"] not in known:
            yield Problem(
                f"The response of {party['name']} cites “{reference['key']}”, which is not in the source library.",
                f"parties[{index}].response.reference",
            )


def uncited_record(reading: Reading) -> Iterator[Problem]:
    """A record says what happened: every paragraph, list, table and quotation of it leads to a source."""
    yield from _uncited(reading, SectionKind.RECORD, "record")


def uncited_analysis(reading: Reading) -> Iterator[Problem]:
    yield from _uncited(reading, SectionKind.ANALYSIS, "analysis")


def never_cited(reading: Reading) -> Iterator[Problem]:
    """Sources that stand among the references, and that no part of the text rests on."""
    cited = {key for section in reading.sections for key in cited_keys(section.prose)}
    cited |= {item["key"] for event in reading.document["timeline"] for item in event["references"]}
    answers = (party["response"]["reference"] for party in reading.document["parties"])
    cited |= {reference["key"] for reference in answers if reference}
    for index, source in enumerate(reading.document["sources"]):
        if source["key"] not in cited:
            yield Problem(f"Nothing cites “{reading.titles[source['key']]}”.", f"sources[{index}]")


def _uncited(reading: Reading, kind: SectionKind, name: str) -> Iterator[Problem]:
    for section in reading.sections:
        if section.kind == kind:
            for index, block in enumerate(section.prose):
                if owes_citation(section.prose, index):
                    yield _says_nothing(section, block, index, name)


def owes_citation(prose: Document, index: int) -> bool:
    """Whether the block has text and no citation. A line that leads in to a cited list or quotation owes none."""
    block = prose[index]
    if type(block) not in BLOCK_NAMES or citations((block,)):
        return False
    text = plain_text((block,)).rstrip()
    follower = prose[index + 1 : index + 2]
    leads_in = isinstance(block, Paragraph) and text.endswith(":")
    return bool(text) and not (leads_in and bool(citations(follower)))


def _says_nothing(section: ReadSection, block: Block, index: int, name: str) -> Problem:
    words = first_words(section.prose, index)
    sentence = f"{BLOCK_NAMES[type(block)]} of the {name} “{section.heading}” cites no source: “{words}”"
    return Problem(sentence, section.place)
