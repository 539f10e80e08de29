"""A text in several languages: each page leads to the others, and says which edition it follows."""

import json
import re

import pytest

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.move_case import move_case
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import CaseStudy, Person, PublicState
from casestudies.queries.related import candidates, relations
from tests.factories import NOW, approve_case, correct_case, make_account, make_case, publish_approved, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
HOST = "http://localhost:8000"
SENTINEL = "ZZSENTINELZZ"
PUBLIC = (
    "/cases/sora-leak/",
    "/cases/sora-leak/editions/1/",
    "/cases/fuite/",
    "/cases/",
    "/sitemap.xml",
    "/api/v1/case-studies/",
    "/api/v1/case-studies/sora-leak/",
    "/api/v1/case-studies/fuite/",
)


@world
def by():
    return make_account()


@world
def original(by):
    return publish_case(make_case(slug="sora-leak", by=by), by=by).case_study


def translate(original, by, *, language="fr", slug="fuite", title="La fuite", **changes):
    draft = begin_translation(original, language=language, by=by, now=NOW)
    CaseStudy.objects.filter(pk=draft.pk).update(slug=slug, title=title, **changes)
    return CaseStudy.objects.get(pk=draft.pk)


def publish_first(draft, by):
    return publish_case(draft, by=by).case_study


@world
def translation(by, original):
    return publish_first(translate(original, by), by)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def alternates(page):
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))


def words(page):
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def json_ld(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found[0])


def test_pages_of_one_text_lead_to_each_other(client, original, translation):
    english, french = read(client, "/cases/sora-leak/"), read(client, "/cases/fuite/")

    both = {
        "en": f"{HOST}/cases/sora-leak/",
        "fr": f"{HOST}/cases/fuite/",
        "x-default": f"{HOST}/cases/sora-leak/",
    }
    assert (alternates(english), alternates(french)) == (both, both)
    assert f'<link rel="canonical" href="{HOST}/cases/fuite/">' in french
    assert '<a href="/fr/cases/fuite/" lang="fr" hreflang="fr" dir="ltr">français</a>' in english
    assert '<a href="/cases/sora-leak/" lang="en" hreflang="en" dir="ltr">English</a>' in french
    assert "Translation of The leak of sora-leak (English), edition 1" in words(french)
    assert json_ld(english)["workTranslation"] == [
        {
            "@type": "Article",
            "@id": f"urn:uuid:{translation.uuid}",
            "name": "La fuite",
            "inLanguage": "fr",
            "url": f"{HOST}/cases/fuite/",
        }
    ]
    assert json_ld(french)["translationOfWork"]["@id"] == f"urn:uuid:{original.uuid}"
    sitemap = read(client, "/sitemap.xml")
    for address in ("sora-leak", "fuite"):
        entry = re.search(rf"<url><loc>{HOST}/cases/{address}/</loc>.*?</url>", sitemap)[0]
        assert dict(re.findall(r'hreflang="([\w-]+)" href="([^"]+)"', entry)) == both
    # An old edition is no page of its own to a search engine.
    assert alternates(read(client, "/cases/fuite/editions/1/")) == {}


def test_translation_says_when_its_original_was_updated_corrected_or_withdrawn(client, by, original, translation):
    first = original.editions.get(number=1)
    original.sections.filter(position=1).update(heading="Anew")
    publish_approved(original, by=by, now=NOW, kind=EditionKind.UPDATE, change_note="More is known.")
    page = read(client, "/cases/fuite/")
    assert "The original has been updated since, to edition 2: what changed there" in words(page)
    assert 'href="/cases/sora-leak/editions/1..2/"' in page
    assert "français (follows edition 1)" in words(read(client, "/cases/sora-leak/"))

    correct_case(first, by=by, now=NOW)
    page = read(client, "/cases/fuite/")
    assert (
        "The original has been corrected since. This translation follows edition 1; the original is at edition 3"
        in (words(page))
    )
    assert 'href="/cases/sora-leak/editions/1..3/"' in page

    withdraw(original, by=by, now=NOW, reason="It was wrong.")
    page = read(client, "/cases/fuite/")
    assert "The original of this translation was withdrawn." in words(page)
    assert '<a href="/fr/cases/sora-leak/">Lire l’avis</a>' in read(client, "/fr/cases/fuite/")
    assert (alternates(page), json_ld(page).get("translationOfWork")) == ({}, None)
    assert "hreflang" not in read(client, "/cases/sora-leak/").partition("<body>")[0]

    reinstate(original, by=by, now=NOW, reason="It was right.")
    CaseStudy.objects.filter(pk=translation.pk).update(follows=3)
    publish_approved(translation, by=by, now=NOW, kind=EditionKind.CORRECTION, change_note="As the original.")
    page = read(client, "/cases/fuite/")
    assert "Translation of The leak of sora-leak (English), edition 3" in words(page)
    assert ("since" in words(page).partition("At a glance")[0], len(alternates(page))) == (False, 3)
    assert "edition 1" in words(read(client, "/cases/fuite/editions/1/"))


def test_etags_of_all_pages_of_a_text_change_together(client, by, original, translation):
    """Each step, by whomever, changes what the other page shows: it is no longer "unchanged" for who has it."""
    german = publish_first(translate(original, by, language="de", slug="leck", title="Das Leck"), by)
    addresses = [f"/cases/{slug}/" for slug in ("sora-leak", "fuite", "leck")]

    def moved():
        CaseStudy.objects.filter(pk=german.pk).update(slug="leck-2")
        move_case(german, by=by, now=NOW)

    def fresh():
        return [client.get(address, follow=True).headers["ETag"] for address in addresses]

    before = fresh()
    for step in (
        moved,
        lambda: correct_case(original.editions.first(), by=by, now=NOW),
        lambda: withdraw(german, by=by, now=NOW, reason="Wrong words."),
        lambda: reinstate(german, by=by, now=NOW, reason="Right words."),
        lambda: withdraw(original, by=by, now=NOW, reason="Wrong."),
    ):
        step()
        after = fresh()
        assert [address for address, old, new in zip(addresses, before, after, strict=True) if old == new] == []
        before = after


def test_nothing_of_an_unpublished_translation_or_original_is_public(client, by, original):
    """Neither a word nor an ETag: not of a draft that translates what is live, nor of a draft that was translated."""
    before = {address: fingerprint(client, address) for address in PUBLIC}
    hidden = translate(original, by, slug="zzsentinelzz", title=SENTINEL)
    approve_case(hidden)
    assert {address: fingerprint(client, address) for address in PUBLIC} == before

    unpublished = make_case(slug="zzsentinelzz-original", by=by, title=SENTINEL, summary="Words.")
    live = publish_first(translate(unpublished, by, slug="fuite"), by)
    CaseStudy.objects.filter(pk=original.pk).update(title=SENTINEL)
    pages = [read(client, address) for address in PUBLIC]
    assert [address for address, page in zip(PUBLIC, pages, strict=True) if SENTINEL.lower() in page.lower()] == []
    state = PublicState.objects.get(case_study=live)
    assert (state.translation_of, state.versions) == (None, [])
    assert [address for address, page in zip(PUBLIC, pages, strict=True) if str(unpublished.uuid) in page] == []


def fingerprint(client, address):
    answer = client.get(address)
    return answer.status_code, answer.content, answer.headers.get("ETag")


def test_translation_is_found_by_its_language_and_labelled(client, original, translation):
    page = read(client, "/cases/?q=leak")
    assert page.count('class="case-row-language') == 2
    assert ('href="/cases/?q=leak&amp;language=fr"' in page, "français" in page) == (True, True)

    narrowed = read(client, "/cases/?language=fr")
    assert ("La fuite" in narrowed, "The leak of sora-leak" in narrowed) == (True, False)


def test_translators_are_credited_everywhere(client, by, original):
    draft = translate(original, by)
    ada = Person.objects.create(key="ada", name="Ada Louvel", family="Louvel")
    draft.contributions.create(person=ada, position=2, roles=["translation"])
    publish_first(draft, by)

    page = read(client, "/cases/fuite/")
    assert "By Casebook" in words(page)
    assert "Translated by Ada Louvel" in words(page)
    assert '<meta name="DC.contributor" content="Louvel, Ada">' in page
    assert json_ld(page)["translator"][0]["name"] == "Ada Louvel"
    item = json.loads(read(client, "/cases/fuite/cite.json"))[0]
    assert (item["translator"], item["original-title"]) == (
        [{"family": "Louvel", "given": "Ada"}],
        "The leak of sora-leak",
    )
    bibtex, ris = read(client, "/cases/fuite/cite.bib"), read(client, "/cases/fuite/cite.ris")
    assert ("translator = {Louvel, Ada}" in bibtex, "origtitle = {The leak of sora-leak}" in bibtex) == (True, True)
    assert ("A4  - Louvel, Ada\r\n" in ris, "OP  - The leak of sora-leak\r\n" in ris) == (True, True)
    assert "translator:\n  - Ada Louvel\n" in read(client, "/cases/fuite/case.md")


def test_pages_cost_the_same_with_many_translations(client, django_assert_num_queries, by, original):
    for language in ("fr", "de", "es", "it", "nl", "pl"):
        publish_first(translate(original, by, language=language, slug=f"leak-{language}"), by)

    for address, budget in (("/cases/sora-leak/", 4), ("/cases/leak-fr/", 4), ("/cases/", 4)):
        with django_assert_num_queries(budget):
            page = read(client, address)
    assert page.count('class="case-row-language') == 7
    with django_assert_num_queries(3):
        read(client, "/sitemap.xml")


def test_cases_are_not_related_to_their_translations(original, translation):
    states = PublicState.objects.order_by("pk")
    assert [candidates(state) for state in states] == [{}, {}]


def test_related_cases_name_a_text_once_in_the_language_of_the_page(client, by, original, translation):
    english = publish_first(make_case(slug="english", by=by), by)
    french = publish_first(make_case(slug="french", by=by, language="fr"), by)
    german = publish_first(make_case(slug="german", by=by, language="de"), by)
    named = {"english": "sora-leak", "french": "fuite", "german": "sora-leak"}

    for state in PublicState.objects.filter(case_study__in=[english, french, german]):
        slugs = [each.slug for each in relations(state, candidates(state))]
        assert set(slugs) == {named[state.slug], *named.keys() - {state.slug}}


def test_api_names_the_original_and_the_translations(client, by, original, translation):
    correct_case(original.editions.first(), by=by, now=NOW)
    french = json.loads(read(client, "/api/v1/case-studies/fuite/"))
    english = json.loads(read(client, "/api/v1/case-studies/sora-leak/"))

    assert french["translation_of"] == {
        "uuid": str(original.uuid),
        "slug": "sora-leak",
        "title": "The leak of sora-leak",
        "language": "en",
        "links": {"html": f"{HOST}/cases/sora-leak/", "api": f"{HOST}/api/v1/case-studies/sora-leak/"},
        "follows": 1,
        "edition": 2,
        "is_behind": True,
        "is_corrected": True,
        "is_withdrawn": False,
    }
    assert (french["translations"], english["translation_of"]) == ([], None)
    assert [(each["slug"], each["follows"], each["is_behind"]) for each in english["translations"]] == [
        ("fuite", 1, True)
    ]
