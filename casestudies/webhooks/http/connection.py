"""Connects to an address that was checked, and to no other; nothing on the connection outlasts the deadline."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from casestudies.webhooks.http.guard import addresses_of


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def within(self, seconds: float | None) -> float:
        """At most so many seconds, and never past the deadline. Raises ReadTimeout when it has passed."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if seconds is None else min(seconds, left)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a host itself, once, and connects to one of the public addresses that it found.

    So a name that changes its address between the check and the connection gains nothing. One backend serves one
    request and its redirects.
    """

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception | None = None
        for address in addresses_of(host, port, seconds=self.deadline.within(timeout)):
            try:
                stream = self.sockets.connect_tcp(address, port, self.deadline.within(timeout), None, socket_options)
                return GuardedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no address")


class GuardedStream(httpcore.NetworkStream):
    """A connection whose every step ends by the deadline, however slowly the other side speaks."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.within(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self.stream.start_tls(ssl_context, server_hostname, self.deadline.within(timeout))
        return GuardedStream(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
