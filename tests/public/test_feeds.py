"""What machines read: the Atom feed, the sitemap, robots.txt, pictures."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from casestudies.enums import EditionKind
from casestudies.models import Person, PublicationSettings, Topic
from casestudies.public import sitemaps
from tests.factories import NOW, SVG, make_case, make_picture, publish_case
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feed(client):
    answer = client.get("/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def texts(tree, path, names):
    return [node.text for node in tree.findall(path, names)]


def test_feed_entry_is_stable_leads_to_our_page_and_carries_the_edition_line(client, sora):
    entry = feed(client).find("a:entry", ATOM)

    assert entry.find("a:id", ATOM).text == f"urn:uuid:{sora.uuid}"
    assert entry.find("a:link", ATOM).attrib["href"] == "http://localhost:8000/cases/sora-leak/"
    assert entry.find("a:title", ATOM).text == (
        "The leak of sora-leak (Edition 1 · 14 November 2026 · 0 of 4 statements checked)"
    )
    assert entry.find("a:published", ATOM).text == "2026-11-14T09:30:00+00:00"


def test_feed_entry_of_a_correction_keeps_its_id_and_says_what_was_wrong(client, sora):
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours & <not> four.")

    tree = feed(client)

    assert texts(tree, "a:entry/a:id", ATOM) == [f"urn:uuid:{sora.uuid}"]
    assert tree.find("a:entry/a:updated", ATOM).text == "2026-11-14T10:30:00+00:00"
    assert tree.find("a:entry/a:summary", ATOM).text.startswith("Corrected: Three hours &amp; &lt;not&gt; four. ")


def test_feed_has_the_latest_change_first(client):
    publish_case(make_case(slug="older"))
    publish_case(make_case(slug="newer"), now=NOW + timedelta(days=1))

    links = [link.attrib["href"] for link in feed(client).findall("a:entry/a:link", ATOM)]

    assert links == ["http://localhost:8000/cases/newer/", "http://localhost:8000/cases/older/"]


def test_feed_that_a_reader_has_is_304(client, sora):
    first = client.get("/feed.atom")

    assert client.get("/feed.atom", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_sitemap_lists_every_live_case_with_its_last_change(client, sora):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)

    addresses = texts(tree, "s:url/s:loc", SITEMAP)
    assert [address for address in addresses if "/fr/" not in address] == [
        "http://localhost:8000/",
        "http://localhost:8000/cases/",
        "http://localhost:8000/timeline/",
        "http://localhost:8000/places/",
        "http://localhost:8000/frameworks/",
        "http://localhost:8000/corrections/",
        "http://localhost:8000/standards/",
        "http://localhost:8000/cases/sora-leak/",
    ]
    dates = texts(tree, "s:url/s:lastmod", SITEMAP)
    assert dates == ["2026-11-14T09:30:00+00:00"] * len(tree.findall("s:url", SITEMAP))


def test_sitemap_names_the_pictures_of_current_editions_and_no_edition(client):
    shown, before = make_picture(), make_picture(SVG.replace(b"0f5c63", b"5c630f"))
    figure = {"key": "map", "kind": "image", "video_url": "", "alt": "A map.", "caption": "", "credit": ""}
    figure |= {"licence": None}
    case_study = make_case(slug="mapped", figures=[figure | {"sha256": before.sha256}])
    publish_case(case_study)
    case_study.figures.update(media=shown)
    publish_next(case_study)

    sitemap = client.get("/sitemap.xml").content.decode()

    address = f"http://localhost:8000/media/{shown.sha256}.svg"
    assert f"<image:image><image:loc>{address}</image:loc></image:image></url>" in sitemap
    assert (before.sha256 in sitemap, "/editions/" in sitemap) == (False, False)


def test_sitemap_of_many_cases_is_an_index_of_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_SIZE", 2)
    for number in range(3):
        publish_case(make_case(slug=f"case-{number}"))

    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    second = ElementTree.fromstring(client.get("/sitemap.xml?page=2").content)

    assert texts(index, "s:sitemap/s:loc", SITEMAP) == [
        "http://localhost:8000/sitemap.xml?page=1",
        "http://localhost:8000/sitemap.xml?page=2",
    ]
    assert texts(second, "s:url/s:loc", SITEMAP) == ["http://localhost:8000/cases/case-2/"]
    assert client.get("/sitemap.xml?page=3").status_code == 404


def test_robots_names_the_sitemap_and_leaves_the_admin_out(client):
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /cases/?q=\nDisallow: /fr/cases/?q=\n\n"
        "Sitemap: http://localhost:8000/sitemap.xml\n"
    )


def test_picture_is_public_once_an_edition_shows_it(client):
    picture = make_picture()
    with picture.file.open("rb") as file:
        stored = file.read()
    address = f"/media/{picture.name}"
    assert client.get(address).status_code == 404

    figure = {
        "key": "map",
        "kind": "image",
        "sha256": picture.sha256,
        "alt": "A plain rectangle.",
        "caption": "",
        "credit": "",
        "licence": None,
        "video_url": "",
    }
    publish_case(make_case(slug="pictured", figures=[figure]))
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.getvalue() == stored
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(address.replace(".svg", ".png")).status_code == 404


def test_feed_is_well_formed_whatever_characters_names_have(client):
    case_study = make_case(slug="odd")
    Person.objects.update(name="Maria\x08 \x0cNavarro")
    Topic.objects.update(name="Labour\x1f")
    PublicationSettings.objects.update_or_create(pk=1, defaults={"name": "Case\x0bbook", "masthead": "Of\x0c record"})
    publish_case(case_study)

    tree = feed(client)

    assert tree.find("a:title", ATOM).text == "Casebook"
    assert tree.find("a:subtitle", ATOM).text == "Of record"
    assert texts(tree, "a:entry/a:author/a:name", ATOM) == ["Maria Navarro"]


def test_picture_whose_file_is_gone_is_not_found(client):
    picture = make_picture()
    figure = {"key": "form", "kind": "image", "sha256": picture.sha256, "video_url": "", "alt": "A form."}
    publish_case(figures=[figure | {"caption": "", "credit": "", "licence": None}])
    picture.file.storage.delete(picture.file.name)

    assert client.get(f"/media/{picture.name}").status_code == 404
