"""Feeds as other people's programs read them: of everything, of a topic, of a party, with what went."""

import json
from datetime import timedelta
from html import escape
from xml.etree import ElementTree

import feedparser
import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import Redaction
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db
AT = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
FEEDS = ["/feed", "/topics/creative-labour/feed", "/parties/openai/feed"]


def parsed(client, address):
    """What feedparser makes of a feed, which has nothing to complain of."""
    feed = feedparser.parse(client.get(address).content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def tombstones(client, address):
    tree = ElementTree.fromstring(client.get(address).content)
    return [
        (node.attrib["ref"], node.attrib["when"], node.findtext("at:comment", namespaces=AT))
        for node in tree.findall("at:deleted-entry", AT)
    ]


@pytest.mark.parametrize("address", FEEDS)
def test_both_formats_say_the_same(client, sora, address):
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours & <not> four.")

    [entry] = parsed(client, f"{address}.atom").entries
    answer = client.get(f"{address}.json")
    feed = json.loads(answer.content)
    [item] = feed["items"]

    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["version"], feed["feed_url"]) == (
        "https://jsonfeed.org/version/1.1",
        f"http://localhost:8000{address}.json",
    )
    assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
    assert (item["date_published"], item["date_modified"]) == (entry.published, entry.updated)
    assert item["summary"].startswith("Corrected: Three hours & <not> four. What happened")
    assert entry.summary.startswith("Corrected: Three hours &amp; &lt;not&gt; four. ")
    assert item["content_html"].startswith("<p>Corrected: Three hours &amp; &lt;not&gt; four. ")
    assert [tag.term for tag in entry.tags] == item["tags"] == ["Creative labour"]


@pytest.mark.parametrize("address", FEEDS[1:])
def test_withdrawn_case_leaves_a_tombstone_and_comes_back(client, sora, address):
    later = NOW + timedelta(hours=2)
    withdraw(sora, by=make_account(), now=later, reason="It cannot be relied on.")
    case_id = f"urn:uuid:{sora.uuid}"

    assert parsed(client, f"{address}.atom").entries == []
    assert tombstones(client, f"{address}.atom") == [(case_id, "2026-11-14T11:30:00+00:00", "It cannot be relied on.")]
    feed = json.loads(client.get(f"{address}.json").content)
    assert (feed["items"], [gone["id"] for gone in feed["_deleted"]["items"]]) == ([], [case_id])
    assert "What happened" not in client.get(f"{address}.json").content.decode()

    reinstate(sora, by=make_account(), now=later + timedelta(hours=1), reason="It can.")

    assert [entry.id for entry in parsed(client, f"{address}.atom").entries] == [case_id]
    assert tombstones(client, f"{address}.atom") == []


def test_redacted_case_leaves_a_tombstone_without_a_word_of_it(client, sora):
    by = make_account(), make_account()
    edition = sora.editions.get()
    Redaction.objects.create(edition=edition, reason="Secret.", made_at=NOW, made_by=by[0].uuid, seconded_by=by[1].uuid)

    assert tombstones(client, "/feed.atom") == [(f"urn:uuid:{sora.uuid}", "2026-11-14T09:30:00+00:00", None)]
    assert "Secret" not in client.get("/feed.json").content.decode()
    assert client.get("/topics/creative-labour/feed.atom").status_code == 404


def test_feed_of_a_term_has_only_what_carries_it(client, sora):
    publish_case(make_case(slug="other", topics=[], parties=[]))

    assert len(parsed(client, "/feed.atom").entries) == 2
    for address in FEEDS[1:]:
        [entry] = parsed(client, f"{address}.atom").entries
        assert entry.link == "http://localhost:8000/cases/sora-leak/"


def test_feed_of_what_no_edition_carries_is_not_found(client, sora):
    for feed in ("/topics/nothing/feed", "/parties/nobody/feed", "/topics/%00/feed"):
        assert [client.get(f"{feed}.{ending}").status_code for ending in ("atom", "json")] == [404, 404]


def test_feeds_cost_the_same_however_many_cases(client, sora, django_assert_num_queries):
    costs = {f"{feed}.{ending}": 3 if feed == "/feed" else 4 for feed in FEEDS for ending in ("atom", "json")}
    tags = {}
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            tags[address] = client.get(address)["ETag"]
    publish_case(make_case(slug="more-1"))
    publish_case(make_case(slug="more-2"))

    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(address, headers={"if-none-match": tags[address]}).status_code == 200


def test_feed_of_an_empty_site_is_the_same_each_time(client):
    assert client.get("/feed.atom").content == client.get("/feed.atom").content
    assert parsed(client, "/feed.atom").entries == []


def test_feed_of_a_search_follows_what_it_finds(client, sora):
    publish_case(make_case(slug="other", topics=[], title="Of something else"))
    page = client.get("/cases/?q=leak&topic=creative-labour&sort=event").content.decode()
    address = "/cases/feed.atom?q=leak&topic=creative-labour"

    feed = parsed(client, address)

    assert f'href="{escape(address)}" rel="nofollow">Atom</a>' in page
    assert [entry.link for entry in feed.entries] == ["http://localhost:8000/cases/sora-leak/"]
    assert feed.feed.title == "Casebook: “leak” on Creative labour"
    assert feed.feed.id == f"http://localhost:8000{address}"
    items = json.loads(client.get("/cases/feed.json?q=something+else").content)["items"]
    assert [item["url"] for item in items] == ["http://localhost:8000/cases/other/"]
    assert json.loads(client.get("/cases/feed.json?q=somethinx").content)["items"] == []


def test_feed_of_a_search_that_a_reader_has_is_304_and_odd_ones_are_no_error(client, sora):
    first = client.get("/cases/feed.atom?q=leak")

    assert client.get("/cases/feed.atom?q=leak", headers={"if-none-match": first["ETag"]}).status_code == 304
    for query in ("", "q=%00", "q=" + "a" * 5000, "year=99999", "topic=%00&topic=a", 'q="', "sort=odd"):
        assert client.get(f"/cases/feed.json?{query}").status_code == 200
    assert client.get("/cases/feed.json?page=x").status_code == 404


def test_pages_of_records_link_to_their_feeds(client, sora):
    for path in ("/topics/creative-labour/", "/parties/openai/", "/instruments/eu-ai-act/"):
        page = client.get(path).content.decode()

        assert f'title="Casebook: {page.split("<h1")[1].split(">")[1].split("<")[0]}" href="{path}feed.atom"' in page
        assert parsed(client, f"{path}feed.atom").entries != []
