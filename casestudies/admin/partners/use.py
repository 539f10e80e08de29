"""How much a partner asks of the API: charts on its page, and the figures by key and by day, also as a file."""

import csv
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions.count_request import allowance_of, keep_use
from casestudies.admin.csv_cells import harmless
from casestudies.admin.partners.pages import NAME, desk_view, partner_page
from casestudies.limits.store import FAILURES
from casestudies.models import ApiKey, Partner
from casestudies.permissions import can_see_keys
from casestudies.publication.when import day_in_words
from casestudies.queries.api_use import DAYS, use_by_day, use_by_key, use_of
from casestudies.queries.callers import Caller

HEIGHT, STEP, BAR = 64, 20, 14
LEAST = 1.5  # of a bar that is not nothing
PERIODS = (30, 90, 365)


@dataclass(frozen=True)
class Chart:
    """One figure by day: bars of (x, y, height, in words), on a scale of its own."""

    kind: str
    name: str
    total: str
    highest: str
    on: date
    bars: list[tuple[int, float, float, str]]


def urls(model_admin):
    return [path("<int:pk>/use/", desk_view(model_admin, use), name=f"{NAME}_use")]


def use(request, model_admin, pk):
    if not can_see_keys(request.user):
        raise PermissionDenied
    partner = get_object_or_404(Partner, pk=pk)
    collect()
    if request.GET.get("format") == "csv":
        return as_file(partner)
    asked = request.GET.get("days", "")
    days = next((number for number in PERIODS if str(number) == asked), DAYS)
    shown = charts_of(partner, days)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Use of the API"),
        "over": str(partner),
        "back": partner_page(partner),
        "back_to": _("Back to the partner"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "periods": PERIODS,
        "by_key": [(key, figures(row)) for key, row in use_by_key(partner, timezone.now().date(), days)],
        "by_day": [(row.day, figures(row)) for row in reversed(shown["rows"]) if row.requests],
        **shown,
    }
    return TemplateResponse(request, "admin/casestudies/partners/use.html", context)


def charts_of(partner, days=DAYS) -> dict:
    """The last days as charts of requests, errors and bytes, and the limits that hold."""
    rows = use_by_day(partner, timezone.now().date(), days)
    allowance = allowance_of(Caller(partner=partner))
    return {
        "rows": rows,
        "charts": [
            chart("requests", _("Requests"), rows, lambda row: row.requests, count_in_words),
            chart("errors", _("Errors"), rows, lambda row: row.errors, count_in_words),
            chart("bytes", _("Answered"), rows, lambda row: row.bytes, filesizeformat),
        ],
        "is_used": any(row.requests for row in rows),
        "width": len(rows) * STEP - (STEP - BAR),
        "height": HEIGHT,
        "bar": BAR,
        "days": days,
        "first": rows[0].day,
        "last": rows[-1].day,
        "burst": f"{allowance.burst:,}",
        "daily": f"{allowance.daily:,}",
    }


def chart(kind, name, rows, figure, in_words) -> Chart:
    busiest = max(rows, key=figure)
    most = figure(busiest)
    bars = []
    for index, row in enumerate(rows):
        value = figure(row)
        height = round(max(value / most * HEIGHT, LEAST), 2) if value else 0.0
        bars.append((index * STEP, round(HEIGHT - height, 2), height, f"{day_in_words(row.day)}: {in_words(value)}"))
    return Chart(kind, name, in_words(sum(map(figure, rows))), in_words(most), busiest.day, bars)


def count_in_words(number):
    return f"{number:,}"


def figures(row):
    return {"requests": f"{row.requests:,}", "errors": f"{row.errors:,}", "size": filesizeformat(row.bytes)}


def collect() -> None:
    """What was counted in the last minute too; without it where the counters cannot be reached."""
    try:
        keep_use(timezone.now())
    except FAILURES:
        return


def as_file(partner):
    """Every day and key that there was."""
    keys = {key.key_id: key for key in ApiKey.objects.filter(partner=partner)}
    answer = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = f'attachment; filename="api-use-{partner.slug}.csv"'
    write = csv.writer(answer).writerow
    write([_("Day"), _("Key"), _("Key id"), _("Requests"), _("Errors"), _("Bytes")])
    for row in use_of(partner):
        write([row.day.isoformat(), harmless(keys[row.key_id].name), row.key_id, row.requests, row.errors, row.bytes])
    return answer
