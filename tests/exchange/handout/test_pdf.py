"""The PDF read back: tags, order, fonts, title, language; and what no text and no template can do."""

import io
import json
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from casestudies.exchange.handout import pdf
from casestudies.exchange.handout.pdf import PdfNotMade, make_pdf
from casestudies.publication.edition_line import EditionLine
from casestudies.publication.handout.blocks import heading, paragraph, run
from casestudies.publication.handout.sheet import sheet_of
from tests.factories import NOW, SVG

HOSTILE = r"""#panic("x") #import "@preview/a:1.0.0" $x^2$ *b* _e_ `r` <label> @cite \ // /* ] } ) = Head "#"""
ODD = "\x01\x0b\u202e\u2066\uffff \U0001f3ac" + "unbroken" * 60
SNAPSHOT = {
    "title": HOSTILE,
    "question": "Who is owed what?",
    "language": "fr-CA",
    "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "contributors": [{"name": "Ana #Writer", "roles": ["writing-original-draft"]}],
}


def cell(text, *, head=False):
    return {"head": head, "inlines": [run(text)]}


def figure(name, file, alt):
    return {"kind": "figure", "name": name, "file": file, "alt": alt, "caption": HOSTILE, "credit": "By us", "href": ""}


def png():
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(made, "PNG")
    return made.getvalue()


def cited(number):
    return {"kind": "citation", "items": [{"number": number, "before": "see", "after": f", {HOSTILE}"}]}


BLOCKS = [
    heading("First part"),
    paragraph(run("Alpha "), run(HOSTILE, bold=True, italic=True, href="https://example.org/#a"), cited(1)),
    heading("Below", 2),
    {"kind": "list", "ordered": False, "items": [[paragraph(run("Bravo"))], [paragraph(run(HOSTILE))]]},
    {"kind": "list", "ordered": True, "items": [[paragraph(run("Charlie"))]]},
    {"kind": "quote", "blocks": [paragraph(run("Delta"), run(ODD))]},
    {
        "kind": "table",
        "headed": True,
        "rows": [[cell("Who", head=True), cell("What", head=True)], [cell("Echo"), cell(HOSTILE)]],
    },
    {"kind": "table", "headed": False, "rows": [[cell("Foxtrot")]]},
    figure("Figure 1", "a.svg", "A teal plate."),
    figure("Figure 2", "b.png", "A teal square."),
    figure("Figure 3", "gone.png", "A picture that is missing."),
    {"kind": "facts", "rows": [["Who", HOSTILE]]},
    {"kind": "events", "rows": [{"when": "2024", "title": HOSTILE, "inlines": [run("Golf"), cited(2)]}]},
    {
        "kind": "questions",
        "rows": [{"prompt": HOSTILE, "about": "On “x”", "note": [paragraph(run("Hotel"))], "note_name": "Note"}],
    },
    heading("Sources"),
    {"kind": "sources", "rows": [{"number": number, "inlines": [run(f"India {number}")]} for number in (1, 2)]},
    {"kind": "sources", "rows": [{"number": None, "inlines": [run("שלום العربية 日本語")]}]},
]
LINE = EditionLine(number=2, kind="update", day=date(2026, 11, 14), statements=3, checked=2, note=HOSTILE)


def sheet(blocks=BLOCKS, **changes):
    about = {"line": LINE, "publication": "Case#book", "url": "https://example.org/c/", "digest": "ab" * 32}
    return sheet_of(SNAPSHOT | changes, blocks, **about, with_notes=True)


@pytest.fixture(scope="module")
def made():
    return make_pdf(sheet(), {"a.svg": SVG, "b.png": png()}, at=NOW)


@pytest.fixture(scope="module")
def reader(made):
    return PdfReader(io.BytesIO(made))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(node, found):
    """Every tag and its alternative text, in the order of reading."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return found
    if "/S" in node:
        found.append((node["/S"], node.get("/Alt", "")))
    kids = node.get("/K", ArrayObject()).get_object()
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            structure(kid, found)
    return found


def test_pdf_says_what_it_is(reader):
    catalog = reader.trailer["/Root"]

    assert reader.metadata.title == HOSTILE
    assert reader.metadata.author == "Ana #Writer"
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("fr-CA", True)
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_pdf_is_tagged_with_headings_lists_tables_and_described_pictures(reader):
    tags = structure(reader.trailer["/Root"]["/StructTreeRoot"], [])
    names = [name for name, _alt in tags]

    assert [name for name in names if name in ("/H1", "/H2")] == ["/H1", "/H2", "/H1"]
    assert {"/P", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD", "/BlockQuote", "/Link", "/Title"} <= set(names)
    assert [alt for name, alt in tags if name == "/Figure"] == ["A teal plate.", "A teal square."]


def test_text_comes_in_the_order_of_reading_and_is_never_code(reader):
    text = words(reader)
    order = [
        "Alpha",
        "Bravo",
        "Charlie",
        "Delta",
        "Echo",
        "Foxtrot",
        "A picture that is missing.",
        "Golf",
        "Hotel",
        "India 1",
    ]

    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert text.count('#panic("x")') >= 8
    assert "[clapper board]" in text
    assert "https://example.org/c/" in text


def test_every_page_after_the_first_bears_the_running_head_and_all_bear_a_number(reader):
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    assert len(pages) >= 2
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("Édition 2 · 14 novembre 2026 · 2 sur 3 affirmations vérifiées" in page for page in pages[1:])


def test_every_font_is_embedded(reader):
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]

    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in described)


def test_same_sheet_gives_the_same_bytes(made):
    assert make_pdf(sheet(), {"a.svg": SVG, "b.png": png()}, at=NOW) == made


def test_character_that_no_font_has_costs_the_conformance_and_not_the_text():
    reader = PdfReader(
        io.BytesIO(make_pdf(sheet([heading("One"), paragraph(run("Before \U00030000 after"))]), {}, at=NOW))
    )

    assert "after" in words(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_picture_that_cannot_be_read_costs_nobody_the_text(caplog):
    caplog.set_level("WARNING")
    blocks = [heading("One"), figure("Figure 1", "a.png", "A broken picture.")]

    reader = PdfReader(io.BytesIO(make_pdf(sheet(blocks), {"a.png": b"\x89PNG broken"}, at=NOW)))

    assert "A broken picture." in words(reader)
    assert "was not set (ua-1, pictures: yes)" in caplog.text


@pytest.mark.parametrize(
    "template",
    ["#let f(n) = f(n + 1) + f(n)\n#f(0)", '#read("/etc/passwd")', "#while true {}"],
    ids=["endless", "other files", "loop"],
)
def test_template_gets_no_more_than_its_share(template, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / "handout.typ")
    pdf.TEMPLATE.write_text(template)

    with pytest.raises(PdfNotMade) as failed:
        make_pdf({}, {}, at=NOW)

    assert not failed.value.is_busy


def test_process_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "PROCESS", tmp_path / "sleeper.py")
    monkeypatch.setattr(pdf, "LONGEST", 0.2)
    pdf.PROCESS.write_text("import time; time.sleep(60)")

    with pytest.raises(PdfNotMade):
        make_pdf({}, {}, at=NOW)


def test_who_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0)
    monkeypatch.setattr(pdf, "_turn", pdf.BoundedSemaphore(1))

    with pdf._in_turn(), pytest.raises(PdfNotMade) as failed:
        make_pdf(json.loads("{}"), {}, at=NOW)

    assert failed.value.is_busy


def test_who_would_wait_behind_too_many_is_told_so_at_once(monkeypatch):
    monkeypatch.setattr(pdf, "_room", pdf.BoundedSemaphore(1))
    monkeypatch.setattr(pdf, "PATIENCE", 60)

    with pdf._in_turn(), pytest.raises(PdfNotMade) as failed:
        make_pdf({}, {}, at=NOW)

    assert failed.value.is_busy
    assert pdf._room.acquire(blocking=False)
