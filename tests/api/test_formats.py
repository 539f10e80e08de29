"""One edition in every format: chosen by header, by parameter or by ending, and all of them agree."""

import json
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from casestudies.actions.withdraw import withdraw
from casestudies.api.formats.ninjs import held_back
from casestudies.api.negotiation import ITEM_FORMATS, JSON, NINJS, best_of
from casestudies.models import EditionPayload
from tests.accessibility import violations
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, make_picture, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db

LIST = "/api/v1/case-studies/"
ONE = f"{LIST}a-leak/"
STANDARDS = Path(__file__).parents[2].parent / "shared" / "standards"


def schema_of(name):
    """A schema that stands beside the project, where it does."""
    path = STANDARDS / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def is_ninjs(item):
    """Holds an item against the standard, where it is at hand; and against the little that needs no schema."""
    assert {"uri", "type", "version", "versionCreated", "pubStatus", "standard"} <= set(item)
    assert item["pubStatus"] in ("usable", "withheld", "canceled")
    assert "null" not in json.dumps(item)
    assert all(value not in ("", [], {}) for value in item.values())
    schema = schema_of("ninjs-schema_3.1.json")
    if schema:
        # The shape of a place's GeoJSON is elsewhere; none is written.
        text = json.dumps(schema).replace('{"$ref": "https://geojson.org/schema/GeoJSON.json#"}', "{}")
        Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(item)


@world
def leak():
    picture = make_picture()
    figure = {"key": "route", "kind": "image", "sha256": picture.sha256, "alt": "A route.", "caption": "", "credit": ""}
    return publish_case(slug="a-leak", figures=[{**figure, "video_url": "", "licence": None}])


def get(path=ONE, accept="", **query):
    return Client().get(path, query, headers={"accept": accept} if accept else {})


@pytest.mark.parametrize("form", ITEM_FORMATS, ids=lambda form: form.name)
def test_format_is_chosen_by_header_parameter_and_ending_alike(leak, form):
    by_header = get(accept=form.media_type)
    by_name = get(format=form.name, accept="text/html")
    by_ending = get(f"{LIST}a-leak.{form.ending}", accept="text/html")
    assert by_header["Content-Type"] == form.content_type
    for answer in (by_name, by_ending):
        assert (answer.status_code, answer.content) == (200, by_header.content)
        assert answer["ETag"] == by_header["ETag"]
    assert get(f"{LIST}a-leak/editions/1.{form.ending}").status_code == 200
    again = Client().get(ONE, headers={"accept": form.media_type, "if-none-match": by_header["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert f'<http://localhost:8000{LIST}a-leak.{form.ending}>; rel="alternate"' not in by_header["Link"]
    assert by_header["Link"].count('rel="alternate"') == len(ITEM_FORMATS) - 1


def test_every_format_and_shape_has_an_etag_of_its_own(leak):
    addresses = [{"format": form.name} for form in ITEM_FORMATS]
    addresses += [{"fields": "title"}, {"fields": "title,slug"}, {"body": "text"}, {"body": "markdown"}]
    etags = [get(**address)["ETag"] for address in addresses]
    assert len(set(etags)) == len(etags)
    assert get(f"{ONE}editions/1/", format="csl")["ETag"] not in etags


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"),  # a browser
        ("text/html, image/gif, image/jpeg, */*; q=.2", "json"),  # what Java sends where nobody says more
        ("text/html", "html"),
        ("text/html, application/json;q=0.9", "html"),
        ("text/html, */*;q=0", "html"),
        ("application/json;q=0.1, text/html, */*;q=0.2", "ninjs"),
        ("application/json;q=0.2, text/markdown", "markdown"),
        ("text/*", "markdown"),
        ("text/*;q=0.5, text/plain", "text"),
        ("application/*;q=0.1, application/ld+json;q=0.9", "jsonld"),
        ("application/json; charset=utf-8", "json"),
        ("Application/JSON;Q=1.0", "json"),
        ("application/json;q=0, */*;q=0.1", "ninjs"),
        ("text/markdown;q=1, application/json;q=1", "json"),
    ],
)
def test_accept_is_weighed(accept, name):
    assert best_of(accept, ITEM_FORMATS).name == name


@pytest.mark.parametrize(
    "accept",
    [
        "image/png",
        "text/html;q=0",
        "application/json;q=0",
        "garbage",
        ";;;",
        "*/json",
        "application/json;q=0.0, image/*",
        ",",
        "\x7f",
    ],
)
def test_nothing_that_is_offered_is_406_with_the_list(leak, accept):
    assert best_of(accept, ITEM_FORMATS) is None
    answer = get(accept=accept)
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    for form in ITEM_FORMATS:
        assert form.media_type in answer.json()["detail"]


def test_ending_and_parameter_together_are_refused(leak):
    answer = get(f"{LIST}a-leak.ninjs", format="csl")
    assert answer.json()["errors"][0]["parameter"] == "format"
    assert get(f"{LIST}a-leak.exe").status_code == 404
    assert get(format="xml").json()["errors"][0]["parameter"] == "format"


def test_formats_say_the_same(leak):
    correct_case(leak, now=NOW + timedelta(hours=1), text="Three hours, not three days.")
    ours, ninjs, ld = (get(format=name).json() for name in ("json", "ninjs", "jsonld"))
    (csl,) = get(format="csl").json()
    assert ours["title"] == ninjs["title"] == ld["headline"] == csl["title"]
    assert str(ours["edition"]["number"]) == ninjs["version"] == ld["version"] == csl["edition"] == "2"
    assert ours["canonical_url"] == ld["url"] == csl["URL"]
    assert f"urn:uuid:{ours['uuid']}" == ninjs["uri"] == ld["@id"]
    assert ours["licence"]["url"] == ninjs["rightsInfo"]["linkedRights"] == ld["license"]
    assert ours["attribution"]["text"] == ninjs["copyrightNotice"]
    assert ninjs["edNote"] == "Correction (edition 2): Three hours, not three days."
    assert ld["correction"][0]["text"] == ours["corrections"][0]["note"] == "Three hours, not three days."
    assert [source["title"] for source in (one["csl"] for one in ours["sources"])] == [
        source["name"] for source in ninjs["infoSources"]
    ]
    assert ours["title"] in get(format="markdown").content.decode()
    assert ours["attribution"]["text"] in get(format="text").content.decode()
    schema = schema_of("csl-data.json")
    if schema:
        Draft202012Validator(schema).validate([csl])


def test_every_format_of_an_edition_carries_its_corrections_its_attribution_and_its_digest(leak):
    correct_case(leak, now=NOW + timedelta(hours=1), text="Three hours, not three days.")
    first = f"{ONE}editions/1/"
    ours = get(first).json()
    wanted = [
        ours["corrections"][0]["note"],
        ours["licence"]["url"],
        ours["edition"]["edition_digest"],
        ours["uuid"],
    ]
    assert "Three hours" not in ours["attribution"]["text"]
    for name in ("markdown", "text", "html", "csl", "jsonld"):
        answer = get(first, format=name)
        is_written = answer["Content-Type"].startswith("text/")
        text = answer.content.decode() if is_written else json.dumps(answer.json(), ensure_ascii=False)
        line = ours["attribution"]["html" if name == "html" else "text"]
        assert [one for one in (*wanted, line) if one not in text] == [], name
        assert ours["canonical_url"] in text, name


NOTHING = ("default-src", "form-action", "base-uri", "frame-ancestors")


class Document(HTMLParser):
    """What an HTML document is made of: its elements, the addresses in it, its words."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.names, self.addresses, self.words = set(), set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name in ("href", "src", "srcset", "poster", "action")]

    def handle_data(self, data):
        self.words += data


def test_html_is_a_document_that_stands_alone_and_runs_nothing(leak):
    correct_case(leak, now=NOW + timedelta(hours=1), text="Three hours, not <b>three</b> days.")
    answer = get(accept="text/html")
    text, ours = answer.content.decode(), get().json()
    assert (answer["Content-Type"], "Accept" in answer["Vary"]) == ("text/html; charset=utf-8", True)
    policy = {"img-src 'self'", "style-src 'self'", *(f"{name} 'none'" for name in NOTHING)}
    assert set(answer["Content-Security-Policy"].split("; ")) == policy
    assert text.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert f'<link rel="canonical" href="{ours["canonical_url"]}">' in text
    found = Document(text)
    assert not found.tags & {"script", "style", "iframe", "object", "embed", "form", "input", "base", "svg", "b"}
    assert not [name for name in found.names if name.startswith("on") or name == "style"]
    assert {"http://localhost:8000/media/" in one for one in found.addresses} == {True, False}, "with its pictures"
    assert [one for one in found.addresses if not one.startswith(("#", "http://", "https://"))] == []
    above = found.words.partition("Statement 2")[0]
    assert above.count("Correction (edition 2): Three hours, not <b>three</b> days.") == 1
    assert 'class="self"' not in text
    for words in (ours["title"], ours["question"], ours["summary"], ours["sources"][0]["csl"]["title"]):
        assert words in found.words
    assert f"edition 2, SHA-256 {ours['edition']['edition_digest']}" in found.words


def test_ninjs_of_live_corrected_withdrawn_and_held_back(leak):
    live = get(format="ninjs").json()
    is_ninjs(live)
    assert live["pubStatus"] == "usable"
    assert "edNote" not in live
    assert {body["contentType"] for body in live["bodies"]} == {"text/html", "text/plain"}
    assert 'src="/' not in live["bodies"][0]["value"]
    assert live["renditions"][2]["href"].startswith("http://localhost:8000/media/")
    is_ninjs(held_back(live, NOW, "Not before then."))
    correct_case(leak, now=NOW + timedelta(hours=1))
    is_ninjs(get(format="ninjs").json())
    check("Ninjs", get(format="ninjs").json())
    withdraw(leak.case_study, by=make_account(), now=NOW, reason="The witness took it back.")
    for path in (ONE, f"{ONE}editions/1/", f"{LIST}a-leak.ninjs"):
        gone = get(path, accept=NINJS.media_type)
        assert (gone.status_code, gone["Content-Type"]) == (410, NINJS.media_type)
        is_ninjs(gone.json())
        assert gone.json()["pubStatus"] == "canceled"
        assert gone.json()["edNote"] == "Withdrawn: The witness took it back."
    assert get(accept=JSON.media_type)["Content-Type"] == "application/problem+json"


def test_list_in_every_format(leak):
    publish_case(slug="another")
    ninjs = get(LIST, format="ninjs", limit=1).json()
    is_ninjs(ninjs["results"][0])
    check("NinjsList", ninjs)
    assert ninjs["next"].startswith("http://localhost:8000/api/v1/case-studies/?format=ninjs&limit=1&cursor=")
    csl = get(LIST, accept="application/vnd.citationstyles.csl+json", limit=1)
    assert [item["id"] for item in csl.json()] == ["another"]
    assert 'rel="next"' in csl["Link"]
    check("CslItems", csl.json())
    assert [item["headline"] for item in get(LIST, format="jsonld").json()["@graph"]] == [
        "The leak of another",
        "The leak of a-leak",
    ]


@pytest.mark.parametrize(("form", "expected"), [("text", "Statement 1"), ("markdown", "[@wiggers2024; @ars2024]")])
def test_bodies_in_other_forms(leak, form, expected):
    sections = get(body=form).json()["sections"]
    assert expected in sections[0]["body"]
    assert "<p>" not in sections[0]["body"]
    (listed,) = get(LIST, fields="sections(anchor,body)", body=form).json()["results"]
    assert listed["sections"] == [{name: one[name] for name in ("anchor", "body")} for one in sections]


def test_snapshot_is_the_frozen_bytes_with_their_digests(leak):
    answer = Client().get(f"{ONE}editions/1/snapshot", headers={"accept-encoding": "gzip"})
    stored = EditionPayload.objects.get(edition=leak).content.encode()
    assert answer.content == stored
    assert "Content-Encoding" not in answer
    assert sha256(stored).hexdigest() == leak.content_digest == answer["ETag"].strip('"')
    for name in ("Content-Digest", "Repr-Digest"):
        digest = answer[name].removeprefix("sha-256=:").removesuffix(":")
        assert b64decode(digest) == sha256(stored).digest()
    assert answer["Last-Modified"] == "Sat, 14 Nov 2026 09:30:00 GMT"
    check("Snapshot", answer.json())
    for header in ({"if-none-match": answer["ETag"]}, {"if-modified-since": answer["Last-Modified"]}):
        again = Client().get(f"{ONE}editions/1/snapshot", headers=header)
        assert (again.status_code, again.content) == (304, b"")
    assert Client().get(f"{ONE}editions/1/snapshot", headers={"if-match": '"x"'}).status_code == 412
    assert Client().get(f"{ONE}editions/2/snapshot").status_code == 404
    withdraw(leak.case_study, by=make_account(), now=NOW, reason="A reason.")
    assert Client().get(f"{ONE}editions/1/snapshot", headers={"if-none-match": answer["ETag"]}).status_code == 410


@pytest.mark.browser
def test_html_opened_by_itself_fits_a_phone(page, live_server, settings):
    settings.SITE_URL = live_server.url
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" width="960" height="540"><path/></svg>'
    figure = {"key": "wide", "kind": "image", "sha256": make_picture(drawing.encode()).sha256, "alt": "A wide picture."}
    publish_case(slug="wide", figures=[{**figure, "caption": "C" * 90, "credit": "", "video_url": "", "licence": None}])
    page.set_viewport_size({"width": 390, "height": 844})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{LIST}wide.html")
        picture = page.get_by_role("img", name="A wide picture.").bounding_box()
        assert 300 < picture["width"] < 390
        assert picture["width"] / picture["height"] == pytest.approx(960 / 540, rel=0.01)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page, "article") == [], scheme
