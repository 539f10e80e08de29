"""Drafts are found by every word of what they say now, in any order, and the places are shown."""

import pytest

from casestudies.actions.note import edit_note, write_note
from casestudies.actions.save_draft import settle_draft
from casestudies.models import CaseStudy
from casestudies.prose.excerpt import search_words
from casestudies.queries.draft_search import find_drafts, where_found
from tests.factories import NOW, cite, make_account, make_case, revise_case

pytestmark = pytest.mark.django_db


def found(text):
    return list(find_drafts(CaseStudy.objects.order_by("pk"), search_words(text)))


def make_written(prose, **changes):
    case = make_case(sections=1, questions=[], **changes)
    case.sections.update(heading="What leaked", prose=prose)
    settle_draft(case, by=make_account(), now=NOW)
    return case


def test_word_that_markup_divides_is_found_and_markup_is_not():
    case = make_written(f"<p>The <strong>Mül</strong>ler <em>memo</em>.{cite('wiggers2024')}</p>")
    make_case()

    assert found("muller") == [case]
    assert found("MÜLLER memo") == [case]
    assert [found(word) for word in ("strong", "em>", "data-cite", "quot")] == [[], [], [], []]


def test_every_word_has_to_match_in_any_order_and_quotation_marks_hold_words_together():
    first = make_written("<p>The open letter was signed by testers.</p>")
    second = make_written("<p>The letter stayed open.</p>")

    assert found("letter open") == [first, second]
    assert found('"open letter"') == [first]
    assert found("letter signed") == [first]
    assert found("letter nowhere") == []


def test_current_text_is_found_and_earlier_text_is_not():
    case = make_case()
    revise_case(case, text="Afterwards.")

    assert found("afterwards") == [case]
    assert found('"statement 1 of the record"') == []


def test_wildcards_of_the_database_are_letters():
    case = make_written("<p>It is 100% sure.</p>")

    assert found("100% sure") == [case]
    assert found("1%e") == []
    assert found("s_re") == []
    assert found("\\") == []


def test_notes_and_replies_are_found_with_the_text_and_shown():
    by = make_account()
    case = make_written("<p>A memo.</p>")
    note = write_note(case, by=by, now=NOW, body="Who is\nMüller?")
    reply = write_note(case, by=by, now=NOW, body="Nobody knows.", reply_to=note)
    make_case()

    assert found('"who is muller"') == [case]
    assert found("memo muller nobody") == [case]
    assert found("memo elsewhere") == []
    assert [(place.place, place.pieces) for place in where_found([case.pk], ["muller"])[case.pk]] == [
        ("note", [(False, "Who is "), (True, "Müller"), (False, "?")])
    ]
    edit_note(reply, by=by, now=NOW, body="The lawyer.")
    assert (found("nobody"), found("lawyer")) == ([], [case])


def test_address_is_found_too():
    case = make_case(slug="a-certain-address")

    assert found("certain-address leak") == [case]


def test_places_that_hold_most_of_the_words_are_shown_first():
    case = make_written("<p>A memo.</p>", summary="The memo and the leak.", title="Memo")

    places = where_found([case.pk], ["memo", "leak"])[case.pk]

    assert [(place.place, place.heading) for place in places] == [("summary", ""), ("heading", "What leaked")]
    assert places[0].pieces == [(False, "The "), (True, "memo"), (False, " and the "), (True, "leak"), (False, ".")]


def test_places_take_two_queries_however_many_drafts(django_assert_num_queries):
    cases = [make_case() for _ in range(3)]

    for some in (cases[:1], cases):
        with django_assert_num_queries(2):
            assert len(where_found([case.pk for case in some], ["record"])) == len(some)
