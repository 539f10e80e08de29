"""Which addresses can be told of changes: what may be asked at all, over https alone."""

from casestudies.webhooks.http import FetchRefused
from casestudies.webhooks.http.guard import is_allowed, target_of


def check_address(url: str) -> str:
    """The address as it will be asked: when it is given, and again at every attempt, which looks too at what its name
    resolves to.

    Raises FetchRefused.
    """
    target = target_of(url)
    if target.scheme != "https" and not is_allowed(target.host, target.port):
        raise FetchRefused("Webhooks are sent over https alone. Use an address that begins with https://.")
    return target.url
