"""The rendered difference shows all of it: either text can be read out of the page again."""

from html.parser import HTMLParser

from hypothesis import given
from lxml import html as lxml_html

from casestudies.prose.diff import diff
from casestudies.prose.html import parse_html
from casestudies.publication.render_diff import DiffRenderer
from tests.prose.strategies import documents
from tests.prose.test_diff import edited_pairs, table

VOID = ("br",)


class Side(HTMLParser):
    """One side of a redline as HTML: the other's `ins` or `del` is dropped, and what is only said about the text."""

    def __init__(self, side):
        super().__init__(convert_charrefs=False)
        self.side = side
        self.parts = []
        self.open = []
        self.dropped = 0

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        other = ("ins", "inserted") if self.side == "old" else ("del", "deleted")
        drop = tag == other[0] or attributes.get("data-side") == other[1] or "data-said" in attributes
        if tag not in VOID:
            self.dropped += drop
            tag_then = attributes.get("data-was", tag) if self.side == "old" else tag
            self.open.append((tag_then, drop))
        text = self.get_starttag_text()
        if not self.dropped:
            self.parts.append(f"<{self.open[-1][0]}>" if "data-was" in attributes else text)

    def handle_endtag(self, tag):
        tag_then, drop = self.open.pop()
        if not self.dropped:
            self.parts.append(f"</{tag_then}>")
        self.dropped -= drop

    def handle_data(self, data):
        if not self.dropped:
            self.parts.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def read_out(rendered, side):
    """The document of one side, read from the page alone."""
    reader = Side(side)
    reader.feed(str(rendered))
    reader.close()
    return parse_html("".join(reader.parts))


def redline(old, new, **options):
    return DiffRenderer({}, **options).blocks(diff(old, new))


@given(documents, documents)
def test_either_text_is_read_out_of_the_redline(old, new):
    rendered = redline(old, new)

    assert read_out(rendered, "old") == old
    assert read_out(rendered, "new") == new


@given(edited_pairs())
def test_either_text_is_read_out_of_what_editors_do(pair):
    rendered = redline(*pair)

    assert (read_out(rendered, "old"), read_out(rendered, "new")) == pair


def shown(old, new, names=(), **options):
    return str(DiffRenderer(dict(names), **options).prose(old, new))


def text(rendered):
    return " ".join(lxml_html.fragment_fromstring(rendered, create_parent="div").text_content().split())


def test_words_inserted_and_deleted_are_marked_and_said():
    rendered = shown("<p>It stayed up for three hours that day.</p>", "<p>It stayed up for four hours that day.</p>")

    assert '<del><span class="redline-say" data-said>[deleted: </span>three<span' in rendered
    assert text(rendered) == "It stayed up for [deleted: three] [inserted: four] hours that day."


def test_what_is_rendered_is_escaped():
    rendered = shown("", "<p>One &lt;script&gt;alert(1)&lt;/script&gt;</p>", {"abc": "<script>"})

    assert "<script" not in rendered
    assert "One &lt;script&gt;alert(1)" in rendered


def test_bold_and_links_are_said_in_words():
    rendered = shown(
        "<p>OpenAI paused access for everybody.</p>",
        '<p>OpenAI paused <strong>access</strong> for <a href="https://example.org/">everybody</a>.</p>',
    )

    assert "(now bold)" in rendered
    assert "(now a link to https://example.org/)" in rendered


def test_citation_is_named_and_its_place_is_said_in_words():
    def prose(locator):
        return f"""<p>Nobody was paid.<span data-cite='[{{"key":"abc","locator":"{locator}"}}]'></span></p>"""

    rendered = shown(prose("p. 3"), prose("p. 4"), {"abc": "Wiggers 2024"})

    assert "[Wiggers 2024, p. 3]" in rendered
    assert "(Wiggers 2024: place was p. 3, is p. 4)" in text(rendered)


def test_sources_that_came_and_went_are_said_in_words():
    def prose(*keys):
        items = ",".join(f'{{"key":"{key}"}}' for key in keys)
        return f"<p>Nobody was paid.<span data-cite='[{items}]'></span></p>"

    rendered = text(shown(prose("abc", "xyz"), prose("abc", "doe"), {"xyz": "Ars 2024"}))

    assert "(no longer cited here: Ars 2024; now cited here: doe)" in rendered


def test_unchanged_paragraphs_are_folded_and_counted():
    old = "".join(f"<p>Paragraph number {n} stays as it is.</p>" for n in range(12))

    assert "<summary data-said>12 paragraphs unchanged</summary>" in shown(old, old + "<p>And a new one.</p>")
    assert "<details" not in shown(old, old + "<p>And a new one.</p>", whole=True)


def test_moved_block_leads_to_its_other_place():
    first, second = "<p>The first of several paragraphs.</p>", "<p>Another one that stands second.</p>"
    rendered = shown(first + second, second + first)

    assert '<a href="#moved-to-1" id="moved-from-1">' in rendered
    assert '<a href="#moved-from-1" id="moved-to-1">' in rendered
    assert "Paragraph moved here from further" in text(rendered)


def test_rows_and_cells_of_a_table_are_marked():
    old = table(["Party", "Answer"], ["OpenAI", "Voluntary work"])
    new = table(["Party", "Answer"], ["OpenAI", "Unpaid work"], ["Testers", "A letter"])
    rendered = str(redline(old, new))

    assert '<tr data-side="inserted">' in rendered
    assert "Voluntary</del>" in rendered.replace('<span class="redline-say" data-said>] </span>', "")


def test_every_place_that_changed_can_be_jumped_to():
    rendered = shown("<p>One two three four.</p><p>Gone for good now.</p>", "<p>One two three five.</p>")

    assert rendered.count("data-change") == 2
