"""Figures: each picture says in words what it shows, and the text places none that is not there."""

from collections.abc import Iterator

from casestudies.enums import FigureKind
from casestudies.errors import Problem
from casestudies.prose.text import figure_keys
from casestudies.readiness.reading import Reading


def missing_alternatives(reading: Reading) -> Iterator[Problem]:
    for index, figure in enumerate(reading.document["figures"]):
        is_shown = figure["kind"] == FigureKind.IMAGE or figure.get("sha256")  # a video may have a still to show
        if is_shown and not figure["alt"].strip():
            yield Problem(f"The figure “{figure['key']}” has no alternative text.", f"figures[{index}].alt")


def missing_figures(reading: Reading) -> Iterator[Problem]:
    known = {figure["key"] for figure in reading.document["figures"]}
    for section in reading.sections:
        for key in figure_keys(section.prose):
            if key not in known:
                yield Problem(
                    f"The section “{section.heading}” places the figure “{key}”, which is not there.", section.place
                )
