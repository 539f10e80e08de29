"""The network address that a request came from, as far as it can be trusted."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(meta: Mapping[str, Any]) -> str:
    """The sender's address by a request's META: of IPv6 the network of 64 bits, of which one person has the whole.

    What a header says of the sender counts only where a proxy of ours wrote it: TRUSTED_PROXIES names them; with
    BEHIND_PROXY alone, whoever connects is the one proxy.
    """
    sender = str(meta.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        # The last entry is what the nearest proxy saw; those before it are whatever came with the request.
        entries = [entry.strip() for entry in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if entry.strip()]
        if not settings.TRUSTED_PROXIES:
            sender = entries[-1] if entries else sender
        else:
            while entries and _is_ours(sender):
                sender = entries.pop()
    known = _read(sender)
    if known is None:
        return sender[:100]
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def _is_ours(sender: str) -> bool:
    known = _read(sender)
    networks = (ipaddress.ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES)
    return known is not None and any(known in network for network in networks)


def _read(text: str) -> Address | None:
    try:
        known = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(known, ipaddress.IPv6Address):
        # A server that listens to both writes the old kind within the new: all of them are one network of it.
        return known.ipv4_mapped or known
    return known
