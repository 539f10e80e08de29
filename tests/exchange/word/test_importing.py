"""A Word document becomes a draft, and says what did not come along."""

import io
import zipfile

import pytest

from casestudies.errors import CasebookError, NotAllowed
from casestudies.exchange.word import package
from casestudies.exchange.word.importing import import_word
from casestudies.models import CaseStudy, MediaFile, Note, Revision
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.draft_search import find_drafts
from casestudies.readiness import blockers
from tests.exchange.word.documents import bold, docx, footnote, italic, link, p, part, picture, png, table
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db

WHOLE = docx(
    p("The leak", style="Title")
    + p("Before any heading.")
    + p("What happened", style="Heading1")
    + p("It began. ", bold("Testers"), " published ", italic("a form"), " ", link("there"), footnote(1), ". More.")
    + p("One", bullet=True)
    + p("Two", footnote(2), bullet=True)
    + p("Deeper", style="Heading3")
    + p("Deepest", style="Heading5")
    + p("Quoted words", style="Quote")
    + p("The aftermath", style="Heading2")
    + table(["When", "What"], ["2024", "A leak"])
    + p("See ", picture("one.png", "A chart of leaks"), " here.")
    + p(picture("two.emf")),
    footnotes=["TechCrunch, 26 November 2024.", "Ars, p. 3."],
    media={"one.png": png(), "two.emf": b"\x01\x00\x00\x00EMF"},
)


def test_document_becomes_a_draft_by_its_headings():
    by = make_account()

    imported = import_word(WHOLE, "leak.docx", by=by, now=NOW)

    draft = imported.draft
    assert (draft.title, draft.slug, draft.version, draft.stage) == ("The leak", "the-leak", 1, "draft")
    assert [(row.heading, row.anchor, row.kind) for row in draft.sections.all()] == [
        ("Introduction", "introduction", "record"),
        ("What happened", "what-happened", "record"),
        ("The aftermath", "the-aftermath", "record"),
    ]
    assert [row.prose for row in draft.sections.all()] == [
        "<p>Before any heading.</p>",
        "<p>It began. <strong>Testers</strong> published <em>a form</em> "
        '<a href="https://example.org/a">there</a>. More.</p>'
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul><h3>Deeper</h3><h4>Deepest</h4>"
        "<blockquote><p>Quoted words</p></blockquote>",
        "<table><tbody><tr><td>When</td><td>What</td></tr><tr><td>2024</td><td>A leak</td></tr></tbody></table>"
        '<p>See here.</p><figure data-figure="figure-1"></figure>',
    ]
    assert dict(imported.came) == {"sections": 3, "figures": 1, "footnotes": 2}
    assert imported.lost == (
        "The description of figure-1, to be written anew: “A chart of leaks”",
        "The picture figure-2: This file is not a picture we can read: it is neither PNG, JPEG, WebP, GIF nor SVG.",
    )
    assert Revision.objects.get(case_study=draft).saved_by == by


def test_footnotes_are_notes_on_the_words_before_them():
    draft = import_word(WHOLE, "leak.docx", by=make_account(), now=NOW).draft
    section = draft.sections.get(anchor="what-happened")

    report, first, second = Note.objects.filter(case_study=draft)

    assert report.section is None
    assert report.body.startswith("Imported from “leak.docx”. Not kept as it was:\n– ")
    assert (first.section, first.passage) == (section.uuid, "Testers published a form there")
    assert first.body == "Footnote in the Word document: TechCrunch, 26 November 2024."
    assert (second.passage, second.body) == ("Two", "Footnote in the Word document: Ars, p. 3.")
    assert list(find_drafts(CaseStudy.objects.all(), ["footnote in the word document: ars"])) == [draft]


def test_figure_without_alternative_text_blocks_publication():
    draft = import_word(WHOLE, "leak.docx", by=make_account(), now=NOW).draft

    figure = draft.figures.get()
    assert (figure.key, figure.alt, figure.media.media_type) == ("figure-1", "", "image/png")
    assert any(problem.place.startswith("figures[0]") for problem in blockers(take_snapshot(draft).document))


def test_what_word_has_and_prose_has_not_is_counted():
    body = (
        p("<w:ins><w:r><w:t>added</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>")
        + p("<w:r><w:commentReference w:id='1'/></w:r>", "<m:oMath/>", "<m:oMath/>")
        + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        + p("wide")
        + "</w:tc></w:tr></w:tbl>"
    )

    imported = import_word(docx(body), "My_text.docx", by=make_account(), now=NOW)

    assert imported.draft.title == "My text"
    assert imported.lost == (
        "1 × comments",
        "2 × equations",
        "1 × merged cells (divided again)",
        "1 × tracked deletions (left out)",
        "1 × tracked insertions (taken as text)",
        "No paragraph has the style Title, so the draft is called like the file",
    )
    assert "added" in imported.draft.sections.get().prose
    assert "gone" not in imported.draft.sections.get().prose


def test_second_import_has_an_address_of_its_own():
    by = make_account()
    body = p("Same", style="Title") + p("Summary", style="Heading1") + p("x") + p("Summary", style="Heading1") + p("y")

    slugs = [import_word(docx(body), "a.docx", by=by, now=NOW).draft.slug for _ in range(2)]

    assert slugs == ["same", "same-2"]
    anchors = CaseStudy.objects.get(slug="same-2").sections.values_list("anchor", flat=True)
    assert len(set(anchors)) == 2


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>'
)
FILE = ENTITIES.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"').replace("&b;", "&a;")


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not a Word document"),
        (b"hello", "not a Word document"),
        (b"PK\x03\x04 and so on", "not a Word document"),
        (b"%PDF-1.7", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of the old kind, or one with a password"),
        (zipped(readme="x"), "not a Word document"),
        (docx("")[:-200], "not a Word document"),
        (docx("", raw="<not xml"), "is damaged"),
        (docx("", raw=ENTITIES), "is damaged"),
        (docx("", raw=FILE), "is damaged"),
        (docx("", raw=part("document", "<w:p>" * 5000 + "</w:p>" * 5000)), "is damaged"),
        (docx("", parts={"word/styles.xml": ENTITIES}), "is damaged"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_hostile_file_is_refused_and_leaves_nothing(data, sentence):
    with pytest.raises(CasebookError, match=sentence.replace("(", r"\(")):
        import_word(data, "x.docx", by=make_account(), now=NOW)

    assert not CaseStudy.objects.exists()
    assert not Note.objects.exists()


def test_file_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 100_000)
    bomb = docx(p("x"), media={"one.png": b"\x00" * 5_000_000})
    assert len(bomb) < 20_000

    with pytest.raises(CasebookError, match="unpacks to more than"):
        import_word(bomb, "x.docx", by=make_account(), now=NOW)
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    with pytest.raises(CasebookError, match="unpacks to more than"):
        import_word(docx(p("x")), "x.docx", by=make_account(), now=NOW)


def test_section_too_long_for_a_draft_is_named_and_leaves_nothing(monkeypatch):
    monkeypatch.setattr("casestudies.prose.tidy.MAX_CHARACTERS", 100)

    with pytest.raises(CasebookError, match="The section “Introduction”: This text is"):
        import_word(docx(p("Word. " * 50)), "long.docx", by=make_account(), now=NOW)

    assert not CaseStudy.objects.exists()


def test_picture_too_large_to_show_is_left_out_and_told():
    huge = docx(p("Text") + p(picture("one.png")), media={"one.png": png()[:33] + b"\x00" * 50})

    imported = import_word(huge, "x.docx", by=make_account(), now=NOW)

    assert imported.lost[-1].startswith("The picture figure-1: ") or imported.lost[0].startswith(
        "The picture figure-1: "
    )
    assert imported.draft.sections.get().prose == "<p>Text</p>"
    assert not MediaFile.objects.exists()


def test_who_may_not_begin_case_studies_imports_nothing():
    with pytest.raises(NotAllowed):
        import_word(WHOLE, "x.docx", by=make_account(is_superuser=False), now=NOW)
    assert not MediaFile.objects.exists()
