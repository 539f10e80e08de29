"""Export and import give the same case study: the same digests, and the same bytes when exported again."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.actions.save_framework import save_framework
from casestudies.actions.save_library import save_instrument, save_party, save_person, save_topic
from casestudies.actions.save_source import save_source
from casestudies.actions.store_media import store_media
from casestudies.actions.write_draft import write_draft
from casestudies.exchange.exporting import export_cases
from casestudies.exchange.importing import import_cases
from casestudies.exchange.library_writing import item_of, library_records
from casestudies.exchange.system_accounts import IMPORT, system_account
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import take_snapshot
from tests.exchange.files import read_folder, thrown_away
from tests.exchange.strategies import PICTURES, case_documents, libraries, slugs, words
from tests.factories import NOW

SAVE = {
    "topics": save_topic,
    "people": save_person,
    "parties": save_party,
    "instruments": save_instrument,
    "frameworks": save_framework,
    "sources": save_source,
}


def write(library, document, slug, notes):
    """Put the library and the draft into the database."""
    by = system_account(IMPORT)
    for kind, items in library.items():
        for item in items:
            SAVE[kind](item, by=by, now=NOW, overwrite=False)
    media = [store_media(data, by=by) for data in PICTURES]
    placed = [
        figure | {"sha256": "" if figure["picture"] is None else media[figure["picture"]].sha256}
        for figure in document["figures"]
    ]
    teaching = {question["uuid"]: note for question, note in zip(document["questions"], notes, strict=False)}
    return write_draft(document | {"figures": placed}, teaching=teaching, slug=slug, by=by, now=NOW)


def everything():
    """All that an export is to carry: snapshot and teaching part of every case, by slug, and the library."""
    cases = {draft.slug: take_snapshot(draft) for draft in CaseStudy.objects.all()}
    parts = {slug: (taken.content_digest, taken.teaching_digest, taken.content) for slug, taken in cases.items()}
    library = [item_of(kind, record) for kind, records in library_records().items() for record in records]
    return parts, library


# Each of these examples takes half a second, and about a megabyte of choices that Hypothesis keeps.
@settings(max_examples=settings.default.max_examples // 2)
@pytest.mark.proves("A case study of whatever shape survives export and import")
@pytest.mark.django_db
@given(libraries(), case_documents(), slugs, st.lists(words(), max_size=3))
def test_case_study_survives_export_and_import(library, document, slug, notes):
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "first"), Path(folder, "second")
        with thrown_away():
            write(library, document, slug, notes)
            before = everything()
            export_cases(first)
        assert not CaseStudy.objects.exists()
        with thrown_away():
            import_cases(first, now=NOW, replace=False)
            after = everything()
            export_cases(second)
        assert after == before
        assert read_folder(second) == read_folder(first)
