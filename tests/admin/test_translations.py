"""Translations at the desk: begun from their original, told when they are behind, and found in the list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.limit import limit
from casestudies.models import CaseStudy
from tests.admin.forms import address, fields_of, save, text_of
from tests.factories import NOW, correct_case, make_account, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
LIST = reverse("admin:casestudies_casestudy_changelist")


@world
def by():
    return make_account()


@world
def original(by):
    return publish_case(make_case(slug="leak", by=by, title="The leak"), by=by).case_study


@world
def translation(original, by):
    draft = begin_translation(original, language="fr", by=by, now=NOW)
    CaseStudy.objects.filter(pk=draft.pk).update(title="La fuite")
    return CaseStudy.objects.get(pk=draft.pk)


def test_editor_begins_a_translation_and_is_told_what_will_not_do(desk, original):
    page = address(original, "translations")
    assert "There is no translation yet" in text_of(desk.get(page))

    refused = desk.post(page, {"language": "en"})
    assert (refused.status_code, "in this language already" in text_of(refused)) == (400, True)
    answer = desk.post(page, {"language": "fr"})

    draft = CaseStudy.objects.get(translation_of=original)
    assert (answer.status_code, answer.url) == (302, address(draft))
    assert "put it into French" in text_of(desk.get(answer.url))
    assert "follows edition 1" in text_of(desk.get(page))
    # A translation's own page leads to all languages of its original.
    assert desk.get(address(draft, "translations")).url == page


def test_form_says_which_edition_it_follows_and_takes_another(desk, by, original, translation):
    correct_case(original.editions.first(), by=by, now=LATER)
    page = desk.get(address(translation))
    shown = text_of(page)
    assert "It follows edition 1; the original is at edition 2." in shown
    assert 'href="/cases/leak/editions/1..2/"' in page.content.decode()
    assert "The text follows edition 1 of its original, which is at edition 2." in shown
    page_of_original = desk.get(address(original))
    assert "behind: follows edition 1" in text_of(page_of_original)
    assert "follows" not in fields_of(page_of_original)

    save(desk, translation, fields_of(page) | {"follows": "2"})

    translation.refresh_from_db()
    assert (translation.follows, translation.translation_of) == (2, original)
    page = desk.get(address(translation))
    assert "the original’s current one" in text_of(page)
    refused = save(desk, translation, fields_of(page) | {"follows": "0"})
    assert "greater than or equal to 1" in text_of(refused)


def test_list_finds_translations_that_are_behind_in_the_same_queries(desk, by, original, translation):
    assert "La fuite" not in text_of(desk.get(f"{LIST}?translation=behind"))
    correct_case(original.editions.first(), by=by, now=LATER)
    desk.get(LIST)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            text = text_of(desk.get(f"{LIST}?translation=behind"))
        return len(captured), text

    one, text = cost()
    assert ("La fuite" in text, "The leak" in text, "behind: follows edition 1" in text) == (True, False, True)
    for language in ("de", "es", "it"):
        draft = begin_translation(original, language=language, by=by, now=LATER)
        CaseStudy.objects.filter(pk=draft.pk).update(follows=1)
    many, text = cost()
    assert (many, text.count("behind: follows edition 1")) == (one, 4)


def test_form_takes_the_same_queries_with_1_and_with_many_translations(desk, by, original, translation):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            desk.get(address(original))
        return len(captured)

    cost()
    one = cost()
    for language in ("de", "es", "it"):
        begin_translation(original, language=language, by=by, now=LATER)

    assert cost() == one


def test_original_of_a_translation_is_not_deleted_at_the_desk(client, by):
    original = make_case(slug="never", by=by)
    translation = begin_translation(original, language="fr", by=by, now=NOW)
    named = make_member("Editor")
    limit(translation, by=by, now=NOW, to=[named])
    client.force_login(make_member("Editor"))

    answer = client.get(address(original, "delete"), follow=True)

    assert "This case study has translations: one that is limited to others. Delete them first." in text_of(answer)
    assert CaseStudy.objects.filter(pk=original.pk).exists()


def test_who_may_not_see_the_original_is_told_its_language_alone(client, by, original, translation):
    other = make_member("Editor")
    limit(original, by=by, now=LATER, to=[by])
    client.force_login(other)

    shown = text_of(client.get(address(translation)))

    assert "Translation of a case study (English) that is limited to others." in shown
    assert "The leak" not in shown
