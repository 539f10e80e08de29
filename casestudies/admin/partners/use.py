"""How much a partner asks of the API: a chart on its page, and the figures by day and key, also as a file."""

import csv
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from casestudies.actions.count_request import allowance_of, keep_use
from casestudies.admin.csv_cells import harmless
from casestudies.admin.partners.keys import NAME, partner_page
from casestudies.limits.store import FAILURES
from casestudies.models import ApiKey, Partner
from casestudies.permissions import can_see_keys
from casestudies.publication.when import day_in_words
from casestudies.queries.api_use import DAYS, use_by_day, use_of
from casestudies.queries.callers import Caller

HEIGHT, STEP, BAR = 96, 20, 14
MOST = 400  # rows on the page; the file has all


@dataclass(frozen=True)
class Column:
    """A day of the chart: from the ground up what was answered, and what went wrong on top."""

    x: int
    label: str
    fine: float
    wrong: float
    top: float
    top_of_fine: float


def urls(model_admin):
    def page(request, pk):
        return use(request, pk, model_admin)

    view = never_cache(model_admin.admin_site.admin_view(page))
    return [path("<int:pk>/use/", view, name=f"{NAME}_use")]


def use(request, pk, model_admin):
    if not can_see_keys(request.user):
        raise PermissionDenied
    partner = get_object_or_404(Partner, pk=pk)
    collect()
    rows = use_of(partner)
    keys = {key.key_id: key for key in ApiKey.objects.filter(partner=partner)}
    if request.GET.get("format") == "csv":
        return as_file(partner, rows, keys)
    shown = [
        {
            "day": row.day,
            "key": keys[row.key_id],
            "requests": f"{row.requests:,}",
            "errors": f"{row.errors:,}",
            "size": filesizeformat(row.bytes),
        }
        for row in rows[:MOST]
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Use of the API"),
        "opts": model_admin.opts,
        "original": partner,
        "partner": partner,
        "media": model_admin.media,
        "rows": shown,
        "most": MOST,
        "address": partner_page(partner),
        **chart_of(partner),
    }
    return TemplateResponse(request, "admin/casestudies/partners/use.html", context)


def chart_of(partner) -> dict:
    """The last days as columns, their sums, and the limits that hold."""
    days = use_by_day(partner, timezone.now().date())
    most = max(day.requests for day in days) or 1
    allowance = allowance_of(Caller(partner=partner))
    columns = []
    for index, day in enumerate(days):
        fine, wrong = ((day.requests - day.errors) / most * HEIGHT, day.errors / most * HEIGHT)
        label = _("%(day)s: %(requests)s requests, %(errors)s errors") % {
            "day": day_in_words(day.day),
            "requests": f"{day.requests:,}",
            "errors": f"{day.errors:,}",
        }
        columns.append(
            Column(
                index * STEP,
                label,
                round(fine, 2),
                round(wrong, 2),
                round(HEIGHT - fine - wrong, 2),
                round(HEIGHT - fine, 2),
            )
        )
    return {
        "columns": columns,
        "width": len(columns) * STEP - (STEP - BAR),
        "height": HEIGHT,
        "bar": BAR,
        "days": DAYS,
        "first": days[0].day,
        "last": days[-1].day,
        "highest": f"{most:,}" if any(day.requests for day in days) else "",
        "requests": f"{sum(day.requests for day in days):,}",
        "errors": f"{sum(day.errors for day in days):,}",
        "bytes": filesizeformat(sum(day.bytes for day in days)),
        "burst": f"{allowance.burst:,}",
        "daily": f"{allowance.daily:,}",
    }


def collect() -> None:
    """What was counted in the last minute too; without it where the counters cannot be reached."""
    try:
        keep_use(timezone.now())
    except FAILURES:
        return


def as_file(partner, rows, keys):
    answer = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = f'attachment; filename="api-use-{partner.slug}.csv"'
    write = csv.writer(answer).writerow
    write([_("Day"), _("Key"), _("Key id"), _("Requests"), _("Errors"), _("Bytes")])
    for row in rows:
        write([row.day.isoformat(), harmless(keys[row.key_id].name), row.key_id, row.requests, row.errors, row.bytes])
    return answer
