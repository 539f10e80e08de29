"""A draft as its page will be: the article and the frame around it, made from the document alone. No query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import mark_safe

from casestudies.publication.bibliography import names_in_words
from casestudies.publication.indexing import card
from casestudies.publication.own_links import named_places, without_own_links
from casestudies.publication.render import render_article
from casestudies.publication.when import day_in_words, in_words

PUBLIC_PICTURE = 'src="/media/'


@dataclass(frozen=True)
class DraftLine:
    """What stands in place of the edition line: which text this is, and that nobody published it."""

    what: str
    day: date
    statements: int
    checked: int

    @property
    def day_words(self) -> str:
        return day_in_words(self.day)

    @property
    def checked_words(self) -> str:
        plural = "" if self.statements == 1 else "s"
        return f"{self.checked} of {self.statements} statement{plural} checked" if self.statements else ""


def draft_page(
    document: Mapping[str, Any], *, line: DraftLine, media_root: str, checked: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """`{"case", "html"}` for the page's template. `media_root` is where the draft's pictures answer."""
    rendered = render_article(document, checked)
    shown = card(document, rendered, {"statements": line.statements, "checked": line.checked})
    day = line.day.isoformat()
    return {
        # Text is escaped, so that these words stand in the tags of pictures alone.
        "html": mark_safe(without_own_links(rendered.html).replace(PUBLIC_PICTURE, f'src="{media_root}')),
        "case": {
            **{name: shown[name] for name in ("title", "question", "topics", "licence", "language", "source_count")},
            "reading_minutes": shown["reading_minutes"],
            "authors": names_in_words([{"literal": author["name"]} for author in shown["authors"]]),
            "when": in_words(shown["event"]["when"]),
            "places": named_places(shown["jurisdictions"]),
            "first_published": "",
            "first_published_iso": day,
            "line": line,
            "line_template": "preview/draft_line.html",
        },
    }
