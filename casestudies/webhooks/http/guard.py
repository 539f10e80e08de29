"""Which addresses may be asked: http and https, the usual ports, and machines on the public internet alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import IPPROTO_TCP, getaddrinfo
from urllib.parse import quote, urlsplit

from django.conf import settings

from casestudies.prose.links import canonical_href
from casestudies.webhooks.http.failures import FetchFailed, FetchRefused, NotPublic, OddPort

PORTS = {"http": 80, "https": 443}
# What `is_global` of Python 3.11 lets through although no public server answers there. 168.63.129.16 is a cloud's
# own service, reached from inside alone.
SPECIAL_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "168.63.129.16/32")))
# Of IPv6 only what is handed out, without what stands for another address: Teredo, 6to4, documentation. NAT64, mapped
# and local addresses lie outside of it.
HANDED_OUT_V6 = IPv6Network("2000::/3")
SPECIAL_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# Names that no public server has, and what an address in an odd spelling ends in.
PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# The system's resolver takes no time limit, so it is waited for elsewhere.
_resolver = ThreadPoolExecutor(max_workers=16, thread_name_prefix="resolver")


@dataclass(frozen=True)
class Target:
    """An address taken apart: what to connect to and what to ask for there. `host` is in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target_of(url: str) -> Target:
    """What an address leads to, where it is one that may be asked as far as that can be told without asking.

    Raises FetchRefused where it is not one of the web's, names a login, another port than its scheme's own, or a
    host that is not on the public internet whatever its name resolves to.
    """
    address = canonical_href(url)
    if not address.startswith(("http://", "https://")):
        raise FetchRefused("Only addresses that begin with http:// or https:// can be fetched.")
    parts = urlsplit(address)
    try:
        host, port = _ascii(parts.hostname or ""), PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError as error:
        raise FetchRefused("The address names no host that could be asked.") from error
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("An address with a user name or a password in it is not fetched.")
    if not is_allowed(host, port):
        if why := _not_public(host):
            raise NotPublic(f"{host} is not on the public internet, so it is not asked{why}.")
        if port != PORTS[parts.scheme]:
            raise OddPort(f"Port {port} is not asked over {parts.scheme}: only {PORTS[parts.scheme]}.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + ("?" + _query(parts.query) if parts.query else "")
    return Target(parts.scheme, host, port, path)


def addresses_of(host: str, port: int, *, seconds: float) -> list[str]:
    """The public addresses behind a host, in the resolver's order. Raises FetchRefused where it has none."""
    waiting = _resolver.submit(getaddrinfo, host, port, proto=IPPROTO_TCP)
    try:
        found = list(dict.fromkeys(str(entry[4][0]) for entry in waiting.result(timeout=seconds)))
    except TooLate as error:
        raise FetchFailed(f"The name {host} was not resolved in time.") from error
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"There is no host {host}, or its name could not be resolved.") from error
    if is_allowed(host, port):
        return found
    public = [address for address in found if is_public(address)]
    if not public:
        raise FetchRefused(f"{host} is not on the public internet, so it is not asked.")
    return public


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a machine that anybody on the internet can reach."""
    try:
        ip = ip_address(address)
    except ValueError:  # such as fe80::1%eth0 where this Python knows no zones
        return False
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in SPECIAL_V4)
    return _is_public_v6(ip)


def _not_public(host: str) -> str:
    """Why a host is nobody's on the public internet, to follow a sentence; "" where it may be somebody's."""
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return "" if is_public(host) else ": its address is a private network’s own"
    if "." not in host:
        return ": a name without a dot is a private network’s own"
    for ending in PRIVATE_NAMES:
        if host.endswith(ending):
            return f": names that end in {ending} are a private network’s own"
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        return ": it is no name, and no address in its usual spelling"
    return ""


def is_allowed(host: str, port: int) -> bool:
    """Whether this install lets this host be asked wherever it stands: `host:port` in FETCH_ALLOWED_HOSTS."""
    return f"{host}:{port}" in settings.FETCH_ALLOWED_HOSTS


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip.scope_id is None and ip in HANDED_OUT_V6 and not any(ip in network for network in SPECIAL_V6)


def _ascii(host: str) -> str:
    """The host's name as the resolver takes it. ValueError where there is none."""
    name = (host if host.isascii() else host.encode("idna").decode("ascii")).removesuffix(".").lower()
    if ":" not in name and not all(0 < len(label) <= 63 for label in name.split(".")):
        raise ValueError("no host")
    if len(name) > 253 or any(char.isspace() or char in '<>"\\^`{|}%' for char in name):
        raise ValueError("no host")
    return name


def _query(query: str) -> str:
    return quote(query, safe="/%:@!$&'()*+,;=~?[]")
