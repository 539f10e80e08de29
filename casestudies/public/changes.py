"""What changed between two editions: the desk's own comparison, of what was published alone."""

from time import monotonic

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casestudies.build import build_digest
from casestudies.public import frames
from casestudies.public.addresses import absolute, case_url, changed_url, edition_url
from casestudies.public.answers import etag_of, not_modified, page, readable, with_validators
from casestudies.public.cases import moved
from casestudies.public.errors import gone
from casestudies.publication.compare import compare
from casestudies.publication.redline import Redline, redline
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import Surroundings, published_documents, surroundings_of_range

SLOW = 0.5  # seconds; a text of 3,000 words that changed throughout takes less
KEPT = 24 * 60 * 60


@readable
def changes(request: HttpRequest, slug: str, before: str, after: str) -> HttpResponse:
    """The redline of two editions under the notes of those between; `?all=1` unfolds what did not change.

    The earlier edition comes first in the address; the other way round leads there, and twice the same to itself.
    """
    first, last = int(before), int(after)
    if first == last:
        return with_validators(HttpResponsePermanentRedirect(edition_url(slug, first)))
    if first > last:
        return with_validators(HttpResponsePermanentRedirect(changed_url(slug, last, first)))
    editions = surroundings_of_range(slug, first, last)
    if not editions or (editions[-1].edition.number, editions[0].edition.number) != (first, last):
        return moved(slug, f"editions/{first}..{last}/")
    new, old = editions[0], editions[-1]
    for shown in (old, new):
        if shown.is_redacted:
            return gone(shown.edition.number)
    settings = publication()
    whole = request.GET.get("all") == "1"
    digests = (shown.edition.edition_digest for shown in editions)
    etag = etag_of("changes", *digests, new.state.counter, whole, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    address = changed_url(new.slug, first, last)
    context = {
        "publication": settings,
        "canonical_url": absolute(address),
        "description": _("What changed from edition %(old)s to edition %(new)s of %(title)s – %(name)s")
        % {"old": first, "new": last, "title": frames.title(new), "name": settings.name},
        "noindex": new.is_withdrawn,
        "is_withdrawn": new.is_withdrawn,
        "case": {"title": frames.title(new), "url": case_url(new.slug)},
        "language": new.card.get("language", "en"),
        "is_right_to_left": frames.is_right_to_left(new.card.get("language", "en")),
        "old": frames.edition(old, settings.time_zone),
        "new": frames.edition(new, settings.time_zone),
        "notes": [frames.edition(shown, settings.time_zone) for shown in editions[:-1]],
        "redline": _redline(old, new, whole=whole),
        "whole": whole,
        "address": address,
        "numbers": range(1, new.state.edition.number + 1),
    }
    return page("public/changes.html", context, etag=etag)


def _redline(old: Surroundings, new: Surroundings, *, whole: bool) -> Redline:
    """What took long to compare is kept for a day: editions do not change, and readers of one pair come together."""
    pair = f"{old.edition.edition_digest}:{new.edition.edition_digest}"
    key = f"changes:{build_digest()}:{get_language()}:{pair}:{whole}"
    found = cache.get(key)
    if found is not None:
        return found
    began = monotonic()
    made = redline(compare(*published_documents(old, new)), whole=whole)
    if monotonic() - began > SLOW:
        cache.set(key, made, KEPT)
    return made
