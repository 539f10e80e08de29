"""The languages of the interface: the address alone says which, and everything that readers see is in it."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from casestudies.actions.move_case import move_case
from casestudies.models import CaseStudy
from casestudies.public import cases, languages
from casestudies.public.language_tags import grouped
from casestudies.public.languages import in_language, is_reviewed, language_of, plain
from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.bibliography import names_in_words
from casestudies.publication.when import day_in_words, in_words
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.pages import PAGES, Said, make_site, words_in
from tests.worlds import world

LONG, MIRRORED = "qpl", "qpr"
# Proper names of formats and styles, of languages, of other people's software, and of ourselves.
NAMES = frozenset(
    {"BibTeX", "RIS", "CSL", "JSON", "Markdown", "PDF", "XML", "ORCID", "Wikidata", "English", "Français"}
    | {"APA", "MLA", "Chicago", "Harvard", "Cite", "Them", "Right", "Vancouver"}
    | {"Casebook", "Sourced", "case", "studies", "of", "what", "happened", "when", "AI", "met", "society"}
)
# What has one address for all: "…/feed.atom" of everything, of a list, of a search, and the like.
MACHINES = re.compile(r"/(api|static|media)/|/([a-z]+/([a-z-]+/)?)?feed\.")


@world
def site():
    return make_site()


def body(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("path", "french"),
    [("/", "/fr/"), ("/cases/?q=a", "/fr/cases/?q=a"), ("/fr/timeline/", "/fr/timeline/"), ("/frames/", "/fr/frames/")],
)
def test_address_has_one_form_in_each_language(path, french):
    assert in_language(path, "fr") == french
    assert in_language(in_language(path, "fr"), "en") == plain(path)
    assert language_of(french) == "fr"
    assert language_of(plain(path)) == "en"


def test_french_pages_are_french_and_lead_to_french_ones(client, site):
    for address in PAGES:
        answer = client.get(f"/fr{address}")
        page = body(answer)
        links = re.findall(r'(?:href|action|data-suggest)="(/[^"]*)"', page)

        assert answer.status_code == client.get(address).status_code, address
        assert "Set-Cookie" not in answer.headers
        assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        if "<html lang" in page and "project" not in address:
            assert '<html lang="fr"' in page, address
        elsewhere = {link for link in links if not link.startswith("/fr/") and not MACHINES.match(link)}
        there = "/" if answer.status_code in (404, 410) else address.replace("&", "&amp;")
        assert elsewhere <= {there}, "only the switcher leads to the English page"


def test_nothing_but_the_address_chooses(client, site):
    plainly = client.get("/cases/")
    client.cookies["django_language"] = "fr"

    assert client.get("/cases/", headers={"Accept-Language": "fr"}).content == plainly.content
    assert '<html lang="fr"' in body(client.get("/fr/cases/", headers={"Accept-Language": "en"}))


def test_reader_changes_the_language_and_stays_where_they_are(client, site):
    english, french = body(client.get("/cases/?q=form&sort=event")), body(client.get("/fr/cases/?q=form&sort=event"))

    assert '<a href="/fr/cases/?q=form&amp;sort=event" lang="fr" hreflang="fr" dir="ltr">Français</a>' in english
    assert '<a href="/cases/?q=form&amp;sort=event" lang="en" hreflang="en" dir="ltr">English</a>' in french
    assert "Traduction automatique, pas encore relue." in french
    assert 'class="languages-note"' not in english


def test_copy_of_a_page_is_good_in_its_own_language_alone(client, site):
    for address in ("/", "/cases/", "/cases/leak/", "/cases/leak/editions/1..2/", "/cases/leak/teach/", "/standards/"):
        english, french = client.get(address).headers["ETag"], client.get(f"/fr{address}").headers["ETag"]

        assert english != french
        assert client.get(f"/fr{address}", headers={"If-None-Match": english}).status_code == 200
        assert client.get(f"/fr{address}", headers={"If-None-Match": french}).status_code == 304


def test_french_costs_no_more_queries(client, site):
    for address in ("/", "/cases/?q=form", "/cases/leak/", "/timeline/", "/corrections/"):
        counts = []
        for path in (address, f"/fr{address}"):
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(path)
            counts.append(len(asked))
        assert counts[0] == counts[1], address


@pytest.mark.rows
@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/fr", "/fr/"),
        ("/fr/cases/leak", "/fr/cases/leak/"),
        ("/fr/cases?q=form", "/fr/cases/?q=form"),
        ("/fr/cases/leak/editions/2..1/", "/fr/cases/leak/editions/1..2/"),
        ("/fr/cases/old-leak/editions/1/", "/fr/cases/leak/editions/1/"),
        ("/fr/cases/old-leak/teach/?length=30", "/fr/cases/leak/teach/?length=30"),
    ],
)
def test_redirect_keeps_the_language(client, db, asked, there):
    leak = make_case(slug="old-leak")
    publish_case(leak)
    CaseStudy.objects.filter(pk=leak.pk).update(slug="leak")
    move_case(leak, by=make_account(), now=NOW)

    assert client.get(asked).headers["Location"] == there


def test_machines_have_one_address(client, site):
    for address in (
        "/feed.atom",
        "/oai?verb=Identify",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/",
        "/healthz",
        "/admin/",
    ):
        assert client.get(f"/fr{address}").status_code == 404, address
    assert client.get("/en/").status_code == 404
    assert client.get("/de/").status_code == 404
    english, french = client.get("/cases/leak/cite.bib"), client.get("/fr/cases/leak/cite.bib")
    assert english.content == french.content
    assert "/fr/" not in body(client.get("/feed.atom")) + body(
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
    )


def test_search_engines_are_told_of_both(client, site):
    page, case, sitemap = (
        body(client.get("/fr/timeline/")),
        body(client.get("/fr/cases/leak/")),
        body(client.get("/sitemap.xml")),
    )
    url = settings.SITE_URL

    assert f'<link rel="canonical" href="{url}/fr/timeline/">' in page
    for code, path in (("en", "/timeline/"), ("fr", "/fr/timeline/"), ("x-default", "/timeline/")):
        assert f'<link rel="alternate" hreflang="{code}" href="{url}{path}">' in page
    assert f'<link rel="canonical" href="{url}/cases/leak/">' in case
    assert f"<loc>{url}/fr/timeline/</loc>" in sitemap
    assert f'<xhtml:link rel="alternate" hreflang="fr" href="{url}/fr/timeline/"/>' in sitemap
    assert f"<loc>{url}/fr/cases/leak/</loc>" not in sitemap
    assert LONG not in page + sitemap


def test_article_speaks_its_own_language_and_the_frame_the_readers(client, db):
    publish_case(make_case(slug="french", language="fr-CA"))
    publish_case(make_case(slug="german", language="de"))
    in_english, in_french = body(client.get("/cases/french/")), body(client.get("/fr/cases/german/"))
    article, frame = in_english.split('class="contents"')[1].split('class="case-end"')

    assert '<article class="case" lang="fr-CA">' in in_english
    assert "Parties prenantes et leurs réponses" in article
    assert "26 novembre 2024" in article
    assert "How to cite" in frame
    assert '<div class="case-end" lang="en">' in in_english
    assert "Parties and their responses" in in_french  # there is no German catalogue: not half of it by Django
    assert "26 November 2024" in in_french
    assert "26. November" not in in_french
    assert '<div class="case-end" lang="fr">' in in_french
    assert "Comment citer" in in_french
    assert '<a class="own-link" href="/fr/parties/openai/">' in in_french
    assert apparatus_language("fr-CA") == "fr"
    assert apparatus_language("sw") == "en"


def test_what_is_not_in_the_language_of_the_page_says_in_which_it_is(client, site):
    for address in ("/cases/", "/timeline/", "/corrections/", "/cases/leak/editions/1..2/", "/cases/taken-back/"):
        english, french = body(client.get(address)), body(client.get(f"/fr{address}"))
        title = r' lang="en">(?:<a [^>]*>)?The leak of|<a [^>]* lang="en">The leak of'

        assert re.search(title, french), address
        assert not re.search(title, english), address
        assert ' lang="en">Sourced case studies' in french, address


def test_refusals_are_in_the_readers_language(client, site, monkeypatch):
    for address, words in (
        ("/fr/nope/", "Page introuvable"),
        ("/fr/cases/none/", "Page introuvable"),
        ("/fr/cases/taken-back/", "Cette étude de cas a été retirée le"),
        ("/fr/cases/taken-back/cite.bib", "Cette étude de cas a été retirée"),
        ("/fr/teach/nothing/", "Cet accès ne mène nulle part"),
    ):
        assert words in body(client.get(address)), address
    with monkeypatch.context() as failing:
        failing.setattr(cases, "surroundings", None)
        client.raise_request_exception = False
        assert "Cette page n’a pas pu être créée" in body(client.get("/fr/cases/leak/"))
    refused = body(client.post("/fr/cases/leak/report/", {"message": "", "email": "nobody"}))
    assert "<title>Pas encore envoyé\N{NO-BREAK SPACE}: Signaler une erreur dans" in refused
    assert "Dites ce qui est faux." in refused
    assert "Indiquez une adresse électronique" in refused


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    day = date(2026, 5, 1)
    with override("fr"):
        assert grouped(12000) == "12\N{NO-BREAK SPACE}000"
        assert day_in_words(day) == "1er mai 2026"
        assert in_words({"date": "2026-05-01", "precision": "day", "until": "2026-06-03"}) == "1er mai au 3 juin 2026"
        assert in_words({"date": "2026-05-01", "precision": "month", "circa": True}) == "vers mai 2026"
        assert names_in_words([{"literal": "A"}, {"literal": "B"}, {"literal": "C"}]) == "A, B et C"
    assert grouped(12000) == "12,000"
    assert day_in_words(day) == "1 May 2026"


def test_page_stops_saying_that_nobody_reviewed_it_once_somebody_did(client, site, monkeypatch, tmp_path):
    catalogue = tmp_path / "fr/LC_MESSAGES/django.mo"
    catalogue.parent.mkdir(parents=True)
    whole = (languages.CATALOGUES / "fr/LC_MESSAGES/django.mo").read_bytes()
    catalogue.write_bytes(whole.replace(b"X-Reviewed-By: ", b"X-Reviewed-By:A"))
    is_reviewed.cache_clear()
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)

    try:
        assert 'class="languages-note"' not in body(client.get("/fr/"))
    finally:
        is_reviewed.cache_clear()


def test_every_word_that_readers_see_is_marked_for_translation(client, site):
    """In the pseudo-language every word of ours has an accent; a word without one is data, or was forgotten."""
    known = site | NAMES
    for address in PAGES:
        said = Said(body(client.get(f"/{LONG}{address}")))
        plain_words = {
            word
            for text in said.texts
            for word in words_in(re.sub(r"https?://\S+|\b[0-9a-f]{12,}\b", "", text))
            if word.isascii() and word not in known
        }
        assert said.texts, address
        texts = [text for text in said.texts if plain_words & set(words_in(text))]
        assert texts == [], address


def test_mirrored_page_is_mirrored_and_the_article_is_not(client, site):
    page = body(client.get(f"/{MIRRORED}/cases/leak/"))

    assert re.search(rf'<html lang="{MIRRORED}"[^>]* dir="rtl"', page)
    assert '<article class="case" lang="en" dir="ltr">' in page
    assert MIRRORED not in body(client.get("/"))
