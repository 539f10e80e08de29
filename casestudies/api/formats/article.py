"""The article as an HTML document of its own, for another site's page: no script, whole addresses.

Its body has no style; who opens the document by itself gets a small stylesheet, so that it fits the screen.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from casestudies.api import addresses
from casestudies.exchange.imprint import above_html, below_html
from casestudies.publication.direction import is_right_to_left
from casestudies.queries.surroundings import Surroundings

# An address of this site without its host, in an attribute.
LOCAL = re.compile(r'((?:href|src)=")/(?!/)')
# Drawn for our own stylesheet, in two widths; the list or the table that follows says the same.
DRAWINGS = re.compile(r'<div class="picture-frame.*?</div>\n?', re.DOTALL)
# Named without its hash, for copies that are kept.
STYLE = f"{settings.STATIC_URL}css/document.css"
# The link of a heading to itself.
SELF = re.compile(r'<a class="self" href="#[^"]*">(.*?)</a>', re.DOTALL)


def as_html(page: Surroundings, html: str) -> str:
    """`html` is the rendering's. Corrections stand above the text, whose it is and which edition it is below."""
    licence = (page.card["licence"] or {}).get("url", "")
    links = {"canonical": addresses.case_page(page.slug), "license": licence}
    head = format_html_join("", '<link rel="{}" href="{}">\n', ((name, url) for name, url in links.items() if url))
    return document(page.card, html, head=head, above=above_html(page), below=below_html(page))


def document(card: Mapping[str, str], html: str, *, head: str = "", above: str, below: str, mark: str = "") -> str:
    """The whole document. `mark` stands before the title in its head; all but `card` and `mark` is markup."""
    lead = [format_html("<p><em>{}</em></p>\n", card["question"])] if card["question"] else []
    lead += [format_html("<p>{}</p>\n", card["summary"])] if card["summary"] else []
    return format_html(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<link rel="stylesheet" href="{}">\n'
        "{}<title>{}{}</title>\n</head>\n<body>\n"
        "<article>\n<h1>{}</h1>\n{}{}{}</article>\n{}</body>\n</html>\n",
        card["language"],
        "rtl" if is_right_to_left(card["language"]) else "ltr",
        addresses.absolute(STYLE),
        head,
        mark,
        card["title"],
        card["title"],
        above,
        format_html_join("", "{}", ((line,) for line in lead)),
        mark_safe(sent(html)),  # rendered from the allowed vocabulary, as pages show it
        below,
    )


def sent(html: str) -> str:
    """The rendering as it leaves the site: with whole addresses, without our drawings and links of headings."""
    return LOCAL.sub(rf"\1{settings.SITE_URL}/", SELF.sub(r"\1", DRAWINGS.sub("", html)))
