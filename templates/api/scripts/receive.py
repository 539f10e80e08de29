"""Receive webhooks: WEBHOOK_SECRET=whsec_… python receive.py 8000  (pip install standardwebhooks)"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
seen = set()  # keep these in your database


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.send_answer(401)
        if self.headers["webhook-id"] not in seen:  # what was told twice is done once
            print(event["type"], event["data"]["links"]["api"] if "links" in event["data"] else "", flush=True)
            seen.add(self.headers["webhook-id"])
        return self.send_answer(204)

    def send_answer(self, status):
        self.send_response(status)
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
