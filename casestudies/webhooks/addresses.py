"""Which addresses can be told of changes: https, the usual port, and no machine of a private network."""

from ipaddress import ip_address

from casestudies.webhooks.http import FetchRefused
from casestudies.webhooks.http.guard import is_allowed, is_public, target_of


def check_address(url: str) -> str:
    """The address as it will be asked. What its name resolves to is looked at again at every attempt.

    Raises FetchRefused.
    """
    target = target_of(url.strip())
    if is_allowed(target.host, target.port):
        return target.url
    if target.scheme != "https":
        raise FetchRefused("Webhooks are sent over https alone. Use an address that begins with https://.")
    try:
        ip_address(target.host)
    except ValueError:
        known = "." in target.host and not target.host.endswith((".localhost", ".local", ".internal"))
    else:
        known = is_public(target.host)
    if not known:
        raise FetchRefused(f"{target.host} is not on the public internet, so it cannot be told anything.")
    return target.url
