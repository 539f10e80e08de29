"""Headings within a section: no level is skipped, so that whoever listens can follow."""

from collections.abc import Iterator

from casestudies.errors import Problem
from casestudies.prose.nodes import Heading
from casestudies.prose.text import plain_text
from casestudies.readiness.reading import Reading


def skipped_levels(reading: Reading) -> Iterator[Problem]:
    for section in reading.sections:
        level = 2  # the section's own heading
        for block in section.prose:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    words = plain_text((block,))
                    sentence = f"In “{section.heading}” the small heading “{words}” stands under no larger one."
                    yield Problem(sentence, section.place)
                level = block.level
