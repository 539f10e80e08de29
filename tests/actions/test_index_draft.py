"""What the search reads of a draft is written with the draft, and made again from its last revision."""

import pytest
from django.core.management import call_command
from django.db import transaction

from casestudies.actions.index_draft import index_drafts
from casestudies.models import DraftText
from tests.factories import make_case, revise_case

pytestmark = pytest.mark.django_db


def test_save_writes_the_text_and_a_later_one_replaces_it():
    case = make_case()
    assert "statement 1 of the record" in DraftText.objects.get(case_study=case).folded

    revise_case(case, text="Something Else entirely.")

    text = DraftText.objects.get(case_study=case).folded
    assert "something else entirely" in text
    assert "statement 1 of the record" not in text


def test_save_that_is_taken_back_takes_its_text_back():
    case = make_case()
    before = DraftText.objects.get(case_study=case).folded

    with transaction.atomic():
        revise_case(case, text="Never saved.")
        transaction.set_rollback(True)

    assert DraftText.objects.get(case_study=case).folded == before


def test_index_drafts_makes_lost_texts_again():
    case = make_case(note="A note for teachers.")
    revise_case(case, text="The last word.")
    before = DraftText.objects.values().get()
    DraftText.objects.all().delete()

    assert list(index_drafts()) == [case]

    assert DraftText.objects.values().get() == before
    assert "a note for teachers" in before["folded"]


def test_rebuild_search_indexes_drafts_too(capsys):
    make_case()
    DraftText.objects.all().delete()

    call_command("rebuild_search")

    assert DraftText.objects.count() == 1
    assert "1 drafts indexed again." in capsys.readouterr().out
