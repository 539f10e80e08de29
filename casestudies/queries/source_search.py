"""Finding sources in the shared library by words, and telling which keys it does not hold."""

import re
from collections.abc import Iterable
from functools import cache

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from casestudies.models import Reference, Source, SourceAuthor
from casestudies.prose.characters import UNDIVIDED, drop_unwanted, fold

MOST_WORDS = 8
MOST_CHARACTERS = 120
_SPELT = {spelt: letter for letter, spelt in UNDIVIDED.items() if len(spelt) == 2}
_LATIN_LETTERS = (range(0xC0, 0x250), range(0x1E00, 0x1F00))


def find_sources(text: str, *, case_id: int | None) -> QuerySet[Source]:
    """Sources that hold every word of the text, those the case already refers to first.

    Words are looked for in key, authors, title, container, publisher and year, in any case and with or without
    accents, on both databases alike. Each source carries `is_reference`. No words: the case's references.
    """
    references = Reference.objects.filter(case_study=case_id, source=OuterRef("pk"))
    is_reference = Exists(references) if case_id is not None else Value(False, BooleanField())
    sources = Source.objects.annotate(is_reference=is_reference)
    words = drop_unwanted(text[:MOST_CHARACTERS]).split()[:MOST_WORDS]
    if not words:
        if case_id is None:
            return sources.none()
        own = sources.filter(references__case_study=case_id)
        return own.order_by("references__position", "references__id")
    sources = sources.annotate(words=_joined("key", "title", "container_title", "publisher", "year"))
    for word in words:
        pattern = accentless_pattern(word)
        authors = SourceAuthor.objects.filter(source=OuterRef("pk")).annotate(
            name=_joined("given", "family", "literal")
        )
        sources = sources.filter(Q(words__iregex=pattern) | Exists(authors.filter(name__iregex=pattern)))
    return sources.order_by(F("is_reference").desc(), "key")


def unknown_keys(keys: Iterable[str]) -> set[str]:
    """Those of the keys that no source has. One query, none without keys."""
    asked = set(keys)
    return asked - set(Source.objects.filter(key__in=asked).values_list("key", flat=True)) if asked else set()


def accentless_pattern(word: str) -> str:
    """A regular expression that finds the word however its letters are accented: `muller` finds `Müller`."""
    plain = fold(word)
    parts: list[str] = []
    index = 0
    while index < len(plain):
        pair = plain[index : index + 2]
        if pair in _SPELT:
            parts.append(f"({_letter(pair[0])}{_letter(pair[1])}|{_SPELT[pair]}|{_SPELT[pair].upper()})")
            index += 2
        else:
            parts.append(_letter(plain[index]))
            index += 1
    return "".join(parts)


def _joined(*fields: str) -> Concat:
    """The fields' text, one after the other."""
    parts: list[Coalesce | Value] = []
    for field in fields:
        parts += [Coalesce(Cast(field, CharField()), Value("")), Value(" ")]
    return Concat(*parts, output_field=TextField())


def _letter(char: str) -> str:
    accented = _accented().get(char)
    return f"[{char}{accented}]" if accented else re.escape(char)


@cache
def _accented() -> dict[str, str]:
    """For every plain letter the Latin letters that fold to it; both cases, as databases disagree about case."""
    found: dict[str, str] = {}
    for letters in _LATIN_LETTERS:
        for char in map(chr, letters):
            plain = fold(char)
            if len(plain) == 1 and plain != char and plain.isascii():
                found[plain] = found.get(plain, "") + char
    return found
