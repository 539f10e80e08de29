"""The picture of a case's dated events, lying for wide pages and standing for narrow ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.enums import DatePrecision
from casestudies.publication.drawing import timeline_tall, timeline_wide
from casestudies.publication.drawing.marks import Item, in_order
from casestudies.publication.drawing.moments import moments
from casestudies.publication.drawing.time_axis import axis_over
from casestudies.publication.when import at_its_date, in_words, is_uncertain

WIDE = 608.0  # the article's measure, so that words are drawn in their own size


@dataclass(frozen=True)
class Pictured:
    """Both forms, of which the page shows one, and the same as rows of a table.

    `is_numbered`: the wide one says numbers, which the list has to bear then.
    """

    wide: SafeString
    tall: SafeString
    is_numbered: bool
    rows: list[dict[str, str]]


def case_timeline(events: Sequence[Mapping[str, Any]], *, right_to_left: bool = False) -> Pictured | None:
    """The snapshot's events as pictures; None where there are not two different dates to see apart."""
    found = moments(event["when"] for event in events)
    items = [
        Item(moment, event["title"], at_its_date(event["when"], event["title"]), number=number)
        for number, (event, moment) in enumerate(zip(events, found, strict=True), start=1)
        if moment
    ]
    whole = [item.moment for item in items]
    if len(set(whole)) < 2:
        return None
    wide, is_numbered = timeline_wide.draw_wide(items, axis_over(whole, WIDE - 2 * timeline_wide.EDGE))
    tall = timeline_tall.draw_tall(items, axis_over(whole, timeline_tall.height_for(items)))
    title, description = _said([events[item.number - 1]["when"] for item in in_order(items)])
    first, last = (
        drawing.svg(
            f"picture.timeline.{form}",
            css=f"picture-{form}",
            title=title,
            description=description,
            right_to_left=right_to_left,
        )
        for form, drawing in (("wide", wide), ("tall", tall))
    )
    rows = [
        {"when": in_words(each["when"]), "title": each["title"], "known": known_to(each["when"])} for each in events
    ]
    return Pictured(first, last, is_numbered, rows)


def _row(event: Mapping[str, Any]) -> dict[str, str]:
    when = event["when"]
    return {"when": in_words(when), "title": event["title"], "known": known_to(when)}


def known_to(when: Mapping[str, Any] | None) -> str:
    """How exactly a date is known, in a word or two."""
    if not when or not when.get("date"):
        return _("not recorded")
    words = {
        DatePrecision.YEAR: _("the year"),
        DatePrecision.MONTH: _("the month"),
        DatePrecision.TIME: _("the minute"),
    }.get(when.get("precision", ""), _("the day"))
    return _("about %(known)s") % {"known": words} if when.get("circa") else words


def _said(whens: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """A name and a description of dates in their order."""
    count, vague = len(whens), sum(map(is_uncertain, whens))
    title = ngettext("%(count)d event on a line of time", "%(count)d events on a line of time", count)
    words = _("From %(first)s to %(last)s.") % {"first": in_words(whens[0]), "last": in_words(whens[-1])}
    if vague:
        uncertain = ngettext(
            "The date of %(count)d of them is uncertain and hatched.",
            "The dates of %(count)d of them are uncertain and hatched.",
            vague,
        )
        words = f"{words} {uncertain % {'count': vague}}"
    return title % {"count": count}, f"{words} {_('The list below says the same in words.')}"
