"""How a published case study is cited: one citation behind every format, on the page, in its head, in files."""

import json
import re
from html.parser import HTMLParser

import pytest
import rispy
from django.db.models import F
from pybtex.database import parse_string

from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import Person, PublicState, Redaction
from casestudies.public.cite_files import FILES
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.conftest import publish_next
from tests.worlds import world

pytestmark = pytest.mark.django_db
CASE = "/cases/sora-leak/"


class Head(HTMLParser):
    """The `meta` elements and the JSON-LD of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.scripts, self.inside = {}, [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and "name" in given:
            self.tags.setdefault(given["name"], []).append(given["content"])
        self.inside = given.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.inside:
            self.scripts.append(json.loads(data))
            self.inside = False


@world
def written():
    """A case study by a person and an office, with a title that formats trip over, in its second edition."""
    Person.objects.create(key="ada", name="Ada Writer", family="Writer", kind="person", orcid="0000-0002-1825-0097")
    Person.objects.create(key="office", name="Office & Sons", kind="organisation")
    roles = ["writing-original-draft"]
    case_study = make_case(
        slug="sora-leak",
        title='50% of <AI> & "testers"',
        contributors=[{"key": "ada", "roles": roles}, {"key": "office", "roles": roles}],
    )
    publish_case(case_study)
    publish_next(case_study)
    return case_study


def links(answer):
    return re.findall(r'<([^>]+)>; rel="([^"]+)"', answer["Link"])


@pytest.mark.parametrize(("base", "key"), [(CASE, "sora-leak"), (f"{CASE}editions/2/", "sora-leak-edition-2")])
def test_every_format_says_the_same(client, written, base, key):
    page = client.get(base)
    head = Head(page.content.decode())
    [csl] = json.loads(client.get(f"{base}cite.json").content)
    [ris] = rispy.loads(client.get(f"{base}cite.ris").content.decode())
    [(bib_key, bib)] = parse_string(client.get(f"{base}cite.bib").content.decode(), "bibtex").entries.items()
    linked = head.scripts[0]
    title = '50% of <AI> & "testers"'

    assert {csl["id"], ris["id"], bib_key} == {key}
    titles = {csl["title"], ris["title"], linked["headline"], *head.tags["citation_title"], *head.tags["DC.title"]}
    assert titles == {title}
    assert bib.fields["title"] == r'50\% of {<AI>} \& "testers"'
    urls = {csl["URL"], *ris["urls"], bib.fields["url"], linked["url"], *head.tags["citation_public_url"]}
    assert urls | {href for href, rel in links(page) if rel == "cite-as"} == {f"http://localhost:8000{base}"}
    assert csl["author"] == [{"family": "Writer", "given": "Ada"}, {"literal": "Office & Sons"}]
    assert ris["authors"] == head.tags["citation_author"] == head.tags["DC.creator"] == ["Writer, Ada", "Office & Sons"]
    assert [str(person) for person in bib.persons["author"]] == ["Writer, Ada", r"{Office \& Sons}"]
    assert [author["name"] for author in linked["author"]] == ["Ada Writer", "Office & Sons"]
    days = {ris["date"].replace("/", "-"), bib.fields["date"], linked["dateModified"], *head.tags["DC.date"]}
    assert days | {"-".join(map(str, csl["issued"]["date-parts"][0]))} == {"2026-11-14"}
    assert {csl["edition"], ris["edition"], bib.fields["edition"], linked["version"]} == {"2"}
    assert {csl["publisher"], ris["publisher"], bib.fields["institution"], linked["publisher"]["name"]} == {"Casebook"}


def test_head_says_which_works_the_article_cites_under_the_same_identifier(client, sora):
    first, second = Head(client.get(CASE).content.decode()).scripts

    assert first["@id"] == second["@id"] == f"urn:uuid:{sora.uuid}"
    assert [work["name"] for work in second["citation"]] == [
        "Title of ars2024",
        "Title of letter2024",
        "Title of wiggers2024",
    ]
    assert second["teaches"] == ["Tell a leak from unauthorised access."]


def test_page_shows_a_line_in_five_styles_that_can_be_selected(client, written):
    page = client.get(CASE).content.decode()

    assert re.findall(r"<dt>([^<]+)</dt><dd class=\"cite-line\"", page) == [
        "APA, 7th edition",
        "MLA, 9th edition",
        "Chicago, author–date",
        "Harvard (Cite Them Right)",
        "Vancouver",
    ]
    assert "<i>50% of &lt;AI&gt; &amp; &quot;testers&quot;</i> (2nd ed.) [Case study]. Casebook. " in page


def test_line_on_the_page_of_an_edition_leads_to_that_edition(client, written):
    assert (
        "Casebook. http://localhost:8000/cases/sora-leak/editions/1/</span></dd>"
        in client.get(f"{CASE}editions/1/").content.decode()
    )


def test_line_changes_with_the_edition(client, sora):
    assert "(1st ed.)" in client.get(CASE).content.decode()
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours, not four.")

    page = client.get(CASE).content.decode()

    assert "(2nd ed.)" in page
    assert "(1st ed.)" not in page
    assert Head(page).scripts[0]["correction"] == [
        {"@type": "CorrectionComment", "text": "Three hours, not four.", "datePublished": "2026-11-14"}
    ]


def test_edition_links_to_its_neighbours_and_to_the_newest(client, written):
    case = "http://localhost:8000/cases/sora-leak/"
    kinds = {"latest-version", "predecessor-version", "successor-version", "version-history"}

    assert {(rel, href) for href, rel in links(client.get(f"{CASE}editions/1/")) if rel in kinds} == {
        ("latest-version", case),
        ("successor-version", f"{case}editions/2/"),
        ("version-history", f"{case}editions/"),
    }
    assert {(rel, href) for href, rel in links(client.get(CASE)) if rel in kinds} == {
        ("predecessor-version", f"{case}editions/1/"),
        ("version-history", f"{case}editions/"),
    }


def test_every_address_that_a_page_describes_itself_by_answers_with_its_type(client, written):
    header = client.get(CASE)["Link"]
    typed = re.findall(r'<http://localhost:8000([^>]+)>; rel="(?:describedby|item)"; type="([^"]+)"', header)

    *texts, (pdf_path, pdf_type) = typed
    assert len(texts) == 4
    for path, media_type in texts:
        assert client.get(path)["Content-Type"] == f"{media_type}; charset=utf-8"
    assert (pdf_path, pdf_type) == (f"{CASE}handout.pdf", "application/pdf")
    assert Head(client.get(CASE).content.decode()).tags["citation_pdf_url"] == [f"http://localhost:8000{pdf_path}"]
    assert "handout.pdf" not in client.get(f"{CASE}editions/1/")["Link"]


def test_files_are_kept_under_the_name_of_their_case_and_asked_for_again_for_nothing(client, sora):
    for base, key in ((CASE, "sora-leak"), (f"{CASE}editions/1/", "sora-leak-edition-1")):
        for name in FILES:
            stem, ending = name.split(".")
            middle = "-sources" if stem == "sources" else ""
            answer = client.get(f"{base}{name}")

            assert answer.status_code == 200
            assert answer["Content-Disposition"] == f'attachment; filename="{key}{middle}.{ending}"'
            assert client.get(f"{base}{name}", headers={"if-none-match": answer["ETag"]}).status_code == 304
            assert client.head(f"{base}{name}").content == b""
            assert client.get(f"/cases/nowhere/{name}").status_code == 404
            assert client.get(f"{CASE}editions/9/{name}").status_code == 404


def test_files_of_a_case_cost_two_queries_and_those_of_sources_three(client, sora, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(f"{CASE}cite.bib")
    with django_assert_num_queries(3):
        client.get(f"{CASE}sources.bib")


def test_sources_come_in_the_order_of_the_text(client, sora):
    sources = json.loads(client.get(f"{CASE}sources.json").content)

    assert [source["id"] for source in sources] == ["wiggers2024", "ars2024", "letter2024"]
    assert list(parse_string(client.get(f"{CASE}sources.bib").content.decode(), "bibtex").entries) == [
        "wiggers2024",
        "ars2024",
        "letter2024",
    ]


def test_files_of_a_withdrawn_case_are_gone_and_nothing_leads_to_them(client, sora):
    withdraw(sora, by=make_account(), now=NOW, reason="It cannot be relied on.")

    for base in (CASE, f"{CASE}editions/1/"):
        for name in FILES:
            answer = client.get(f"{base}{name}")
            assert (answer.status_code, "Statement 1" in answer.content.decode()) == (410, False)
    assert "Link" not in client.get(CASE).headers
    edition = client.get(f"{CASE}editions/1/")
    assert "cite.bib" not in edition.content.decode() + edition["Link"]


def test_files_of_a_redacted_edition_are_gone(client, sora):
    publish_next(sora)
    first = sora.editions.get(number=1)
    accounts = make_account(), make_account()
    Redaction.objects.create(
        edition=first, reason="A court said so.", made_at=NOW, made_by=accounts[0].uuid, seconded_by=accounts[1].uuid
    )

    assert {client.get(f"{CASE}editions/1/{name}").status_code for name in FILES} == {410}
    assert {client.get(f"{CASE}editions/2/{name}").status_code for name in FILES} == {200}


def test_file_at_an_old_address_leads_to_the_new_one(client, sora):
    sora.old_slugs.create(slug="old-leak")

    assert client.get("/cases/old-leak/cite.bib")["Location"] == "/cases/sora-leak/cite.bib"
    assert client.get("/cases/old-leak/editions/1/case.md")["Location"] == "/cases/sora-leak/editions/1/case.md"


def test_file_is_new_when_something_around_the_text_is(client, sora):
    before = client.get(f"{CASE}cite.json")["ETag"]
    PublicState.objects.update(counter=F("counter") + 1)

    assert client.get(f"{CASE}cite.json")["ETag"] != before
