"""Codes of places and languages as filters: which there are, and which was probably meant.

What ISO's lists know needs no text to carry it: that nothing is of there, or in that language, is an answer.
"""

import re

import pycountry

from casestudies.api.parameters import Several, nearest
from casestudies.publication.jurisdictions import NAMES, SUBDIVISIONS

CODES = {name.lower(): code for code, name in (NAMES | SUBDIVISIONS).items()}
# What people write who do not look the code up.
CODES |= {"uk": "GB", "el": "GR", "uae": "AE", "drc": "CD", "prc": "CN", "roc": "TW", "ksa": "SA", "rsa": "ZA"}
CODES |= {"great britain": "GB", "holland": "NL", "deutschland": "DE", "turkey": "TR", "burma": "MM"}
CODES |= {"czech republic": "CZ"}
SHORTEST_NAME = 4  # two or three letters are as near to one country's name as to another's
PART = re.compile("[A-Z]{2,4}-[A-Z0-9]{1,3}")
# A language, perhaps one of its own below it, a script, a country or region, variants; as BCP 47 writes them.
TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<below>[a-z]{3}))?(?:-(?P<script>[A-Z][a-z]{3}))?"
    r"(?:-(?:(?P<country>[A-Z]{2})|[0-9]{3}))?(?:-(?:[0-9][a-z0-9]{3}|[a-z0-9]{5,8}))*"
)


class Places(Several):
    """Jurisdictions: countries, their subdivisions, and bodies of states."""

    def _near(self, text: str) -> str:
        return near_place(self._wrong(text))


def near_place(text: str) -> str:
    """The code of the place that was probably meant: by its code or its name, "" where none is near."""
    lowered, raised = text.lower(), text.upper()
    if is_place(raised):
        return raised
    if lowered in CODES:
        return CODES[lowered]
    if len(text) < SHORTEST_NAME:
        country = pycountry.countries.get(alpha_3=raised)
        return country.alpha_2 if country and country.alpha_2 in NAMES else ""
    return "" if PART.fullmatch(raised) else CODES.get(nearest(lowered, CODES), "")


def is_place(code: str) -> bool:
    """Whether it is the code of a country, of a part of one, or of a body of states."""
    found = pycountry.subdivisions.get(code=code) if PART.fullmatch(code) else None
    return code in NAMES or (found is not None and found.code == code)


def near_language(text: str) -> str:
    """The tag as it is written: `deu-at` -> `de-AT`; "" where the lists know no such language."""
    language, *rest = text.lower().split("-")
    tag = "-".join([_shortest(language), *map(_subtag, rest)])
    return tag if is_named(tag) else ""


def is_named(tag: str) -> bool:
    """Whether it is the tag of a language, perhaps in a script and of a country, and well written."""
    found = TAG.fullmatch(tag)
    if found is None or found["language"] != _shortest(found["language"]):
        return False
    return (
        (found["below"] is None or _shortest(found["below"]) != "")
        and (found["script"] is None or pycountry.scripts.get(alpha_4=found["script"]) is not None)
        and (found["country"] is None or found["country"] in NAMES)
    )


def _shortest(language: str) -> str:
    """The shortest code of the language that has this one: `eng` -> `en`; "" where there is none."""
    if len(language) == 2:
        return language if pycountry.languages.get(alpha_2=language) else ""
    languages = pycountry.languages
    found = languages.get(alpha_3=language) or languages.get(bibliographic=language)
    found = found or pycountry.language_families.get(alpha_3=language)
    return str(getattr(found, "alpha_2", "") or found.alpha_3) if found else ""


def _subtag(text: str) -> str:
    if len(text) == 4 and text.isalpha():
        return text.title()
    return text.upper() if len(text) == 2 else text
