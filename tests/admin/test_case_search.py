"""The list of case studies is searched by the drafts' texts, and shows where it found the words."""

import pytest

from casestudies.actions.note import write_note
from casestudies.models import CaseStudy
from tests.admin.forms import text_of
from tests.factories import NOW, make_account, make_case, make_member, revise_case

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/casestudy/"


def test_search_shows_the_place_and_marks_the_words(client, writer):
    case = make_case()
    revise_case(case, text="The <strong>Lou</strong>vre’s <b>reply</b> & more.")
    make_case(slug="another")
    client.force_login(writer)

    answer = client.get(LIST, {"q": "LOUVRE"})

    assert [draft.pk for draft in answer.context["cl"].result_list] == [case.pk]
    assert "Section “Part 1” The Louvre’s reply & more." in text_of(answer)
    assert b"<mark>Louvre</mark>" in answer.content
    assert b"&amp; more" in answer.content


def test_search_finds_limited_drafts_for_those_alone_who_see_them(client, writer):
    case = make_case(summary="SECRET word.")
    named = make_member("Author")
    CaseStudy.objects.update(is_limited=True)
    case.limited_to.set([named])

    for account, count in ((writer, 0), (named, 1), (make_account(), 1)):
        client.force_login(account)
        answer = client.get(LIST, {"q": "secret"})
        assert answer.context["cl"].result_count == count
        assert (b"<mark>SECRET</mark>" in answer.content) == bool(count)


def test_note_on_a_limited_draft_finds_it_for_nobody_else(client, writer):
    case = make_case()
    write_note(case, by=make_account(), now=NOW, body="Ask SECRET counsel.")
    client.force_login(writer)
    assert "Note of the desk Ask SECRET counsel." in text_of(client.get(LIST, {"q": "secret"}))

    CaseStudy.objects.update(is_limited=True)

    assert client.get(LIST, {"q": "secret"}).context["cl"].result_count == 0


def test_palette_and_choices_find_no_draft_that_is_not_seen(client, writer):
    make_case(title="SECRET title")
    CaseStudy.objects.update(is_limited=True)
    client.force_login(writer)
    choices = {"app_label": "casestudies", "model_name": "revision", "field_name": "case_study", "term": "secret"}

    assert client.get("/admin/autocomplete/", choices).json()["results"] == []
    for address in ("/admin/search/?s=secret", "/admin/search/?s=secret&extended"):
        assert b"SECRET" not in client.get(address).content


@pytest.mark.parametrize("query", ["%", "'", '"', "\\", "a" * 5000, "\U0001f600", "a " * 300])
def test_odd_searches_find_nothing_and_do_no_harm(desk, query):
    make_case()

    assert desk.get(LIST, {"q": query}).status_code == 200


def test_search_takes_the_same_queries_with_one_and_with_many(desk, django_assert_num_queries):
    make_case()
    desk.get(LIST, {"q": "record"})
    with django_assert_num_queries(9):
        assert desk.get(LIST, {"q": "record"}).context["cl"].result_count == 1
    for _ in range(4):
        make_case()
    with django_assert_num_queries(9):
        assert desk.get(LIST, {"q": "record"}).context["cl"].result_count == 5
