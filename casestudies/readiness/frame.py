"""The frame of a case study: what a page, a list or a partner cannot do without, and what a teacher will miss."""

from collections.abc import Iterator

from casestudies.errors import Problem
from casestudies.readiness.reading import Reading

REQUIRED = (
    ("title", "The case study has no title."),
    ("summary", "The case study has no summary; lists, feeds and partners show it."),
    ("licence", "The case study has no licence; nobody would know what they may do with it."),
)
MISSED = (
    ("question", "The case study asks no policy question.", "question"),
    ("questions", "There are no discussion questions.", "questions"),
    ("objectives", "There are no learning objectives.", "objectives"),
)


def missing_parts(reading: Reading) -> Iterator[Problem]:
    document = reading.document
    for field, sentence in REQUIRED:
        if not document[field]:
            yield Problem(sentence, field)
    if not document["contributors"]:
        yield Problem("Nobody is credited. Add at least one contributor.", "contributors")
    if not document["sections"]:
        yield Problem("There is no section, so there is nothing to read.", "sections")
    for index, section in enumerate(document["sections"]):
        if not section["prose"]:
            yield Problem(f"The section “{section['heading']}” is empty.", f"sections[{index}].prose")


def missed_parts(reading: Reading) -> Iterator[Problem]:
    for field, sentence, place in MISSED:
        if not reading.document[field]:
            yield Problem(sentence, place)
