"""Every catalogue holds exactly what readers see, in whole translations, and is compiled."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

from casestudies.public.languages import languages
from tests.translations.catalogue import MACHINE, catalogues, key, lacking
from tests.translations.extraction import wanted

HELD = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?[a-z][^>]*>")
# Before these French sets a space that no line breaks at.
BREAKS_BEFORE_MARK = re.compile(r" [:;?!»]|« ")


@pytest.fixture(scope="module")
def asked():
    return {key(entry) for entry in wanted()}


@pytest.fixture(params=list(catalogues()), ids=lambda path: path.parent.parent.name, scope="module")
def path(request):
    return request.param


@pytest.fixture(scope="module")
def catalogue(path):
    return polib.pofile(str(path))


def test_every_language_but_english_has_a_catalogue():
    assert {path.parent.parent.name for path in catalogues()} == {language.code for language in languages()} - {"en"}


def test_catalogue_holds_what_readers_see_and_nothing_else(catalogue, asked):
    held = Counter(key(entry) for entry in catalogue)

    assert sorted(map(str, asked - set(held))) == [], "to be translated: run `make catalogues`"
    assert sorted(map(str, set(held) - asked)) == [], "said nowhere any more: run `make catalogues`"
    assert set(held.values()) == {1}


def test_every_message_is_translated_in_all_its_forms(catalogue):
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])

    assert lacking(catalogue) == []
    assert all(len(entry.msgstr_plural) == forms for entry in catalogue if entry.msgid_plural)


def test_placeholders_and_markup_survive_translation(catalogue):
    for entry in catalogue:
        says = sorted(HELD.findall(entry.msgid_plural or entry.msgid))
        for translated in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert sorted(HELD.findall(translated)) == says, entry.msgid


def test_every_entry_says_who_made_it(catalogue):
    assert catalogue.metadata["X-Reviewed-By"] or {entry.tcomment for entry in catalogue} == {MACHINE}


def test_french_marks_stay_with_their_words(catalogue):
    if catalogue.metadata["Language"] == "fr":
        broken = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
        assert [text for text in broken if BREAKS_BEFORE_MARK.search(text)] == []


def test_what_is_compiled_is_what_is_written(path, catalogue, tmp_path):
    compiled = tmp_path / "django.mo"
    catalogue.save_as_mofile(str(compiled))

    assert compiled.read_bytes() == Path(path).with_suffix(".mo").read_bytes()
