import re
from html.parser import HTMLParser

import pytest

from casestudies.publication.render import render_article
from casestudies.publication.statements import statements_of
from tests.publication.sample_snapshot import bare_snapshot, cite, sample_snapshot

EVIL = "<script>alert('x')</script>\"'&"
VOID = {"br", "img", "line", "rect", "hr"}


class Outline(HTMLParser):
    """The ids, the links within the page, the tags in order, and whether every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.hashes, self.open, self.tags, self.sources = [], [], [], [], []
        self.attributes = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        members = dict(attrs)
        self.tags.append(tag)
        self.attributes |= members.keys()
        if "id" in members:
            self.ids.append(members["id"])
        if members.get("href", "").startswith("#"):
            self.hashes.append(members["href"][1:])
        if "source" in (members.get("class") or "").split():
            self.sources.append(members["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def rendered():
    return render_article(sample_snapshot())


@pytest.fixture(scope="module")
def outline(rendered):
    return Outline(rendered.html)


def test_article_marks_each_checked_statement_once_after_its_last_citation():
    snapshot = sample_snapshot()
    ticked = [one for one in statements_of(snapshot) if one.markers == 1][::2]
    plain, marked = render_article(snapshot), render_article(snapshot, [one.key for one in ticked])
    mark = '<span class="cite-checked" role="img" aria-label="statement checked">✓</span>'
    assert plain.html.count(mark) == 0
    assert marked.html.count(mark) == len([one for one in statements_of(snapshot) if one in ticked])
    assert marked.html.replace(f"\u2060{mark}", "") == plain.html
    assert (marked.text, marked.word_count, marked.contents) == (plain.text, plain.word_count, plain.contents)


def test_article_marks_the_last_of_several_citations_of_one_statement():
    snapshot = sample_snapshot()
    cited = cite({"key": "ars2024"})
    prose = f"<p>It stopped{cited} {cited}. Nobody knew why{cited}.</p><ul><li><p>One{cited}</p></li></ul>"
    snapshot["sections"][0]["prose"] = prose
    first = statements_of(snapshot)[0]
    body = render_article(snapshot, [first.key]).sections[snapshot["sections"][0]["anchor"]]
    before, after = body.split("✓")
    assert before.count("doc-noteref") == 2
    assert after.count("doc-noteref") == 2


def test_article_numbers_sources_through_sections_then_timeline_then_responses(rendered):
    assert {key: mark[0] for key, mark in rendered.source_marks.items()} == {
        "announce2024": 1,
        "systemcard2024": 2,
        "statement2024": 3,
        "letter2024": 4,
        "ars2024": 5,
        "commit2024": 6,
        "thread2024": 7,
        "wapo2024": 8,
        "launch2024": 9,
        "euaiact2024": 10,
        "strike2023": 11,
        "techcrunch2024": 12,
        "further2025": None,
    }


def test_article_lists_cited_sources_by_number_and_the_others_after_them(outline):
    assert outline.sources == [f"source-{number}" for number in range(1, 13)] + ["reading-1"]


def test_article_uses_each_id_once_and_every_inner_link_arrives(outline):
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.hashes) - set(outline.ids) == set()
    assert outline.open == []


def test_article_leads_back_from_a_source_to_each_place_that_cites_it(rendered):
    places = ["cite-3-1", "cite-3-2", "cite-3-3"]
    for letter, place in zip("abc", places, strict=True):
        label = f"{letter}: back to where source 3 is cited"
        assert rendered.html.count(f'<a role="doc-backlink" href="#{place}" aria-label="{label}">{letter}</a>') == 1
        assert rendered.html.count(f'id="{place}" href="#source-3"') == 1


def test_article_contents_are_its_sections_and_then_its_parts(rendered):
    assert [entry["anchor"] for entry in rendered.contents] == [
        "background",
        "the-leak",
        "response",
        "meaning",
        "timeline",
        "parties",
        "questions",
        "sources",
        "classification",
        "instruments",
        "disclosures",
    ]


def test_article_contents_name_the_headings_within_a_section(rendered, outline):
    within = {entry["anchor"]: entry["within"] for entry in rendered.contents if "within" in entry}

    assert within == {
        "background": [
            {
                "anchor": "background--what-testers-were-asked-to-do",
                "heading": "What testers were asked to do",
            }
        ],
        "meaning": [{"anchor": "meaning--consent-to-be-shown", "heading": "Consent to be shown"}],
    }
    for (entry,) in within.values():
        link = f'<a class="self" href="#{entry["anchor"]}">{entry["heading"]}</a>'
        assert f'<h3 id="{entry["anchor"]}">{link}</h3>' in rendered.html
        assert f'<a href="#{entry["anchor"]}">{entry["heading"]}</a>' in rendered.html


def test_address_of_a_heading_outlives_everything_but_its_own_words():
    def anchors(*prose):
        snapshot = sample_snapshot()
        for section, text in zip(snapshot["sections"], (*prose, "", ""), strict=True):
            section["prose"] = text
        return re.findall(r'<h[34] id="([^"]*)">', render_article(snapshot).html)

    cited = cite({"key": "ars2024"})
    before = anchors("<h3>Who paid</h3><h4>Twice</h4><h4>Twice</h4>", f"<h3>Who paid{cited}</h3><h4>???</h4>")
    after = anchors("<h3>New</h3><p>More.</p><h3>Who paid</h3><h4>Twice</h4>", "<h3>Who paid</h3><h3>谁付钱</h3>")

    assert before == [
        "background--who-paid",
        "background--twice",
        "background--twice-2",
        "the-leak--who-paid",
        "the-leak--part",
    ]
    assert after == [
        "background--new",
        "background--who-paid",
        "background--twice",
        "the-leak--who-paid",
        "the-leak--谁付钱",
    ]


def test_article_counts_what_it_shows(rendered):
    assert (rendered.source_count, rendered.statement_count, rendered.reading_minutes) == (13, 20, 2)


def test_article_text_is_in_reading_order_without_markers(rendered):
    first, second, *_ = rendered.text.split("\n\n")

    assert first == "Testers shared their access to an unreleased video model through a public web form."
    assert second == "Some artists in the early-access programme; the developer; the hosting service."
    assert "[1" not in rendered.text
    assert "26 November 2024, about 08:30 (New York time): The form appears" in rendered.text


@pytest.mark.parametrize(
    "words",
    [
        "Responded on 26 November 2024",
        "Not asked for a response",
        "Asked for a response on 3 March 2025",
        "Asked on 4 March 2025; did not answer",
        "Declined to comment on 5 March 2025",
    ],
)
def test_article_says_what_became_of_asking_each_party(rendered, words):
    assert rendered.html.count(f">{words}</span>") == 1


def test_article_says_plainly_where_no_archived_copy_is_recorded(rendered):
    assert rendered.html.count("No archived copy is recorded.") == 11
    assert rendered.html.count("Archived copy of ") == 2


def test_article_names_a_source_in_short_and_spells_its_address_out_for_paper(rendered):
    assert 'data-again="Some artists, 26 November 2024"' in rendered.html
    assert '. <span class="source-address">https://example.com/letter</span>' in rendered.html


def test_article_tells_analysis_from_the_record(rendered):
    kinds = [section["kind"] for section in sample_snapshot()["sections"]]

    assert kinds.count("analysis") >= 1
    assert rendered.html.count('<p class="section-kind apparatus">Analysis</p>\n<h2') == kinds.count("analysis")


def test_article_links_an_archived_source_robustly(rendered):
    assert (
        '<a href="https://example.com/letter" rel="external noopener" data-originalurl="https://example.com/letter"'
        ' data-versionurl="https://web.archive.org/web/2024/https://example.com/letter"'
        ' data-versiondate="2024-11-27">Dear overlords (open letter)</a>'
    ) in rendered.html


def test_article_shows_a_figure_with_its_size_caption_credit_and_licence(rendered):
    assert f'<img src="/media/{"ab" * 32}.svg"' in rendered.html
    assert 'width="960" height="360" loading="lazy"' in rendered.html
    assert '<span class="figure-number">Figure 1</span> <span class="figure-caption">How a prompt' in rendered.html
    assert '<span class="figure-credit">Drawing: Casebook</span>' in rendered.html


def test_article_links_to_a_video_and_embeds_none(outline, rendered):
    assert (
        '<a href="https://example.org/film" rel="external noopener">Watch the video at its source</a>' in rendered.html
    )
    assert {"iframe", "video", "script", "style", "embed", "object"} & set(outline.tags) == set()
    assert {name for name in outline.attributes if name == "style" or name.startswith("on")} == set()


def test_article_shows_a_figure_once_and_points_back_to_it():
    snapshot = sample_snapshot()
    snapshot["sections"][3]["prose"] += '<figure data-figure="access-route"></figure>'

    html = render_article(snapshot).html

    assert html.count("<figure ") == 2
    assert html.count('<a href="#figure-1">Figure 1</a>, shown above') == 1


def test_article_shows_figures_that_no_section_places_in_a_part_of_their_own():
    snapshot = sample_snapshot()
    snapshot["sections"] = snapshot["sections"][3:]

    rendered = render_article(snapshot)

    assert {"anchor": "figures", "heading": "Figures"} in rendered.contents
    assert rendered.html.count("<figure ") == 2


def test_article_marks_uncertain_dates(rendered):
    assert rendered.html.count('class="event event-uncertain"') == 3
    assert '<time datetime="2024-11-26T12:01-05:00">26 November 2024, 12:01 (New York time)</time>' in rendered.html


def test_article_keeps_an_editors_anchor_and_renames_its_own_part():
    snapshot = sample_snapshot()
    snapshot["sections"][0]["anchor"] = "timeline"
    snapshot["questions"][0]["section"] = "timeline"

    rendered = render_article(snapshot)

    assert [entry["anchor"] for entry in rendered.contents][:5] == [
        "timeline",
        "the-leak",
        "response",
        "meaning",
        "timeline-x",
    ]
    ids = Outline(rendered.html).ids
    assert len(ids) == len(set(ids))


def test_article_without_anything_is_whole():
    rendered = render_article(bare_snapshot())

    assert [entry["anchor"] for entry in rendered.contents] == ["sources", "disclosures"]
    assert "This case lists no sources." in rendered.html
    assert rendered.html.count("Not stated.") == 3
    assert (rendered.word_count, rendered.reading_minutes, rendered.statement_count) == (0, 1, 0)
    assert Outline(rendered.html).open == []


def test_article_escapes_every_string_of_the_snapshot():
    def poisoned(value):
        if isinstance(value, dict):
            kept = ("prose", "kind", "state", "roles", "precision", "date", "time", "until", "on", "source_check")
            return {name: member if name in kept else poisoned(member) for name, member in value.items()}
        if isinstance(value, list):
            return [poisoned(member) for member in value]
        return value + EVIL if isinstance(value, str) else value

    snapshot = poisoned(sample_snapshot())

    outline = Outline(render_article({**snapshot, "language": "en"}).html)

    assert "script" not in outline.tags
    assert "onload" not in outline.attributes


def test_article_is_the_same_each_time():
    assert render_article(sample_snapshot()) == render_article(sample_snapshot())
