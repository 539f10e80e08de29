"""The languages that the public pages speak, and what an address is in each.

The address alone says the language: `/fr/cases/` is French, `/cases/` the site's own. No cookie and no header is asked,
so that everybody who opens an address reads the same page (decision 22).
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, find
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

CATALOGUES = Path(__file__).parent.parent / "locale"
# The line of a catalogue's header that names who reviewed it; empty until somebody did.
REVIEWED = "x-reviewed-by"
# The address, with its query, of the page that is being made.
_here: ContextVar[str] = ContextVar("here", default="")


@dataclass(frozen=True)
class Language:
    """A language that readers are offered: its code, its name in itself, and how it is written."""

    code: str
    name: str

    @property
    def direction(self) -> str:
        return "rtl" if self.code in settings.LANGUAGES_BIDI else "ltr"


def languages() -> tuple[Language, ...]:
    """Those that readers are offered, the site's own first. Pseudo-languages are for tests and are not among them."""
    return tuple(Language(code, name) for code, name in settings.LANGUAGES if code not in settings.PSEUDO_LANGUAGES)


def current() -> str:
    """The code of the language that the page is being made in."""
    return translation.get_language() or settings.LANGUAGE_CODE


def language_of(path: str) -> str:
    """The code that a path begins with; the site's own language where it begins with none."""
    first = path.removeprefix("/").partition("/")[0].partition("?")[0]
    return first if first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def plain(path: str) -> str:
    """The address without its language, which is that of the site's own."""
    code = language_of(path)
    return path if code == settings.LANGUAGE_CODE else path.removeprefix(f"/{code}") or "/"


def in_language(path: str, code: str) -> str:
    """The address, given in whatever language, of the same page in this one: `/timeline/` -> `/fr/timeline/`."""
    return plain(path) if code == settings.LANGUAGE_CODE else f"/{code}{plain(path)}"


def local(path: str) -> str:
    """The address of the same page in the language of the page that is being made."""
    return in_language(path, current())


@cache
def is_reviewed(code: str) -> bool:
    """Whether a speaker of the language has looked at its words, which its catalogue names in its header."""
    if code == settings.LANGUAGE_CODE:
        return True
    found = find("django", CATALOGUES, [translation.to_locale(code)])
    if not found:
        return False
    with Path(found).open("rb") as catalogue:
        return bool(GNUTranslations(catalogue).info().get(REVIEWED, "").strip())


def here() -> str:
    """The address, with its query, of the page that is being made; "" outside a request."""
    return _here.get()


class LanguageOfAddress:
    """Makes each page in the language that its address begins with. Stands outside whatever redirects or refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = _here.set(request.get_full_path())
        try:
            with translation.override(language_of(request.path_info)):
                return self.get_response(request)
        finally:
            _here.reset(asked)
