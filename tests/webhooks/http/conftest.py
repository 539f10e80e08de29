"""A web of our own: a small server whose answers a test writes, and a resolver that says what a test wants."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Web:
    """`answers` maps a path to a function of the handler; `asked` keeps what came in: method, path, headers."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                web.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(size)))
                web.answers[self.path.split("?")[0]](self)

            do_GET = do_HEAD = do_POST = answer  # noqa: N815 (the server's own names)

            def log_message(self, *args):
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def url(self, path="/"):
        return f"http://{self.host}{path}"

    def say(self, path, body=b"", status=200, **headers):
        """Answer a path with these bytes; header names with _ for -."""

        def answer(handler):
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(body)

        self.answers[path] = answer

    def say_raw(self, path, write):
        """Let `write` send bytes as it likes, then hang up."""

        def answer(handler):
            write(handler.wfile)
            handler.close_connection = True

        self.answers[path] = answer

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def web(settings):
    """A local server that this install is allowed to ask."""
    web = Web()
    settings.FETCH_ALLOWED_HOSTS = [web.host]
    yield web
    web.close()


@pytest.fixture
def names(monkeypatch):
    """What the resolver answers: host -> list of addresses, or a list of such lists, one for each time it is asked."""
    known = {}

    def resolve(host, port, *args, **kwargs):
        found = known.get(host)
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        if found and isinstance(found[0], list):
            found = found.pop(0) if len(found) > 1 else found[0]
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in address], socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr("casestudies.webhooks.http.guard.getaddrinfo", resolve)
    return known
