"""What the application server loads."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


class Utf8Request(WSGIRequest):
    """Is read as UTF-8, address and form, whatever its Content-Type says.

    Django would read the address in that charset too. One that it cannot read in (`rot13`) would be an error of ours,
    and one that it can would make another page of the same address, which shared caches hand to everybody.
    """

    @property
    def encoding(self) -> str:
        """Of every request."""
        return "utf-8"

    @encoding.setter
    def encoding(self, claimed: str) -> None:
        """Nothing: what the request claims is passed over."""


class Handler(WSGIHandler):
    """Django's, for requests in UTF-8."""

    request_class = Utf8Request


django.setup(set_prefix=False)
application = Handler()
