"""The desk works in the publication's time zone: what it shows and what it reads as typed."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from casestudies.queries.publication import publication

DESK = "/admin/"


class DeskTime:
    """Middleware: for the admin's addresses, the time zone of the publication settings. One query a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(DESK):
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(publication().time_zone)):
            return self.get_response(request)
