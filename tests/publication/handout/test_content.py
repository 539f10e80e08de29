"""What a handout holds, in which numbers and order, and that none of it is ever markup."""

from casestudies.publication.handout.blocks import heading, levelled
from casestudies.publication.handout.content import NOTES, PARTS, handout_blocks, numbers_of
from casestudies.publication.handout.html import html_of
from casestudies.publication.render import render_article
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.teaching.questions import questions_of
from tests.factories import cite, make_case, make_picture
from tests.worlds import world

HOSTILE = '<script>alert(1)</script> & "quoted" {{ x }} #panic("x")'
SECTIONS = [
    (
        "facts",
        "record",
        f"<p>Second first.{cite('ars2024')}</p><h4>Deep</h4><p>Then {cite('letter2024', 'ars2024')}</p>",
    ),
    ("pay", "analysis", "<ul><li><p>One</p></li></ul><blockquote><p>Said.</p></blockquote>"),
    ("seen", "record", '<figure data-figure="map"></figure><p>Between.</p><figure data-figure="map"></figure>'),
]


@world
def snapshot():
    picture = {"key": "map", "kind": "image", "sha256": make_picture().sha256, "video_url": "", "alt": "A map."}
    figures = [picture | {"caption": "Where.", "credit": "By us", "licence": {"key": "CC-BY-4.0"}}]
    document = dict(take_snapshot(make_case(slug="printed", figures=figures)).document)
    document["sections"] = [
        {"uuid": anchor, "anchor": anchor, "heading": anchor.title(), "kind": kind, "prose": prose}
        for anchor, kind, prose in SECTIONS
    ]
    return document


def blocks(snapshot, *parts, notes=None):
    return handout_blocks(snapshot, parts or PARTS, questions_of(snapshot, notes or {}), links={})


def kinds(found):
    return [block["kind"] for block in found]


def test_sources_bear_the_numbers_of_the_page(snapshot):
    marks = render_article(snapshot).source_marks

    assert numbers_of(snapshot) == {key: number for key, (number, _anchor) in marks.items() if number}
    assert numbers_of(snapshot)["ars2024"] == 1


def test_parts_are_printed_in_the_order_of_reading_and_only_those_chosen(snapshot):
    headings = ["".join(run["text"] for run in one["inlines"]) for one in blocks(snapshot) if one["kind"] == "heading"]
    expected = ["Summary", "Facts", "Deep", "Pay", "Seen", "Timeline", "Parties and their responses"]

    assert headings[:7] == expected
    assert headings[7:9] == ["Questions for discussion", "Sources"]
    assert kinds(blocks(snapshot, "sources", "timeline"))[:4] == ["heading", "events", "heading", "sources"]


def test_what_is_quoted_is_set_as_the_language_sets_it(snapshot):
    english, french = str(blocks(snapshot)), str(blocks(snapshot | {"language": "fr"}))

    for words in ("Participation is voluntary.", "Title of ars2024"):
        assert f"“{words}”" in english
        assert rf"«\xa0{words}\xa0»" in french


def test_sources_that_no_text_cites_stand_alone(snapshot):
    snapshot |= {"sections": [], "timeline": [], "parties": []}

    assert [(block["kind"], len(block.get("rows", "-"))) for block in blocks(snapshot, "sources")] == [
        ("heading", 1),
        ("sources", len(snapshot["sources"])),
    ]


def test_prose_becomes_blocks_of_every_kind(snapshot):
    found = blocks(snapshot, "text")

    assert kinds(found) == [
        *("heading", "paragraph", "heading", "paragraph"),
        *("heading", "mark", "list", "quote"),
        *("heading", "figure", "paragraph", "paragraph"),
    ]
    assert found[3]["inlines"][-1]["items"] == [
        {"number": 2, "before": "", "after": ""},
        {"number": 1, "before": "", "after": ""},
    ]
    assert (found[9]["name"], found[9]["alt"], found[9]["credit"]) == (
        "Figure 1",
        "A map.",
        "By us · Creative Commons Attribution 4.0",
    )
    assert found[11]["inlines"][0]["text"] == "See Figure 1 above."


def test_no_heading_skips_a_level(snapshot):
    assert [one["level"] for one in blocks(snapshot, "text") if one["kind"] == "heading"] == [1, 2, 1, 1]
    assert [one["level"] for one in levelled([heading("A", 3), heading("B", 3), heading("C", 1)])] == [1, 2, 1]


def test_teachers_note_is_printed_only_in_its_own_part(snapshot):
    notes = {question["uuid"]: "Ask twice." for question in snapshot["questions"]}

    assert "Ask twice." not in str(blocks(snapshot, notes=notes))
    assert "Ask twice." in str(blocks(snapshot, "questions", NOTES, notes=notes))


def test_no_string_of_a_case_is_markup_of_the_page(snapshot):
    for name in ("title", "summary", "question"):
        snapshot[name] = HOSTILE
    snapshot["at_a_glance"] = dict.fromkeys(snapshot["at_a_glance"], HOSTILE)
    snapshot["sections"] = [section | {"heading": HOSTILE} for section in snapshot["sections"]]
    snapshot["timeline"] = [event | {"title": HOSTILE, "text": HOSTILE} for event in snapshot["timeline"]]
    snapshot["parties"] = [party | {"name": HOSTILE, "involvement": HOSTILE} for party in snapshot["parties"]]
    snapshot["figures"] = [figure | {"alt": HOSTILE, "caption": HOSTILE} for figure in snapshot["figures"]]
    snapshot["questions"] = [question | {"prompt": HOSTILE} for question in snapshot["questions"]]
    for source in snapshot["sources"]:
        source["csl"]["title"] = HOSTILE
        source["csl"]["URL"] = "javascript:alert(1)"

    html = html_of(blocks(snapshot), has_sources=True)

    assert "<script" not in html
    assert "javascript:" not in html
    assert html.count("&lt;script&gt;") > 15


def test_dead_link_leads_to_its_archived_copy(snapshot):
    link = {"ars2024": {"state": "dangerous", "archived_url": "https://web.archive.org/x", "archived_on": "2025-01-02"}}
    html = html_of(handout_blocks(snapshot, ["sources"], (), links=link), has_sources=True)

    assert "Archived 2 January 2025:" in html
    assert "https://web.archive.org/x" in html
