"""The links from a case page to the lists of what it names: each leads somewhere for as long as it is shown."""

import re

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy
from casestudies.publication.draft_page import DraftLine, draft_page
from casestudies.publication.snapshot import take_snapshot
from tests.factories import NOW, make_account
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db
OWN = re.compile(r'href="(/(?:topics|parties|instruments|frameworks)/[^"]+|/cases/\?[^"]+)"')
LISTS = [
    "/topics/creative-labour/",
    "/cases/?jurisdiction=US",
    "/parties/openai/",
    "/frameworks/mit-ai-risk/",
    "/cases/?term=mit-ai-risk%402025-04%2F6.3",
    "/instruments/eu-ai-act/",
]


def own_links(client, address):
    main = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    return OWN.findall(main)


def test_case_page_leads_to_the_list_of_everything_that_it_names(client, sora):
    assert own_links(client, "/cases/sora-leak/") == LISTS
    for address in LISTS:
        page = client.get(address)
        assert (page.status_code, "The leak of sora-leak" in page.content.decode()) == (
            200,
            "/frameworks/" not in address,
        )


def test_case_page_in_french_leads_to_the_lists_in_french(client, sora):
    page = client.get("/fr/cases/sora-leak/").content.decode()

    assert all(f'href="/fr{address}"' in page for address in LISTS)


def test_only_the_current_edition_leads_there(client, sora):
    sora.parties.all().delete()
    sora.topics.clear()
    publish_next(sora)

    old = client.get("/cases/sora-leak/editions/1/").content.decode()

    assert own_links(client, "/cases/sora-leak/editions/1/") == []
    assert own_links(client, "/cases/sora-leak/editions/2/") == [
        address for address in LISTS if not address.startswith(("/topics/", "/parties/"))
    ]
    assert '<span class="party-name">OpenAI</span>' in old
    assert '<p class="title-topics apparatus">Creative labour</p>' in old


def test_list_of_what_no_live_edition_names_says_so_and_no_page_leads_there(client, sora):
    withdraw(sora, by=make_account(), now=NOW, reason="Its main source was forged.")

    assert own_links(client, "/cases/sora-leak/editions/1/") == []
    known, unknown = (client.get(f"/parties/{key}/") for key in ("openai", "nobody"))
    assert (known.status_code, "<h1>Nothing to list</h1>" in known.content.decode()) == (404, True)
    assert known.content.replace(b"openai", b"nobody") == unknown.content
    assert client.get("/frameworks/mit-ai-risk/").status_code == 404


def test_draft_leads_to_no_list(sora):
    document = take_snapshot(CaseStudy.objects.get(pk=sora.pk)).document

    page = draft_page(document, line=DraftLine("Draft", NOW.date(), 4, 0), media_root="/preview/media/")

    assert "own-link" not in page["html"]
    assert '<span class="party-name">OpenAI</span>' in page["html"]
