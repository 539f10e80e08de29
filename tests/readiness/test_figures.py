"""Figures: alternative text, and figures that are not there."""

from casestudies.readiness.figures import missing_alternatives, missing_figures
from tests.readiness.reading import cite, ready, said, with_prose


def figure(key, kind="image", alt="", sha256=""):
    return {"key": key, "kind": kind, "alt": alt, "sha256": sha256}


def test_picture_without_alternative_text_blocks_and_a_video_without_a_poster_does_not():
    poster = figure("film", kind="video", sha256="0" * 64)
    found = ready(figures=[figure("map", alt="A map."), figure("scan", alt="  "), figure("clip", kind="video"), poster])

    assert said(missing_alternatives, found) == [
        ("The figure “scan” has no alternative text.", "figures[1].alt"),
        ("The figure “film” has no alternative text.", "figures[3].alt"),
    ]


def test_figure_that_is_not_there_blocks_at_the_prose():
    found = with_prose(f'<p>See.{cite("wiggers2024")}</p><figure data-figure="map"></figure>')

    assert said(missing_figures, found) == [
        ("The section “Part 1” places the figure “map”, which is not there.", "sections[0].prose")
    ]
    assert said(missing_figures, found | {"figures": [figure("map", alt="A map.")]}) == []
