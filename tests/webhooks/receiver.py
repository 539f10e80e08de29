"""A partner's receiver: a server of our own that notes what arrives, and answers as a test says."""

import json
import time
from collections import Counter

from standardwebhooks import Webhook


class Receiver:
    """On the fixture `web`, at `path`. `got` keeps what arrived (webhook-id, body, headers, raw body), `times` when.

    `say(*answers)` sets the next answers, the last of which stays: a status, `(status, headers)`, or a function of
    the handler that answers by itself.
    """

    def __init__(self, web, path="/hook"):
        self.web, self.path = web, path
        self.got = []
        self.times = []
        self.answers = [204]
        web.answers[path] = self._answer

    @property
    def url(self):
        return self.web.url(self.path)

    @property
    def ids(self):
        return Counter(name for name, *_ in self.got)

    def say(self, *answers):
        self.answers = list(answers)

    def told(self):
        """What arrived, as (case study, sequence), in order."""
        return [(body["data"]["case_study"]["uuid"], body["data"]["sequence"]) for _, body, _, _ in self.got]

    def check_signatures(self, *secrets, after=0):
        """Each of `secrets` verifies every body after so many, by the package that receivers use; in five minutes."""
        for _, body, headers, raw in self.got[after:]:
            for secret in secrets:
                assert Webhook(secret).verify(raw, headers) == body

    def _answer(self, handler):
        _, _, headers, raw = self.web.asked[-1]
        headers = {name.lower(): value for name, value in headers.items()}
        self.got.append((headers["webhook-id"], json.loads(raw), headers, raw))
        self.times.append(time.monotonic())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            answer(handler)
            return
        status, more = answer if isinstance(answer, tuple) else (answer, {})
        handler.send_response(status)
        for name, value in {"Content-Length": "0", **more}.items():
            handler.send_header(name, value)
        handler.end_headers()


def hang(handler):
    """Say nothing until the other side has gone."""
    time.sleep(30)
    handler.close_connection = True


def lie(handler):
    """Promise more than is sent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort")
    handler.close_connection = True


def pour(handler):
    """Send a body that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
    except OSError:
        handler.close_connection = True


def reset(handler):
    """Break off before a word."""
    handler.connection.close()
    handler.close_connection = True
