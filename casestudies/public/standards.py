"""The standards page: what the software enforces, apart from what a desk may promise."""

from django.http import HttpRequest, HttpResponse

from casestudies.public.addresses import absolute
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.queries.publication import publication


@readable
def standards(request: HttpRequest) -> HttpResponse:
    settings = publication()
    etag = etag_of("standards", settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    context = {
        "publication": settings,
        "current": "standards",
        "canonical_url": absolute("/standards/"),
        "description": f"What {settings.name} enforces about every case study, and what it leaves to its editors.",
    }
    return page("public/standards.html", context, etag=etag)
