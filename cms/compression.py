"""Compresses what is made for readers: public pages and the API, whose answers are text and hold no secret.

With Brotli for whoever takes it, which makes a case page a sixth smaller than gzip in the same time.

The admin stays as it is, because its pages carry tokens beside words that a visitor may choose. Pictures and
static files are compressed already or stream.
"""

import re

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

BROTLI_TAKEN = re.compile(r"(?:^|[,\s])br(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?=\s*(?:[,;]|$))", re.IGNORECASE)
QUALITY = 5  # Beyond it a page takes many times as long for a few bytes.
SHORTEST = 200  # As gzip's.
LEFT_ALONE = ("/admin/", "/media/", "/static/")
COMPRESSED = ("image/png", "application/pdf", "application/zip")  # by their own format


class Compression(GZipMiddleware):
    """A compressed answer has a weak ETag. A reader who sends either form back gets the same 304."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or request.path_info.startswith(LEFT_ALONE):
            return response
        if response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        if "no-transform" in response.headers.get("Cache-Control", ""):
            return response
        if BROTLI_TAKEN.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            answer: HttpResponseBase = with_brotli(response)
        else:
            answer = super().process_response(request, response)
        # A short answer and a 304 too, so that a shared cache keeps the two forms of an address apart.
        patch_vary_headers(answer, ("Accept-Encoding",))
        return answer


def with_brotli(response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, compressed if that is worth it, its ETag weak as the other form's is."""
    if not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
        return response
    if len(response.content) < SHORTEST:
        return response
    response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=QUALITY)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "br"
    etag = response.headers.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"
    return response
