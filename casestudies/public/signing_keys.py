"""The public halves of the keys that sign editions, those of the past among them: anybody checks copies with these."""

import json

from django.http import HttpRequest, HttpResponse

from casestudies.public.answers import etag_of, not_modified, readable, with_validators
from casestudies.queries.signatures import published_keys


@readable
def signing_keys(request: HttpRequest) -> HttpResponse:
    """A JSON Web Key Set; each key with `from` and `until`, the time in which it signed."""
    body = json.dumps({"keys": published_keys()}, indent=1)
    etag = etag_of("keys", body)
    answer = not_modified(request, etag) or with_validators(HttpResponse(body, content_type="application/json"), etag)
    answer["Cache-Control"] = "public, max-age=300"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
