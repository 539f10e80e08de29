"""How a case page offers itself to other sites: tags for link previews, oEmbed's address, a frame to copy."""

from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html

from casestudies.exchange.card_image import HEIGHT, WIDTH
from casestudies.public.addresses import absolute, absolute_here, case_url
from casestudies.publication.bibliography import names_in_words
from casestudies.queries.surroundings import Surroundings

CARD_WIDTH, CARD_HEIGHT = 600, 320  # pixels; it fits a narrower frame, and scrolls in a lower one


def image_url(shown: Surroundings) -> str:
    """A new edition has another picture at another address, since sites keep what they once fetched."""
    return absolute(f"{case_url(shown.slug)}card.png?edition={shown.edition.number}")


def frame_html(shown: Surroundings, width: int = CARD_WIDTH, height: int = CARD_HEIGHT) -> str:
    """The element that a site puts into its page to show the card."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        absolute_here(f"{case_url(shown.slug)}card/"),
        width,
        height,
        shown.card["title"],
    )


def share_tags(shown: Surroundings, publication_name: str) -> dict[str, Any]:
    """Open Graph's properties and Twitter's, and where oEmbed answers for this page."""
    url = absolute(case_url(shown.slug))
    card = shown.card
    properties = [
        ("og:type", "article"),
        ("og:title", card["title"]),
        ("og:description", card["summary"] or card["question"]),
        ("og:url", url),
        ("og:site_name", publication_name),
        ("og:image", image_url(shown)),
        ("og:image:type", "image/png"),
        ("og:image:width", str(WIDTH)),
        ("og:image:height", str(HEIGHT)),
        ("og:image:alt", f"{publication_name}: {card['title']}"),
        ("article:published_time", shown.state.first_published_at.isoformat()),
        ("article:modified_time", shown.edition.published_at.isoformat()),
        *(("article:tag", topic["name"]) for topic in card["topics"]),
    ]
    return {
        "properties": [(name, content) for name, content in properties if content],
        "oembed_url": absolute(f"/oembed?{urlencode({'url': url})}"),
    }


def by_words(shown: Surroundings) -> str:
    """Who wrote it, in words; empty where nobody is credited."""
    return names_in_words([{"literal": author["name"]} for author in shown.card["authors"]])
