"""The handout as readers get it, on the page and as PDF."""

import io

import pytest
from pypdf import PdfReader

from casestudies.actions.withdraw import withdraw
from casestudies.exchange.handout.pdf import PdfNotMade
from casestudies.models import CaseStudy
from casestudies.public.teaching import handout
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db
PAGE, PDF = "/cases/taught/handout/", "/cases/taught/handout.pdf"


def body(answer):
    return answer.content.decode()


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    shelf = settings.CACHES["handouts"] | {"LOCATION": str(tmp_path / "handouts")}
    settings.CACHES = settings.CACHES | {"handouts": shelf}


@pytest.fixture
def presses(monkeypatch):
    """What was set, in place of setting it."""
    found = []

    def press(sheet, pictures, *, at):
        found.append(sheet)
        return b"%PDF-1.7 made"

    monkeypatch.setattr(handout, "make_pdf", press)
    return found


def test_handout_holds_every_public_part(client, taught):
    page = body(client.get(PAGE))

    for words in ("Statement 1 of the record.", "The form appears", "Participation is voluntary.", "Sources</h2>"):
        assert words in page
    assert 'href="#source-1">1</a>' in page
    assert 'id="source-1"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "PRIVATE NOTE" not in page


def test_parts_are_chosen_by_the_address(client, taught):
    page = body(client.get(PAGE, {"part": ["timeline", "questions"]}))

    assert "The form appears" in page
    assert "Who was owed" in page
    assert "Statement 1 of the record." not in page
    assert "Sources</h2>" not in page
    assert 'href="#source-' not in page
    assert f'href="{PDF}?part=timeline&amp;part=questions"' in page


@pytest.mark.parametrize("part", ["notes", "everything", "\x00", ""])
def test_part_that_there_is_not_is_not_found(client, taught, part):
    assert [client.get(at, {"part": part}).status_code for at in (PAGE, PDF)] in ([404, 404], [400, 400])


def test_handout_prints_the_questions_of_the_plan(client, taught, keys):
    page = body(client.get(PAGE, {"q": [keys[2], keys[0]]}))

    assert page.index("Was it worth it?") < page.index("Who was owed")
    assert "What left their control?" not in page


def test_handout_costs_three_queries(client, taught, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(PAGE)


def test_pdf_is_the_same_text_and_holds_no_note(client, taught):
    answer = client.get(PDF)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="taught-edition-1.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert reader.metadata.title == "The leak of taught"
    assert "Statement 1 of the record." in text
    assert "Who was owed <what>?" in text
    assert "PRIVATE" not in text


def test_pdf_is_made_once_for_all_who_ask(client, taught, presses):
    first, second = client.get(PDF), client.get(PDF, {"utm_source": "letter"})
    other = client.get(PDF, {"part": "questions"})

    assert first.content == second.content == other.content == b"%PDF-1.7 made"
    assert len(presses) == 2
    assert client.get(PDF, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_site_that_moved_says_where_it_is_now(client, taught, presses, settings):
    first = client.get(PDF)
    settings.SITE_URL = "https://cases.example.org"
    second = client.get(PDF, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    assert [sheet["url"].partition("/cases/")[0] for sheet in presses] == ["http://localhost:8000", settings.SITE_URL]


def test_pdf_that_is_not_made_asks_to_come_back(client, taught, monkeypatch):
    def refuse(*args, **kwargs):
        raise PdfNotMade(is_busy=True)

    monkeypatch.setattr(handout, "make_pdf", refuse)
    answer = client.get(PDF)

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "ETag" not in answer
    assert "Ask again in half a minute." in body(answer)


def test_withdrawn_case_has_no_handout_even_if_one_was_made(client, taught, presses):
    client.get(PDF)
    withdraw(CaseStudy.objects.get(), by=make_account(), now=NOW, reason="Wrong.")

    for address in (PAGE, PDF):
        answer = client.get(address)
        assert (answer.status_code, "Statement" in body(answer)) == (410, False)
