"""What other sites show of a case study: the card in a frame, the picture beside a link, oEmbed."""

import io
import json
import re
from datetime import timedelta
from html import unescape

import pytest
from PIL import Image

from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import Redaction
from tests.factories import NOW, make_account
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db
CASE, CARD, IMAGE = "/cases/sora-leak/", "/cases/sora-leak/card/", "/cases/sora-leak/card.png"
HERE = "http://localhost:8000"


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.CACHES = settings.CACHES | {"cards": settings.CACHES["cards"] | {"LOCATION": tmp_path / "cards"}}


def redact(case_study):
    by = make_account(), make_account()
    edition = case_study.editions.get()
    Redaction.objects.create(edition=edition, reason="x", made_at=NOW, made_by=by[0].uuid, seconded_by=by[1].uuid)


def embedding(client, **asked):
    return client.get("/oembed", {"url": f"{HERE}{CASE}"} | asked)


def test_card_may_be_framed_by_anybody_and_no_other_page_may(client, sora):
    card, page = client.get(CARD), client.get(CASE)

    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "script-src" not in card["Content-Security-Policy"]
    assert "default-src 'none'" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_card_shows_the_case_without_a_script_and_leads_out_of_the_frame(client, sora):
    page = client.get(CARD).content.decode()

    assert ">The leak of sora-leak</a></h1>" in page
    assert "What happened in sora-leak, and what it says about testing." in page
    assert "0 of 4 statements checked" in page
    assert "<script" not in page
    links = re.findall(r"<a [^>]+>", page)
    assert links
    assert all('target="_blank" rel="noopener"' in link and f'href="{HERE}/' in link for link in links)


def test_card_says_what_was_corrected(client, sora):
    before = client.get(CARD)["ETag"]
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours, not four.")

    answer = client.get(CARD, headers={"if-none-match": before})

    assert "Corrected: Three hours, not four." in answer.content.decode()


def test_card_of_a_withdrawn_case_is_its_notice(client, sora):
    withdraw(sora, by=make_account(), now=NOW + timedelta(days=1), reason="It cannot be relied on.")

    answer = client.get(CARD)
    page = answer.content.decode()

    assert (answer.status_code, "frame-ancestors *" in answer["Content-Security-Policy"]) == (200, True)
    assert "This case study was withdrawn on 15 November 2026." in page
    assert "It cannot be relied on." in page
    assert "What happened in sora-leak" not in page
    assert client.get(IMAGE).status_code == 410
    assert embedding(client).status_code == 410


def test_card_of_a_redacted_case_says_that_and_no_title(client, sora):
    redact(sora)

    answer = client.get(CARD)

    assert (answer.status_code, "The leak of" in answer.content.decode()) == (410, False)
    assert client.get(IMAGE).status_code == 410
    assert embedding(client).status_code == 410


def test_card_and_picture_move_with_their_case(client, sora):
    sora.old_slugs.create(slug="old-leak")

    assert client.get("/cases/old-leak/card/")["Location"] == CARD
    assert client.get("/cases/old-leak/card.png")["Location"] == IMAGE
    assert client.get("/cases/nowhere/card/").status_code == 404
    assert client.get("/cases/nowhere/card.png").status_code == 404


def test_picture_is_drawn_once_an_edition(client, sora, monkeypatch):
    answer = client.get(IMAGE)
    picture = Image.open(io.BytesIO(answer.content))

    assert (answer["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (1200, 630))
    assert client.get(IMAGE, headers={"if-none-match": answer["ETag"]}).status_code == 304
    monkeypatch.setattr("casestudies.exchange.card_image.typst", None)  # a second drawing would fail
    assert client.get(IMAGE).content == answer.content


def test_picture_is_not_compressed_again(client, sora):
    answer = client.get(IMAGE, headers={"accept-encoding": "gzip"})

    assert (answer.content[:4], "Content-Encoding" in answer.headers) == (b"\x89PNG", False)


def test_page_offers_its_picture_and_its_embedding(client, sora):
    page = client.get(CASE).content.decode()
    properties = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))

    assert properties["og:title"] == "The leak of sora-leak"
    assert properties["og:url"] == f"{HERE}{CASE}"
    assert properties["og:image"] == f"{HERE}{IMAGE}?edition=1"
    assert client.get(properties["og:image"].removeprefix(HERE))["Content-Type"] == "image/png"
    [discovered] = re.findall(r'type="application/json\+oembed"[^>]* href="([^"]+)"', page)
    answer = client.get(unescape(discovered).removeprefix(HERE))
    assert json.loads(answer.content)["title"] == "The leak of sora-leak"


def test_embedding_is_a_frame_with_the_card(client, sora):
    answer = embedding(client, maxwidth="400", maxheight="1")
    said = json.loads(answer.content)

    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert {name: said[name] for name in ("version", "type", "provider_name", "width", "height")} == {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Casebook",
        "width": 400,
        "height": 200,
    }
    assert said["html"] == (
        f'<iframe src="{HERE}{CARD}" width="400" height="200" title="The leak of sora-leak" loading="lazy"></iframe>'
    )
    assert embedding(client, url=f"{HERE}{CASE}editions/1/").status_code == 200
    assert embedding(client, maxwidth="9" * 50, maxheight="-1").status_code == 200
    again = client.get("/oembed", {"url": f"{HERE}{CASE}"}, headers={"if-none-match": embedding(client)["ETag"]})
    assert again.status_code == 304


def test_embedding_of_anything_else_is_refused(client, sora):
    refused = {
        "": 404,
        "/cases/sora-leak/": 404,
        f"https://evil.example{CASE}": 404,
        f"{HERE}.evil.example{CASE}": 404,
        f"{HERE}/cases/nowhere/": 404,
        f"{HERE}/cases/a\x00b/": 404,
        f"{HERE}/standards/": 404,
    }

    assert {url: embedding(client, url=url).status_code for url in refused} == refused
    assert client.get("/oembed").status_code == 404
    assert embedding(client, format="xml").status_code == 501


def test_card_costs_two_queries(client, sora, django_assert_num_queries):
    for address in (CARD, IMAGE, f"/oembed?url={HERE}{CASE}"):
        with django_assert_num_queries(2):
            assert client.get(address).status_code == 200
