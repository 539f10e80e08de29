"""A resolver that says what a test wants."""

import socket

import pytest


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
