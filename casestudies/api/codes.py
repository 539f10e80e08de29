"""Codes of places and languages as filters: which there are, and which was probably meant."""

import re

from django.conf.locale import LANG_INFO

from casestudies.api.parameters import Several, nearest
from casestudies.publication.jurisdictions import NAMES, SUBDIVISIONS

CODES = {name.lower(): code for code, name in (NAMES | SUBDIVISIONS).items()}
# What people write who do not look the code up.
CODES |= {"uk": "GB", "usa": "US", "uae": "AE", "el": "GR", "great britain": "GB", "holland": "NL", "turkey": "TR"}


class Places(Several):
    """Jurisdictions: countries, their subdivisions, and bodies of states."""

    def _near(self, text: str) -> str:
        return near_place(self._wrong(text))


def near_place(text: str) -> str:
    """The code of the place that was probably meant: by its code or its name, "" where none is near."""
    lowered, raised = text.lower(), text.upper()
    if lowered in CODES:
        return CODES[lowered]
    return raised if is_place(raised) else CODES.get(nearest(lowered, CODES), "")


def is_place(code: str) -> bool:
    """Whether it is of a place that has a name, or of a part of one: that nothing is of there is an answer."""
    return re.fullmatch("[A-Z]+(-[A-Z0-9]{1,3})?", code) is not None and code.partition("-")[0] in NAMES


def is_named(tag: str) -> bool:
    """Whether a language, or one of a place, is known by name: that nothing is written in it is an answer."""
    return tag == "zh" or (tag.lower() in LANG_INFO and tag == _as_written(tag))


def _as_written(tag: str) -> str:
    language, *rest = tag.split("-")
    return "-".join([language.lower(), *map(_subtag, rest)])


def _subtag(text: str) -> str:
    if len(text) == 4 and text.isalpha():
        return text.title()
    return text.upper() if len(text) == 2 else text.lower()
