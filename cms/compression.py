"""Compresses what is made for readers: public pages and the API, whose answers are text and hold no secret.

The admin stays as it is, because its pages carry tokens beside words that a visitor may choose. Pictures and
static files are compressed already or stream.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

LEFT_ALONE = ("/admin/", "/media/", "/static/")
COMPRESSED = ("image/png", "application/pdf", "application/zip")  # by their own format


class Compression(GZipMiddleware):
    """A compressed answer has a weak ETag. A reader who sends either form back gets the same 304."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or request.path_info.startswith(LEFT_ALONE):
            return response
        if response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        answer = super().process_response(request, response)
        # A short answer and a 304 too, so that a shared cache keeps the two forms of an address apart.
        patch_vary_headers(answer, ("Accept-Encoding",))
        return answer
