"""A published case with three questions, each about something else."""

import uuid

import pytest

from tests.factories import document, make_case, publish_case
from tests.worlds import world

PROMPTS = ["Who was owed <what>?", "What left their control?", "Was it worth it?"]


def question_rows(slug):
    case = uuid.UUID(document(seed=slug)["uuid"])
    sections = ["part-1", "part-2", ""]
    return [
        {"uuid": str(uuid.uuid5(case, prompt)), "prompt": prompt, "section": section, "minutes": minutes}
        for prompt, section, minutes in zip(PROMPTS, sections, [10, 20, None], strict=True)
    ]


@world
def taught():
    """A live case study whose teacher's notes all say `PRIVATE NOTE`."""
    rows = question_rows("taught")
    case_study = make_case(slug="taught", sections=2, questions=rows, note="PRIVATE NOTE: ask <twice>.")
    publish_case(case_study)
    return case_study


@pytest.fixture
def keys():
    """The questions' keys in addresses, in order."""
    return [row["uuid"][:8] for row in question_rows("taught")]
