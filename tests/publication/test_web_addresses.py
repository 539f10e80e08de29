"""No address reaches a reader or a partner that could not be followed safely, whatever the library holds."""

import json
import re

import pytest
from lxml import html

from casestudies.models import Figure, Framework, Party, Person, PolicyInstrument, PublishedTerm, Source
from casestudies.publication.web_addresses import followable, web_address
from tests.factories import make_case, publish_case

UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://https://x/%0aalert(1)",
    "data:text/html,<b>x</b>",
    "//evil.example/",
    "/admin/",
    "mailto:a@example.org",
    "http://a\\@evil.example/",
]
VIDEO = {
    "key": "clip",
    "kind": "video",
    "sha256": "",
    "video_url": "https://example.org/clip",
    "alt": "",
    "caption": "",
    "credit": "",
    "licence": None,
}
CASE = "/cases/evil/"
PAGES = ["/", "/cases/", CASE, f"{CASE}editions/", f"{CASE}editions/1/", "/feed.atom"]
ANSWERS = ["/api/v1/case-studies/", "/api/v1/case-studies/evil/", "/api/v1/case-studies/evil/editions/1/"]


@pytest.mark.parametrize("address", UNSAFE)
def test_web_address_that_leads_elsewhere_is_empty(address):
    assert web_address(address) == ""


def test_web_address_is_kept():
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_followable_leaves_out_what_it_empties_in_a_source():
    source = {"csl": {"id": "x", "URL": "javascript:1"}, "archived": {"url": "data:,", "on": ""}}

    assert followable({"sources": [source]}) == {"sources": [{"csl": {"id": "x"}, "archived": None}]}


@pytest.mark.django_db
@pytest.mark.rows
@pytest.mark.parametrize("address", UNSAFE)
def test_unsafe_address_stored_past_the_forms_is_published_nowhere(client, address):
    case_study = make_case(slug="evil", figures=[VIDEO])
    Source.objects.update(url=address, archived_url=address, extra={"URL": address})
    Figure.objects.update(video_url=address)
    for model in (Party, Person, PolicyInstrument, Framework):
        model.objects.update(url=address)

    edition = publish_case(case_study)

    links = [link for page in PAGES for link in links_of(client.get(page))]
    assert links
    assert [link for link in links if not re.match(r"https?://|/(?!/)|#|mailto:", link)] == []
    written = json.dumps(address)[1:-1]
    assert [place for place in ANSWERS if written in client.get(place).content.decode()] == []
    assert written not in edition.payload.content
    assert not PublishedTerm.objects.filter(kind="source").exclude(detail__url="").exists()


def links_of(answer):
    assert answer.status_code == 200
    tree = html.fromstring(answer.content)
    names = ("href", "src", "data-originalurl", "data-versionurl")
    return [element.get(name) for element in tree.iter() for name in names if element.get(name)]
