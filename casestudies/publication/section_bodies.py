"""The sections' prose as Markdown and as plain text; its HTML is the article's (render.py)."""

import re
from collections.abc import Mapping
from typing import Any

from casestudies.prose.characters import tidy_line
from casestudies.prose.html import parse_html
from casestudies.prose.markdown import to_markdown
from casestudies.prose.nodes import Paragraph, Text
from casestudies.prose.text import plain_text

Row = Mapping[str, Any]
# A figure as prose writes it, alone on its line, in a quote or a list perhaps; any other `!` stands escaped.
FIGURE = re.compile(r"^([ >]*(?:[-*] |\d+[.)] )?)!\[\]\(figure:([^)\s]+)\)$", re.MULTILINE)
MEDIA = "/media/"


def section_bodies(snapshot: Row) -> dict[str, dict[str, str]]:
    """Anchor -> `markdown`, with pictures at their addresses without a host, and `text`."""
    figures = {figure["key"]: figure for figure in snapshot["figures"]}
    return {
        section["anchor"]: {
            "markdown": section_markdown(section["prose"], figures, MEDIA),
            "text": plain_text(parse_html(section["prose"])),
        }
        for section in snapshot["sections"]
    }


def section_markdown(prose: str, figures: Mapping[str, Row], media_address: str) -> str:
    """A section's prose. `media_address` is where pictures are, by their digest."""

    def shown(match: re.Match[str]) -> str:
        figure = figures.get(match[2])
        return f"{match[1]}{figure_markdown(figure, media_address)}" if figure else match[1].rstrip()

    return FIGURE.sub(shown, to_markdown(parse_html(prose)).strip("\n"))


def figure_markdown(figure: Row, media_address: str) -> str:
    """A picture with its caption, or a link to a video, which its poster may stand for."""
    caption = line_markdown(" ".join(filter(None, [figure["caption"], figure["credit"]])))
    if not figure["sha256"]:
        return f"[{caption or line_markdown(figure['alt']) or 'Video'}](<{figure['video_url']}>)"
    address = f"{media_address}{figure['sha256']}.{figure['extension']}"
    shown = f"![{line_markdown(figure['alt'])}]({address})"
    if figure.get("video_url"):
        shown = f"[{shown}](<{figure['video_url']}>)"
    return shown + (f" {caption}" if caption else "")


def line_markdown(text: str) -> str:
    """Text on one line, with nothing in it that Markdown would read as more."""
    return to_markdown((Paragraph((Text(tidy_line(text)),)),)).strip("\n") if tidy_line(text) else ""
