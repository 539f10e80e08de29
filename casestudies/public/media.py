"""Pictures that an edition shows, by the digest of their bytes. Nothing else that was uploaded is public."""

import logging

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from casestudies.public.answers import not_modified, readable
from casestudies.queries.editions import media_file

logger = logging.getLogger(__name__)


@readable
def media(request: HttpRequest, sha256: str, extension: str) -> HttpResponseBase:
    shown = media_file(sha256)
    if shown is None or shown.extension != extension:
        raise Http404
    etag = f'"{sha256}"'
    answer = not_modified(request, etag)
    if answer is None:
        try:
            answer = FileResponse(shown.file.open("rb"), content_type=shown.media_type)
        except FileNotFoundError as error:
            logger.error("The file of the public picture %s is missing.", sha256)
            raise Http404 from error
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
