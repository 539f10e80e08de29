"""One request, its redirects followed and checked one by one, and an answer of a known size, or a sentence why not."""

import ssl
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from urllib.parse import urljoin

import httpcore
from django.conf import settings

from casestudies.webhooks.http.connection import Deadline, GuardedBackend
from casestudies.webhooks.http.failures import FetchFailed, FetchRefused
from casestudies.webhooks.http.guard import Target, target_of

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Limits:
    """How long to wait, in seconds, how many bytes to take and how many redirects to follow."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0
    size: int = 2_000_000
    redirects: int = 5


USUAL = Limits()


@dataclass(frozen=True)
class Answer:
    """What came back. `url` is where it came from in the end; `hops` are the redirects before it: status, address.

    Header names are in small letters. `body` is cut at the limit where the caller asked for that.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[tuple[int, str], ...] = ()


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    limits: Limits = USUAL,
    cut: bool = False,
    follow: bool = True,
) -> Answer:
    """Ask an address of the public web. Sends no cookie, keeps none, and uses no proxy.

    `cut` takes the body up to the limit instead of failing where it is larger. Without `follow` a redirect is the
    answer. Raises FetchRefused where the address or one that it redirects to may not be asked, and FetchFailed where
    no usable answer came. Opens no transaction; call it outside of one.
    """
    deadline = Deadline(limits.total)
    hops: list[tuple[int, str]] = []
    target = target_of(url)
    sent = dict(headers or {})
    while True:
        answer = _ask(target, method, sent, body, limits, deadline, cut=cut)
        where = answer.headers.get("location", "")
        if not follow or answer.status not in REDIRECTS or not where:
            return Answer(answer.status, target.url, answer.headers, answer.body, tuple(hops))
        if len(hops) >= limits.redirects:
            raise FetchFailed(f"The address redirects more than {limits.redirects} times.")
        hops.append((answer.status, target.url))
        before = target
        try:
            target = target_of(urljoin(target.url, where))
        except ValueError as error:
            raise FetchRefused("The address redirects to what is no address.") from error
        if (target.scheme, target.host, target.port) != (before.scheme, before.host, before.port):
            # What was meant for one machine is not told to another.
            sent = {name: value for name, value in sent.items() if name.lower().startswith("accept")}
        if answer.status == 303 and method != "HEAD":
            method, body = "GET", b""


def user_agent() -> str:
    """Who asks, and where to complain."""
    contact = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"Casebook/0.1 (+{settings.SITE_URL}/; {contact})"


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates are checked, and the name in them; read once."""
    return httpcore.default_ssl_context()


def _ask(
    target: Target,
    method: str,
    headers: Mapping[str, str],
    body: bytes,
    limits: Limits,
    deadline: Deadline,
    *,
    cut: bool,
) -> Answer:
    sent = {"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "identity"} | dict(headers)
    waits = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    backend = GuardedBackend(deadline)
    tls = tls_context() if target.scheme == "https" else None
    try:
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=1) as pool,
            pool.stream(
                method,
                httpcore.URL(
                    scheme=target.scheme.encode(),
                    host=target.host.encode(),
                    port=target.port,
                    target=target.path.encode(),
                ),
                headers=[(name.encode(), value.encode()) for name, value in sent.items()],
                content=body or None,
                extensions={"timeout": waits},
            ) as response,
        ):
            received = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            taken = b"" if response.status in REDIRECTS else _take(response.iter_stream(), limits.size, cut=cut)
            return Answer(response.status, target.url, received, _unpacked(taken, received, limits.size, cut=cut))
    except httpcore.TimeoutException as error:
        raise FetchFailed(f"{target.host} did not answer in time.") from error
    except httpcore.ConnectError as error:
        raise FetchFailed(f"No connection to {target.host}: {_reason(error)}.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchFailed(f"{target.host} broke off, or answered what is not HTTP.") from error


def _take(chunks: Iterable[bytes], size: int, *, cut: bool) -> bytes:
    taken = bytearray()
    for chunk in chunks:
        taken += chunk
        if len(taken) > size:
            if cut:
                return bytes(taken[:size])
            raise _too_large(size)
    return bytes(taken)


def _unpacked(body: bytes, headers: Mapping[str, str], size: int, *, cut: bool) -> bytes:
    """The body without the packing that some servers send unasked; held to the same size as any other."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in ("", "identity") or not body:
        return body
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("The answer is packed in a way that was not asked for.")
    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        unpacked = opener.decompress(body, size + 1)
    except zlib.error as error:
        raise FetchFailed("The answer is packed and cannot be unpacked.") from error
    if len(unpacked) > size and not cut:
        raise _too_large(size)
    return unpacked[:size]


def _too_large(size: int) -> FetchFailed:
    return FetchFailed(f"The answer is larger than {size:,} bytes.")


def _reason(error: Exception) -> str:
    text = str(error)
    return "its certificate is not valid" if "CERTIFICATE_VERIFY_FAILED" in text else "it did not take the call"
