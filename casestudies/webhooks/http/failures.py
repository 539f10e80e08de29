"""Why something could not be fetched, in sentences for whoever asked for it."""

from casestudies.errors import CasebookError


class FetchFailed(CasebookError):
    """There was no answer that could be used: no such host, no connection, too slow, too large, not HTTP."""


class FetchRefused(FetchFailed):
    """The address is one that Casebook never asks: not the web's, not public, or leading there."""


class OddPort(FetchRefused):
    """The address names another port than the web's own: unusual, and no harm by itself."""


class NotPublic(FetchRefused):
    """The address names a machine that is nobody's on the public internet, whatever the rest of it says."""
