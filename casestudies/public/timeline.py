"""All live cases on one line of time, to zoom, to pan and to narrow down; the same as a table and a list."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from casestudies.enums import TermKind
from casestudies.public import frames
from casestudies.public.addresses import case_url
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.public.languages import local
from casestudies.public.search_address import page_number
from casestudies.public.timeline_address import BASE, TimelineAddress, read_address
from casestudies.publication.drawing import histogram, timeline_tall, timeline_wide
from casestudies.publication.drawing.histogram import Bucket, buckets
from casestudies.publication.drawing.marks import Item
from casestudies.publication.drawing.moments import moments
from casestudies.publication.drawing.time_axis import axis_over
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.publication.when import at_its_date
from casestudies.queries.editions import PAGE_SIZE, public_version
from casestudies.queries.publication import publication
from casestudies.queries.timeline import by_event, months_of, narrowed, terms_in_use

MOST_MARKS = 40
LEAST_DAYS = 365.0
ID = "picture.cases"


@readable
def timeline(request: HttpRequest) -> HttpResponse:
    settings = publication()
    number, asked = page_number(request), read_address(request)
    etag = etag_of("timeline", settings.updated_at, public_version(), asked, number)
    if answer := not_modified(request, etag):
        return answer
    topics, places = terms_in_use(TermKind.TOPIC), terms_in_use(TermKind.JURISDICTION)
    asked = asked.of_what_is_there({term.key for term in topics}, {term.key for term in places})
    states = narrowed(topic=asked.topic, jurisdiction=asked.jurisdiction)
    months, undated = months_of(states)
    inside = [(month, count) for month, count in months if _is_inside(asked, month)]
    dated = sum(count for _month, count in inside)
    total = dated if asked.first_day or asked.last_day else dated + undated
    pages = max(1, -(-total // PAGE_SIZE))
    if number > pages:
        raise Http404
    is_few = total <= MOST_MARKS
    start, size = (0, MOST_MARKS) if is_few else ((number - 1) * PAGE_SIZE, PAGE_SIZE)
    rows = by_event(states, first=asked.first_day, last=asked.last_day, start=start, size=size)
    listed = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] if is_few else rows
    context: dict[str, Any] = {
        "publication": settings,
        "current": "timeline",
        "page_path": BASE,
        "description": _("When what the cases tell of happened."),
        "noindex": bool(asked.fields) or number > 1,
        "asked": asked,
        "fields": asked.fields,
        "base": local(BASE),
        "topics": [{"key": term.key, "label": term.label, "count": term.count} for term in topics],
        "places": sorted(
            ({"key": term.key, "label": jurisdiction_name(term.key), "count": term.count} for term in places),
            key=lambda place: place["label"],
        ),
        "rows": [frames.row(state, settings.time_zone) for state in listed],
        "total": total,
        "undated": 0 if asked.first_day or asked.last_day else undated,
        "pan": _pan(asked, months),
        "number": number,
        "pages": pages,
        "previous_url": asked.url(number - 1) if number > 1 else "",
        "next_url": asked.url(number + 1) if number < pages else "",
    }
    if inside:
        context["pictures"] = _marks(rows) if is_few else _histogram(asked, inside)
        context["buckets"] = _table(asked, inside)
    return page("public/timeline.html", context, etag=etag)


def _is_inside(asked: TimelineAddress, month: int) -> bool:
    return (asked.first is None or month >= asked.first) and (asked.last is None or month <= asked.last)


def _marks(states: Sequence[Any]) -> list[SafeString]:
    """Every case by its title, the picture wide and tall."""
    shown = [(state, state.edition.rendering.card) for state in states]
    found = moments(card["event"]["when"] for _state, card in shown)
    items = [
        Item(moment, card["title"], at_its_date(card["event"]["when"], card["title"]), href=case_url(state.slug))
        for (state, card), moment in zip(shown, found, strict=True)
        if moment
    ]
    whole = [item.moment for item in items]
    wide_axis = axis_over(whole, histogram.WIDE - 2 * timeline_wide.EDGE, least=LEAST_DAYS)
    tall_axis = axis_over(whole, timeline_tall.height_for(items), least=LEAST_DAYS)
    title = ngettext("%(count)d case on a line of time", "%(count)d cases on a line of time", len(items))
    said = {"title": title % {"count": len(items)}, "description": _("Each mark leads to its case."), **_drawn()}
    wide, _numbered = timeline_wide.draw_wide(items, wide_axis, bare=True)
    return [
        wide.svg(f"{ID}.wide", css="picture-wide", **said),
        timeline_tall.draw_tall(items, tall_axis).svg(f"{ID}.tall", css="picture-tall", **said),
    ]


def _histogram(asked: TimelineAddress, months: list[tuple[int, int]]) -> list[SafeString]:
    """How many cases in each stretch of time, the picture wide and tall; a column leads into itself."""
    first, last = _ends(asked, months)
    said = {
        "title": _("How many cases lie when"),
        "description": _("Each column leads to its years. The table below has the same numbers."),
        **_drawn(),
    }
    pictures = []
    for form, draw, most in (
        ("wide", histogram.draw_wide, histogram.WIDE_MOST),
        ("tall", histogram.draw_tall, histogram.TALL_MOST),
    ):
        parts = buckets(months, first, last, most)
        drawing = draw(parts, [_named(part) for part in parts], lambda part: asked.between(part.first, part.last).url())
        pictures.append(drawing.svg(f"{ID}.{form}", css=f"picture-{form}", **said))
    return pictures


def _drawn() -> dict[str, bool]:
    return {"has_links": True, "right_to_left": get_language_bidi()}


def _table(asked: TimelineAddress, months: list[tuple[int, int]]) -> list[dict[str, Any]]:
    parts = buckets(months, *_ends(asked, months), histogram.WIDE_MOST)
    return [
        {"words": part.words, "count": part.count, "url": asked.between(part.first, part.last).url()} for part in parts
    ]


def _ends(asked: TimelineAddress, months: list[tuple[int, int]]) -> tuple[int, int]:
    """Whole years, unless months were asked for; empty years at the ends of what was asked for are left out."""
    first, last = months[0][0], months[-1][0]
    if asked.first is None or asked.first % 12 == 0:
        first = first // 12 * 12
    if asked.last is None or asked.last % 12 == 11:
        last = last // 12 * 12 + 11
    return first, last


def _named(part: Bucket) -> str:
    words = ngettext("%(when)s: %(count)d case", "%(when)s: %(count)d cases", part.count)
    return words % {"when": part.words, "count": part.count}


def _pan(asked: TimelineAddress, months: list[tuple[int, int]]) -> list[dict[str, str]]:
    """Links to the stretches before and after the one that is shown, as long as it, where there is anything."""
    if not months or asked.first is None or asked.last is None:
        return []
    length = asked.last - asked.first + 1
    links = []
    for words, first, last, is_there in (
        (_("Earlier: %(when)s"), max(12, asked.first - length), asked.first - 1, months[0][0] < asked.first),
        (_("Later: %(when)s"), asked.last + 1, min(asked.last + length, 9999 * 12 + 11), months[-1][0] > asked.last),
    ):
        if is_there and first <= last:
            links.append(
                {"words": words % {"when": Bucket(first, last, 0).words}, "url": asked.between(first, last).url()}
            )
    return links
