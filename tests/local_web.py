"""A web of our own: a small server whose answers a test writes."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


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
