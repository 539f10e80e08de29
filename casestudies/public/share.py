"""What other sites show of a case study: a card in a frame, a picture beside a link, and oEmbed, which tells of both.

The card is the one page that others may frame. It runs no script and asks nothing of the frame that it stands in.
"""

import json
import re
from typing import Any

from csp.constants import NONE as NOTHING
from csp.constants import SELF
from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from casestudies.exchange.card_image import HEIGHT, WIDTH, card_version, kept_card
from casestudies.public import frames
from casestudies.public.addresses import absolute, absolute_here, case_url
from casestudies.public.answers import etag_of, not_modified, page, readable, with_validators
from casestudies.public.cases import moved
from casestudies.public.errors import gone, withdrawn
from casestudies.public.languages import plain
from casestudies.public.share_tags import CARD_HEIGHT, CARD_WIDTH, by_words, frame_html, image_url
from casestudies.publication.edition_line import line_of
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import Surroundings, surroundings

FRAMED = {
    "default-src": [NOTHING],
    "style-src": [SELF],
    "base-uri": [NOTHING],
    "form-action": [NOTHING],
    "frame-ancestors": ["*"],
}
LEAST_WIDTH, LEAST_HEIGHT = 240, 200
CACHE_AGE = 3600  # seconds for which a site may keep what oEmbed said
SHAREABLE = re.compile(r"/cases/([-a-zA-Z0-9_]+)/(?:editions/[1-9][0-9]{0,6}/)?(?:[?#].*)?")
PIXELS = re.compile(r"[0-9]{1,6}")


@xframe_options_exempt
@csp(FRAMED)
@readable
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The case study in a few lines; where it was withdrawn or its text removed, that."""
    shown = surroundings(slug)
    if shown is None:
        return moved(slug, "card/")
    settings = publication()
    etag = etag_of("card", shown.edition.edition_digest, shown.state.counter, shown.is_redacted, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    readable_now = not shown.is_withdrawn and not shown.is_redacted
    context = {
        "publication": settings,
        "home_url": absolute_here("/"),
        "canonical_url": absolute(case_url(shown.slug)),
        "case": _shown_case(shown, settings.time_zone) if readable_now else {},
        "title": frames.title(shown),
        "url": absolute_here(case_url(shown.slug)),
        "language": shown.card.get("language", "en"),
        "is_withdrawn": shown.is_withdrawn,
        "withdrawal": frames.notice(shown.state.withdrawal, settings.time_zone),
    }
    return page("public/card.html", context, status=410 if shown.is_redacted else 200, etag=etag)


@readable
def card_image(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of the current edition, drawn when it is first asked for."""
    shown = surroundings(slug)
    if shown is None:
        return moved(slug, "card.png")
    if shown.is_withdrawn:
        return withdrawn()
    if shown.is_redacted:
        return gone()
    settings = publication()
    etag = etag_of("card.png", card_version(), shown.edition.edition_digest, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    line = line_of(shown.edition, settings.time_zone)
    facts = {
        "title": shown.card["title"],
        "publication": settings.name,
        "by": by_words(shown) or settings.masthead,
        "line": line.words,
        "language": shown.card["language"],
        "is_correction": line.is_correction,
    }
    return with_validators(HttpResponse(kept_card(etag, facts), content_type="image/png"), etag)


@readable
def oembed(request: HttpRequest) -> HttpResponse:
    """What to put where somebody wrote the address of one of our pages (oembed.com), as JSON."""
    if request.GET.get("format", "json") != "json":
        return _said(501, {"error": "Only JSON is made here."})
    address = request.GET.get("url", "")
    is_ours = address.startswith(absolute("/"))
    found = SHAREABLE.fullmatch(plain(address.removeprefix(absolute("")))) if is_ours else None
    shown = surroundings(found[1]) if found else None
    if shown is None:
        return _said(404, {"error": "“url” is not the address of a case study here."})
    if shown.is_withdrawn or shown.is_redacted:
        return _said(410, {"error": "This case study is no longer published."})
    settings = publication()
    etag = etag_of("oembed", shown.edition.edition_digest, shown.state.counter, settings.updated_at, _size(request))
    if answer := not_modified(request, etag):
        return answer
    answer = _said(200, _embedding(shown, settings.name, *_size(request)))
    return with_validators(answer, etag)


def _shown_case(shown: Surroundings, zone: str) -> dict[str, Any]:
    # Without the link to what changed: nothing in the card may lead to a page that no frame shows.
    return {
        **{name: shown.card[name] for name in ("summary", "question")},
        "authors": by_words(shown),
        "line": line_of(shown.edition, zone),
    }


def _embedding(shown: Surroundings, publication_name: str, width: int, height: int) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": shown.card["title"],
        "author_name": by_words(shown) or publication_name,
        "provider_name": publication_name,
        "provider_url": absolute("/"),
        "cache_age": CACHE_AGE,
        "html": frame_html(shown, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": image_url(shown),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }


def _size(request: HttpRequest) -> tuple[int, int]:
    """The card's size, no larger than what was asked for, and never too small to be read."""
    most = [request.GET.get(name, "") for name in ("maxwidth", "maxheight")]
    width, height = (int(text) if PIXELS.fullmatch(text) else 10**6 for text in most)
    return max(LEAST_WIDTH, min(CARD_WIDTH, width)), max(LEAST_HEIGHT, min(CARD_HEIGHT, height))


def _said(status: int, value: dict[str, Any]) -> HttpResponse:
    """JSON that a page of any site may read."""
    answer = HttpResponse(json.dumps(value, ensure_ascii=False), status=status, content_type="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return with_validators(answer)
