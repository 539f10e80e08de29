"""Finished files, kept for whoever asks next: only what everybody may read, and no more than the shelf holds."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock

from django.conf import settings
from django.core.cache import caches

from casestudies.exchange.handout.pdf import PATIENCE, TEMPLATE

# Goes up when the same sheet would be set otherwise, or the same edition give another sheet.
HANDOUT_VERSION = 1
_being_made: dict[str, Lock] = {}


@cache
def handout_version() -> str:
    """Changes with the template, and with the code that fills it."""
    return f"{HANDOUT_VERSION}-{hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()[:16]}"


def kept_file(*names: object, make: Callable[[], bytes]) -> bytes:
    """The file of that name, made now if nobody asked before. `names`: all that its bytes depend on, beside the site's
    own address, which every file says.
    """
    shelf = caches["handouts"]
    key = hashlib.sha256("\n".join((settings.SITE_URL, *map(str, names))).encode()).hexdigest()
    found = shelf.get(key)
    if found is not None:
        return found
    with _alone(key):
        found = shelf.get(key)
        if found is None:
            found = make()
            shelf.set(key, found)
    return found


@contextmanager
def _alone(key: str) -> Iterator[None]:
    """Who asks for a file that is being made waits for it, and does not make it too: a class asks at one moment."""
    lock = _being_made.setdefault(key, Lock())
    is_mine = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if is_mine:
            _being_made.pop(key, None)
            lock.release()
