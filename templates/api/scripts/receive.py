"""Receive webhooks on this machine, and print what came."""

import argparse
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

try:
    from standardwebhooks import Webhook, WebhookVerificationError
except ImportError:
    sys.exit("Install the library first: pip install standardwebhooks")

known = "$WEBHOOK_SECRET is the secret of your endpoint."
parser = argparse.ArgumentParser(description=__doc__, epilog=known)
parser.add_argument("port", nargs="?", type=int, default=9000)
asked = parser.parse_args()
secret = os.environ.get("WEBHOOK_SECRET", "")
if not secret.startswith("whsec_"):
    parser.error("Set WEBHOOK_SECRET: it begins with whsec_.")
try:
    webhook = Webhook(secret)
except ValueError:
    parser.error("WEBHOOK_SECRET is cut off or mistyped.")
seen = set()  # keep these in your database


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.send_answer(401)
        if self.headers["webhook-id"] not in seen:
            # What was told twice is done once.
            links = event["data"].get("links", {})
            print(event["type"], links.get("api", ""), flush=True)
            seen.add(self.headers["webhook-id"])
        return self.send_answer(204)

    def send_answer(self, status):
        self.send_response(status)
        self.end_headers()


try:
    server = ThreadingHTTPServer(("127.0.0.1", asked.port), Receiver)
    print(f"Listening at http://localhost:{asked.port}/", file=sys.stderr)
    server.serve_forever()
except OSError as error:
    sys.exit(f"Port {asked.port} cannot be had: {error}. Name another.")
except KeyboardInterrupt:
    pass
