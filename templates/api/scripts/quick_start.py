"""Print every case study with the line to show beside it."""

import json
import sys
from urllib.error import HTTPError
from urllib.request import urlopen


def detail(body):
    """What the API says is wrong: a problem in JSON."""
    try:
        return json.loads(body)["detail"]
    except (ValueError, LookupError, TypeError):
        return repr(body[:500])


address = "{{ list_url }}?limit=100"
while address:
    try:
        with urlopen(address, timeout=60) as answer:
            page = json.load(answer)
    except HTTPError as error:
        sys.exit(f"{address} answers {error.code}: {detail(error.read())}")
    except (OSError, ValueError) as error:
        sys.exit(f"{address}: {getattr(error, 'reason', error)}.")
    for case in page["results"]:
        print(f"{case['title']}: {case['attribution']['edition_line']}")
    address = page["next"]
