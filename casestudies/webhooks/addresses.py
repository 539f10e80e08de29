"""Which addresses can be told of changes: what may be asked at all, over https alone."""

from casestudies.prose.links import canonical_href
from casestudies.webhooks.http import FetchRefused, NotPublic, OddPort
from casestudies.webhooks.http.guard import is_allowed, target_of

HTTPS_ALONE = "Webhooks are sent over https alone. Use an address that begins with https://."
AT_HOME = (
    "To try a receiver on your own machine, send it signed samples from there: the documentation of webhooks has a "
    "script for it, under “Try it on your own machine”."
)


def check_address(url: str) -> str:
    """The address as it will be asked: when it is given, and again at every attempt, which looks too at what its name
    resolves to.

    Raises FetchRefused, which says what to do instead.
    """
    try:
        target = target_of(url)
    except NotPublic as error:
        raise FetchRefused(f"{error} {AT_HOME}") from error
    except OddPort as error:
        raise FetchRefused(HTTPS_ALONE if canonical_href(url).startswith("http:") else str(error)) from error
    if target.scheme != "https" and not is_allowed(target.host, target.port):
        raise FetchRefused(HTTPS_ALONE)
    return target.url
