"""Whatever is pasted becomes the few forms that prose has."""

import pytest

from casestudies.prose.errors import ProseTooLong
from casestudies.prose.html import parse_html, to_html
from casestudies.prose.limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_DEPTH
from casestudies.prose.nodes import Citation, CitationItem, FigureRef, Heading, Paragraph, Text
from casestudies.prose.sanitise import clean

CITE = '<span data-cite="[{&quot;key&quot;:&quot;abc&quot;,&quot;locator&quot;:&quot;p. 3&quot;}]"></span>'

FORMS = {
    "bare text is a paragraph": ("Hello", "<p>Hello</p>"),
    "divs are paragraphs": ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
    "larger headings come down": ("<h1>a</h1><h2>b</h2><h3>c</h3>", "<h3>a</h3><h3>b</h3><h3>c</h3>"),
    "smaller headings come up": ("<h4>a</h4><h5>b</h5><h6>c</h6>", "<h4>a</h4><h4>b</h4><h4>c</h4>"),
    "whitespace collapses": ("<p>\n a \t b\n</p>", "<p>a b</p>"),
    "no-break spaces stay": ("<p>5&nbsp;km</p>", "<p>5\u00a0km</p>"),
    "empty blocks go": ("<p></p><p>&nbsp;</p><ul><li></li></ul><h3><br></h3><p>x</p>", "<p>x</p>"),
    "neighbouring bold is one": ("<p><b>a</b><strong>b</strong></p>", "<p><strong>ab</strong></p>"),
    "bold leaves the space at its end": ("<p><b>a </b>b</p>", "<p><strong>a</strong> b</p>"),
    "bold goes over the space between": ("<p><b>a</b> <b>b</b></p>", "<p><strong>a b</strong></p>"),
    "order of nesting is fixed": (
        '<p><i><b><a href="https://a.b/">x</a></b></i></p>',
        '<p><a href="https://a.b/"><strong><em>x</em></strong></a></p>',
    ),
    "breaks at the ends go": ("<p><br>a<br> b<br></p>", "<p>a<br>b</p>"),
    "text is in NFC": ("<p>e\u0301</p>", "<p>é</p>"),
    "a mark that opens a block is no part of its tag": ("<p>\u0338x</p>", "<p>&#x338;x</p>"),
    "controls, surrogates and noncharacters go": ("<p>a\x00\x0b\ud800\ufdd0\uffffb</p>", "<p>ab</p>"),
    "a nested list without an item joins the item before": (
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
    ),
    "items without a list are paragraphs": ("<li>a</li><li>b</li>", "<p>a</p><p>b</p>"),
    "lines of preformatted text stay lines": ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
    "the head of a table is headers": (
        "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
        "<table><tbody><tr><th>a</th></tr><tr><td>b</td></tr></tbody></table>",
    ),
    "short rows are filled": (
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>",
    ),
    "merged cells repeat downwards and stay first across": (
        "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tbody><tr><td>a</td><td>b</td><td></td></tr><tr><td>a</td><td>c</td><td>d</td></tr></tbody></table>",
    ),
    "an empty corner is a header": (
        "<table><tr><td></td><th>a</th></tr><tr><th>b</th><td>c</td></tr></table>",
        "<table><tbody><tr><th></th><th>a</th></tr><tr><th>b</th><td>c</td></tr></tbody></table>",
    ),
    "blocks in a cell are lines": (
        "<table><tr><td><p>a</p><ul><li>b</li></ul><table><tr><td>c</td></tr></table></td></tr></table>",
        "<table><tbody><tr><td>a<br>b<br>c</td></tr></tbody></table>",
    ),
    "a caption stands before its table": (
        "<table><caption>t</caption><tr><td>a</td></tr></table>",
        "<p>t</p><table><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    "a figure in a paragraph stands between two": (
        "<p>a<figure data-figure='map-1'></figure>b</p>",
        '<p>a</p><figure data-figure="map-1"></figure><p>b</p>',
    ),
    "a figure in a table stands after it": (
        "<table><tr><td>a<figure data-figure='map'></figure></td></tr></table>",
        '<table><tbody><tr><td>a</td></tr></tbody></table><figure data-figure="map"></figure>',
    ),
    "a figure of our own keeps no content but words": (
        "<figure data-figure='map'><img src=x><figcaption>c</figcaption></figure>",
        '<figure data-figure="map"></figure><p>c</p>',
    ),
    "a figure from elsewhere keeps its caption alone": ("<figure><img src=x><p>c</p></figure>", "<p>c</p>"),
    "a citation loses the label that an editor shows": (
        f"<p>a {CITE.replace('></span>', '>(Smith)</span>')}.</p>",
        f"<p>a {CITE}.</p>",
    ),
    "a citation in bold has no style": (
        f"<p><b>a{CITE}b</b></p>",
        f"<p><strong>a</strong>{CITE}<strong>b</strong></p>",
    ),
    "a citation in a link divides it": (
        f'<p><a href="https://a.b/">a{CITE}b</a></p>',
        f'<p><a href="https://a.b/">a</a>{CITE}<a href="https://a.b/">b</a></p>',
    ),
    "a citation with a wrong key is its label": (
        "<p>a<span data-cite='[{\"key\":\"A b\"}]'>(x)</span></p>",
        "<p>a(x)</p>",
    ),
    "a citation without JSON is dropped": ("<p>a<span data-cite='[{'></span></p>", "<p>a</p>"),
    "a citation of something else is dropped": ("<p>a<span data-cite='{\"key\":\"abc\"}'></span></p>", "<p>a</p>"),
    "a citation repeated within itself is once": (
        '<p>a<span data-cite=\'[{"key":"abc"},{"key":"abc","x":1}]\'></span></p>',
        '<p>a<span data-cite="[{&quot;key&quot;:&quot;abc&quot;}]"></span></p>',
    ),
    "a label never swallows a block": (f"<p>{CITE.replace('</span>', '<p>kept')}", f"<p>{CITE}</p><p>kept</p>"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "canonical"), FORMS.values(), ids=FORMS)
def test_clean_gives_the_canonical_form(html, canonical):
    assert clean(html) == canonical
    assert clean(canonical) == canonical


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=EN-GB>
<!--StartFragment--><h1 style='mso-list:l0'><a name="_Toc1"></a><span lang=EN-US>What happened<o:p></o:p></span></h1>
<p class=MsoNormal><span style='font-size:11.0pt'>The model <b style='mso-bidi-font-weight:normal'>failed</b>
<i>twice</i>.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>First</p>
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td width=300 valign=top><p class=MsoNormal><b>Year
<o:p></o:p></b></p></td><td><p class=MsoNormal>2024</p></td></tr></table><!--EndFragment--></body></html>"""

GOOGLE = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"
style="line-height:1.38"><span style="font-size:16pt;font-weight:400">Background</span></h2><p dir="ltr"><span
style="font-weight:400;font-style:normal">Plain, </span><span style="font-weight:700;font-style:normal">bold</span><span
style="font-weight:400">, </span><span style="font-style:italic">italic</span><span> and </span><a
href="https://example.org/a" style="text-decoration:none"><span style="color:#1155cc">a link</span></a></p><br /><ul
style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li
aria-level="2"><p><span>two</span></p></li></ul></ul></b><br class="Apple-interchange-newline">"""


def test_clean_reads_a_paste_from_word():
    assert clean(WORD) == (
        "<h3>What happened</h3><p>The model <strong>failed</strong> <em>twice</em>.</p>"
        "<p>1.\u00a0\u00a0First</p>"
        "<table><tbody><tr><td><strong>Year</strong></td><td>2024</td></tr></tbody></table>"
    )


def test_clean_reads_a_paste_from_google_docs():
    assert clean(GOOGLE) == (
        "<h3>Background</h3><p>Plain, <strong>bold</strong>, <em>italic</em> and "
        '<a href="https://example.org/a">a link</a></p>'
        "<ul><li><p>one</p><ul><li><p>two</p></li></ul></li></ul>"
    )


def test_parse_html_reads_citations_and_figures_as_nodes():
    document = parse_html(f'<h4>T</h4><p>a {CITE}</p><figure data-figure="map"></figure>')
    assert document == (
        Heading(4, (Text("T"),)),
        Paragraph((Text("a "), Citation((CitationItem("abc", "p. 3"),)))),
        FigureRef("map"),
    )


def test_a_citation_names_at_most_twenty_sources():
    items = ",".join(f'{{"key":"key-{number}"}}' for number in range(30))
    (paragraph,) = parse_html(f"<span data-cite='[{items}]'></span>")
    assert [item.key for item in paragraph.inlines[0].items] == [f"key-{number}" for number in range(20)]


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "ul><li", "ol><li", "table><tr><td", "a href=x"])
def test_clean_takes_ten_thousand_nested_tags(tag):
    assert "x" in clean(f"<{tag}>" * (10_000 if "><" not in tag else 5_000) + "x")


def test_lists_beyond_the_depth_dissolve():
    html = clean("<ul><li>" * (MAX_DEPTH + 2) + "x")
    assert html == "<ul><li>" * MAX_DEPTH + "<p>x</p>" + "</li></ul>" * MAX_DEPTH


def test_clean_refuses_text_that_is_too_long():
    with pytest.raises(ProseTooLong, match="400,001 characters"):
        clean("x" * (MAX_CHARACTERS + 1))


def test_clean_refuses_what_would_be_too_long_the_next_time():
    with pytest.raises(ProseTooLong):
        clean("<p>" + '"<' * (MAX_CHARACTERS // 4) + "&" * (MAX_CHARACTERS // 4))


def test_clean_refuses_too_many_tags():
    with pytest.raises(ProseTooLong, match="too heavy"):
        clean("<b>" * 60_000)


def test_clean_refuses_a_table_that_would_grow_beyond_measure():
    with pytest.raises(ProseTooLong, match="cells"):
        clean(f"<table><tr>{'<td>x' * 60}</tr>{'<tr><td>x' * 1000}</table>")


def test_spans_that_would_grow_beyond_measure_are_not_followed():
    html = clean(f"<table>{'<tr><td colspan=9999 rowspan=9999>x' * 100}</table>")
    assert html == f"<table><tbody>{'<tr><td>x</td></tr>' * 100}</tbody></table>"


def test_cells_beyond_the_last_column_join_it():
    html = clean(f"<table><tr>{'<td>x' * (MAX_COLUMNS + 1)}</table>")
    assert html.count("<td>") == MAX_COLUMNS
    assert html.endswith("<td>x<br>x</td></tr></tbody></table>")


def test_to_html_of_nothing_is_nothing():
    assert to_html(()) == ""
    assert parse_html("") == ()
