"""The cartridge as a learning platform reads it: zip, manifest, namespaces, every file told and there."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree

from casestudies.exchange.lms.cartridge import make_cartridge
from casestudies.publication.edition_line import EditionLine
from casestudies.publication.handout.blocks import heading, paragraph, run
from casestudies.publication.handout.sheet import sheet_of
from casestudies.publication.teaching.questions import Question
from tests.factories import SVG

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
DT = "{http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1}"
WL = "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}"
HOSTILE = "A <leak> & \x0b]]> more"
IDENTITY = "11111111-2222-4333-8444-555555555555"
PICTURE = f"{'ab' * 32}.svg"
FIGURE = {
    "kind": "figure",
    "name": "Figure 1",
    "file": PICTURE,
    "alt": "A map.",
    "caption": "",
    "credit": "",
    "href": "",
}


def made():
    line = EditionLine(number=1, kind="initial", day=date(2026, 11, 14), statements=2, checked=1, note="First.")
    snapshot = {"title": HOSTILE, "question": HOSTILE, "language": "en", "licence": None, "contributors": []}
    blocks = [heading(HOSTILE), paragraph(run(HOSTILE)), FIGURE]
    about = {"line": line, "publication": "Casebook", "url": "https://example.org/c/?a=1&b=2", "digest": "ab" * 32}
    sheet = sheet_of(snapshot, blocks, **about, with_notes=False)
    questions = [
        Question(f"0000000{n}", f"uuid-{n}", n, f"{HOSTILE} {n}?", "", "", "", None, "PRIVATE NOTE") for n in (1, 2)
    ]
    return make_cartridge(sheet, questions, {PICTURE: SVG}, identity=IDENTITY)


@pytest.fixture(scope="module")
def package():
    return ZipFile(io.BytesIO(made()))


@pytest.fixture(scope="module")
def manifest(package):
    return ElementTree.fromstring(package.read("imsmanifest.xml"))


def test_manifest_is_first_and_says_which_profile_it_follows(package, manifest):
    assert package.testzip() is None
    assert package.namelist()[0] == "imsmanifest.xml"
    assert manifest.tag == f"{CP}manifest"
    assert manifest.findtext(f"{CP}metadata/{CP}schema") == "IMS Common Cartridge"
    assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.1.0"
    title = manifest.findtext(f"{CP}metadata/{LOM}lom/{LOM}general/{LOM}title/{LOM}string")
    assert title == "A <leak> & ]]> more"
    assert [child.tag for child in manifest] == [f"{CP}{name}" for name in ("metadata", "organizations", "resources")]


def test_course_has_one_root_with_the_text_the_link_and_the_topics(manifest):
    (organization,) = manifest.findall(f"{CP}organizations/{CP}organization")
    (root,) = organization.findall(f"{CP}item")

    assert organization.get("structure") == "rooted-hierarchy"
    assert (root.get("identifierref"), root.find(f"{CP}title")) == (None, None)
    case, online, folder = root.findall(f"{CP}item")
    assert case.get("identifierref")
    assert online.findtext(f"{CP}title") == "The current edition online"
    assert folder.findtext(f"{CP}title") == "Questions for discussion"
    assert len(folder.findall(f"{CP}item")) == 2


def test_every_reference_leads_to_a_resource_and_every_file_is_told_once(package, manifest):
    resources = {each.get("identifier"): each for each in manifest.iter(f"{CP}resource")}
    references = [each.get("identifierref") for each in manifest.iter(f"{CP}item") if each.get("identifierref")]
    files = [each.get("href") for each in manifest.iter(f"{CP}file")]
    identifiers = [each.get("identifier") for each in manifest.iter() if each.get("identifier")]

    assert sorted(references) == sorted(resources)
    assert sorted([*files, "imsmanifest.xml"]) == sorted(package.namelist())
    assert len(set(identifiers)) == len(identifiers)
    assert all(identifier[0].isalpha() for identifier in identifiers)
    kinds = sorted((each.get("type"), each.get("href") is not None) for each in resources.values())
    assert kinds == [("imsdt_xmlv1p1", False)] * 2 + [("imswl_xmlv1p1", False), ("webcontent", True)]


def test_topics_links_and_pages_read_as_what_they_are(package):
    topics = [
        ElementTree.fromstring(package.read(name)) for name in package.namelist() if name.startswith("questions/")
    ]
    link = ElementTree.fromstring(package.read(f"links/{IDENTITY.replace('-', '')}.xml"))
    page = package.read(f"case/{IDENTITY.replace('-', '')}.html").decode()

    assert [topic.tag for topic in topics] == [f"{DT}topic"] * 2
    text = topics[0].find(f"{DT}text")
    assert (text.get("texttype"), text.text) == ("text/html", "<p>A &lt;leak&gt; &amp; ]]&gt; more 1?</p>")
    assert link.find(f"{WL}url").get("href") == "https://example.org/c/?a=1&b=2"
    assert f'<img src="{PICTURE}" alt="A map.">' in page
    assert '<h1 dir="auto">A &lt;leak&gt; &amp; ]]&gt; more</h1>' in page


def test_package_holds_no_note_and_its_bytes_are_always_the_same(package):
    assert not any(b"PRIVATE NOTE" in package.read(name) for name in package.namelist())
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert made() == made()
