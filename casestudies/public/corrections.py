"""The ledger of corrections across the site, with withdrawals and reinstatements, newest first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from casestudies.public.addresses import case_url, changed_url, edition_url
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.public.languages import local
from casestudies.public.search_address import page_number
from casestudies.publication.edition_line import local_day
from casestudies.publication.when import day_in_words
from casestudies.queries.notices import Notice, ledger
from casestudies.queries.publication import publication

ADDRESS = "/corrections/"


@readable
def corrections(request: HttpRequest) -> HttpResponse:
    found = ledger(page_number(request))
    if found.number > found.pages:
        raise Http404
    settings = publication()
    states = ((row.uuid, row.slug, row.counter) for row in found.rows)
    etag = etag_of("corrections", settings.updated_at, found.number, found.total, *states)
    if answer := not_modified(request, etag):
        return answer
    context = {
        "publication": settings,
        "current": "corrections",
        "page_path": _page_url(found.number),
        "description": _("What %(name)s put right or withdrew, and when.") % {"name": settings.name},
        "rows": [_row(row, settings.time_zone) for row in found.rows],
        "total": found.total,
        "number": found.number,
        "pages": found.pages,
        "previous_url": _page_url(found.number - 1) if found.number > 1 else "",
        "next_url": _page_url(found.number + 1) if found.number < found.pages else "",
    }
    return page("public/corrections.html", context, etag=etag)


def _row(notice: Notice, zone: str) -> dict[str, Any]:
    day = local_day(notice.at, zone)
    return {
        "notice": notice,
        "title": notice.title or notice.slug,
        "url": case_url(notice.slug),
        "edition_url": edition_url(notice.slug, notice.number),
        "changed_url": changed_url(notice.slug, notice.number - 1, notice.number)
        if notice.is_correction and notice.is_comparable
        else "",
        "iso": day.isoformat(),
        "day": day_in_words(day),
    }


def _page_url(number: int) -> str:
    return local(f"{ADDRESS}?page={number}" if number > 1 else ADDRESS)
