"""Send signed samples to a receiver on your own machine."""

import argparse
import base64
import hashlib
import hmac
import json
import os
import sys
import time
import uuid
from urllib import request as web
from urllib.error import HTTPError
from urllib.parse import urlencode

API = "{{ api }}"


class Stays(web.HTTPRedirectHandler):
    """A webhook is not sent on to another address."""

    def redirect_request(self, *args):
        return None


def read(address, key):
    headers = {"Authorization": f"Bearer {key}"}
    try:
        request = web.Request(address, headers=headers)
        with web.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except HTTPError as error:
        sys.exit(f"{address} answers {error.code}: {detail(error.read())}")
    except OSError as error:
        sys.exit(f"{address}: {getattr(error, 'reason', error)}.")


def detail(body):
    """What the API says is wrong: a problem in JSON."""
    try:
        told = json.loads(body)
        return told.get("errors", [told])[0]["detail"]
    except (ValueError, LookupError, TypeError):
        return repr(body[:500])


def samples(event, key):
    """The body of each sample, the earliest first; of one event, or of all."""
    query = {"limit": 100, **({} if event == "all" else {"event": event})}
    page = read(f"{API}webhooks/deliveries/?{urlencode(query)}", key)
    for row in reversed(page["results"]):
        yield row["event"], read(row["links"]["api"], key)["body"]


def signed(body, secret):
    """The headers of Standard Webhooks: sent now, by a name of its own."""
    name, now = str(uuid.uuid4()), str(int(time.time()))
    text = f"{name}.{now}.{body}".encode()
    mark = base64.b64encode(hmac.digest(secret, text, hashlib.sha256))
    return {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": now,
        "webhook-signature": f"v1,{mark.decode()}",
    }


def send(url, body, secret):
    """The status that the receiver answers with."""
    try:
        request = web.Request(url, body.encode(), signed(body, secret))
        # No proxy stands between a machine and itself.
        opener = web.build_opener(web.ProxyHandler({}), Stays)
        with opener.open(request, timeout=20) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        sys.exit(f"{url}: {why}. Is your receiver running?")


known = "$CASEBOOK_KEY is a sandbox key, $WEBHOOK_SECRET your receiver’s."
parser = argparse.ArgumentParser(description=__doc__, epilog=known)
parser.add_argument("event", nargs="?", default="all", help="else every kind")
here = "http://localhost:9000/"
parser.add_argument("url", nargs="?", default=here, help=f"else {here}")
asked = parser.parse_args()
key = os.environ.get("CASEBOOK_KEY", "")
if not key.startswith("cbk_test_"):
    parser.error("Set CASEBOOK_KEY to a sandbox key: cbk_test_…")
try:
    kind, _, text = os.environ.get("WEBHOOK_SECRET", "").partition("_")
    secret = base64.b64decode(text, validate=True)
except ValueError:
    secret = b""
if kind != "whsec" or not secret:
    parser.error("Set WEBHOOK_SECRET as your receiver has it: whsec_…")
refused = 0
for event, body in samples(asked.event, key):
    status = send(asked.url, body, secret)
    refused += not 200 <= status < 300
    print(f"{event}: {status}", flush=True)
if refused:
    sys.exit(f"{refused} not taken: only 200 to 299 counts.")
