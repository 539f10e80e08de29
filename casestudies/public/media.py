"""Pictures that an edition shows, by the digest of their bytes. Nothing else that was uploaded is public."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from casestudies.public.answers import not_modified, readable
from casestudies.queries.editions import media_file


@readable
def media(request: HttpRequest, sha256: str, extension: str) -> HttpResponseBase:
    shown = media_file(sha256)
    if shown is None or shown.extension != extension:
        raise Http404
    etag = f'"{sha256}"'
    answer = not_modified(request, etag) or FileResponse(shown.file.open("rb"), content_type=shown.media_type)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
