"""The first page: the lead case, the latest, what this publication is, how it works."""

from django.http import HttpRequest, HttpResponse

from casestudies.public import frames
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.queries.editions import latest
from casestudies.queries.publication import publication

LATEST = 6


@readable
def home(request: HttpRequest) -> HttpResponse:
    settings = publication()
    states = latest(LATEST)
    etag = etag_of("home", settings.updated_at, *((state.slug, state.counter) for state in states))
    if answer := not_modified(request, etag):
        return answer
    rows = [frames.row(state, settings.time_zone) for state in states]
    context = {
        "publication": settings,
        "current": "home",
        "page_path": "/",
        "description": settings.masthead,
        "lead": rows[0] if rows else None,
        "latest": rows[1:],
        "corrected": [row for row in rows if row["line"].is_correction],
    }
    return page("public/home.html", context, etag=etag)
