"""The standards page: what the software enforces, read from the software, apart from what a desk may promise."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from casestudies.actions.prune import REPORTS_KEPT, SENDERS_KEPT
from casestudies.actions.report_error import MOST_FROM_ONE
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.queries.publication import publication
from casestudies.readiness import what_blocks, what_is_shown


@readable
def standards(request: HttpRequest) -> HttpResponse:
    settings = publication()
    blocks, shown = what_blocks(), what_is_shown()
    kept = {
        "report_months": round(REPORTS_KEPT.days / 365 * 12),
        "sender_hours": round(SENDERS_KEPT.total_seconds() / 3600),
        "reports_an_hour": MOST_FROM_ONE,
    }
    etag = etag_of("standards", settings.updated_at, blocks, shown, kept)
    if answer := not_modified(request, etag):
        return answer
    context = {
        "publication": settings,
        "current": "standards",
        "page_path": "/standards/",
        "description": _("What %(name)s enforces about every case study, and what it leaves to its editors.")
        % {"name": settings.name},
        "blocks": blocks,
        "shown": shown,
        "kept": kept,
    }
    return page("public/standards.html", context, etag=etag)
