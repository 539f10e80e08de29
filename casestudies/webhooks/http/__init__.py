"""Fetches from the web without ever reaching a private network.

`fetch` is the only way in which Casebook asks another machine for anything. decisions/ tells why it is built so.
"""

from casestudies.webhooks.http.client import Answer, Limits, fetch
from casestudies.webhooks.http.failures import FetchFailed, FetchRefused, NotPublic, OddPort

__all__ = ["Answer", "FetchFailed", "FetchRefused", "Limits", "NotPublic", "OddPort", "fetch"]
