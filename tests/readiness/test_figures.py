"""Figures: alternative text, and figures that are not there."""

from casestudies.readiness.figures import missing_alternatives, missing_figures
from tests.readiness.reading import cite, ready, said, with_prose


def figure(key, kind="image", alt=""):
    return {"key": key, "kind": kind, "alt": alt}


def test_picture_without_alternative_text_blocks_and_a_video_does_not():
    found = ready(figures=[figure("map", alt="A map."), figure("scan", alt="  "), figure("clip", kind="video")])

    assert said(missing_alternatives, found) == [("The figure “scan” has no alternative text.", "figures[1].alt")]


def test_figure_that_is_not_there_blocks_at_the_prose():
    found = with_prose(f'<p>See.{cite("wiggers2024")}</p><figure data-figure="map"></figure>')

    assert said(missing_figures, found) == [
        ("The section “Part 1” places the figure “map”, which is not there.", "sections[0].prose")
    ]
    assert said(missing_figures, found | {"figures": [figure("map", alt="A map.")]}) == []
