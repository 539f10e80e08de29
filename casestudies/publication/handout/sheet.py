"""A whole handout: its blocks between a title and the lines that say where it comes from, ready for JSON."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.bibliography import names_in_words
from casestudies.publication.edition_line import EditionLine
from casestudies.publication.handout.blocks import Dict, paragraph, run
from casestudies.publication.indexing import authors
from casestudies.publication.web_addresses import web_address

# What typst takes for a language and a region.
LANGUAGE = re.compile(r"[a-z]{2,3}")
REGION = re.compile(r"[A-Z]{2}")


def sheet_of(
    snapshot: Mapping[str, Any],
    blocks: list[Dict],
    *,
    line: EditionLine,
    publication: str,
    url: str,
    digest: str,
    with_notes: bool,
) -> Dict:
    """`url` is the case's address as the world writes it, `digest` the edition's."""
    language = snapshot.get("language") or "en"
    with override(apparatus_language(language)):
        subtags = language.replace("_", "-").split("-")
        names = [person["name"] for person in authors(snapshot)]
        return {
            "language": subtags[0].lower() if LANGUAGE.fullmatch(subtags[0].lower()) else "en",
            "region": next((tag.upper() for tag in subtags[1:] if REGION.fullmatch(tag.upper())), ""),
            "title": snapshot["title"],
            "question": snapshot["question"],
            "authors": names,
            "by": _("By %(names)s") % {"names": names_in_words([{"literal": name} for name in names])} if names else "",
            "publication": publication,
            "line": line.words,
            "day": [line.day.year, line.day.month, line.day.day],
            "url": url,
            "keep": _("With teacher’s notes. Please do not pass on to students.") if with_notes else "",
            "blocks": blocks,
            "colophon": _colophon(snapshot, line, url, digest),
        }


def _colophon(snapshot: Mapping[str, Any], line: EditionLine, url: str, digest: str) -> list[Dict]:
    """Where the text comes from, and what may be done with it."""
    lines = [[run(f"{line.words}. "), run(url, href=url)]]
    if line.note:
        lines.append([run(_("What is new in this edition: %(note)s") % {"note": line.note})])
    licence = snapshot.get("licence")
    if licence:
        href = web_address(licence.get("url", ""))
        lines.append([run(_("Licence of the text:") + " "), run(licence["name"], href=href), run(".")])
    lines.append([run(_("Digest of the edition:") + " "), run(digest)])
    return [paragraph(*inlines) for inlines in lines]
