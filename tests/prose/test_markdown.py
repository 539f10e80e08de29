"""Markdown as people write it, and as it is exported."""

from contextlib import suppress

import pytest

from casestudies.prose.errors import MarkdownError, ProseTooLong
from casestudies.prose.html import parse_html, to_html
from casestudies.prose.limits import MAX_CHARACTERS
from casestudies.prose.markdown import parse_markdown, to_markdown
from casestudies.prose.nodes import Citation, CitationItem, Paragraph, Text

CITATIONS = {
    "[@key]": [("key", "", "", "")],
    "[@key, p. 3]": [("key", "p. 3", "", "")],
    "[@key p. 3]": [("key", "p. 3", "", "")],
    "[see @key, pp. 3-5; @other]": [("key", "pp. 3-5", "see", ""), ("other", "", "", "")],
    "[see, for instance, @key, p. 3, with a note, and more]": [
        ("key", "p. 3", "see, for instance,", "with a note, and more")
    ],
    "[@key,, suffix]": [("key", "", "", "suffix")],
    "[@key, p.&nbsp;3]": [("key", "p.\u00a03", "", "")],
    "[@key, pp. 3\\, 5]": [("key", "pp. 3, 5", "", "")],
    "[a\\;b \\@x @key, \\[x\\]\\\\]": [("key", "[x]\\", "a;b @x", "")],
    "[@key, *not* `marked` <b>]": [("key", "*not* `marked` <b>", "", "")],
    "[@key,\np. 3]": [("key", "p. 3", "", "")],
    "[@a.b:c_d-e]": [("a.b:c_d-e", "", "", "")],
}


@pytest.mark.parametrize(("markdown", "items"), CITATIONS.items(), ids=CITATIONS)
def test_a_citation_is_read_as_it_is_meant(markdown, items):
    citation = Citation(tuple(CitationItem(*item) for item in items))
    assert parse_markdown(f"Text {markdown}") == (Paragraph((Text("Text "), citation)),)


def test_a_citation_is_written_with_its_meaning_escaped():
    citation = Citation((CitationItem("key", "pp. 3, 5", "see [a]; b", "x, y @z"), CitationItem("other", "", "", "s")))
    markdown = to_markdown((Paragraph((citation,)),))
    assert markdown == "[see \\[a\\]\\; b @key, pp. 3\\, 5, x, y \\@z; @other,, s]\n"


WRITTEN = {
    "headings": ("<h3>One #</h3><h4>Two</h4>", "### One \\#\n\n#### Two\n"),
    "emphasis": ("<p>a <b>b</b> <i>c</i>, <b>e <i>f</i> g</b></p>", "a **b** *c*, **e *f* g**\n"),
    "bold italic": ("<p><b><i>a</i></b></p>", "***a***\n"),
    "emphasis at the edge of emphasis": ("<p><b>a <i>b</i></b></p>", "**a *b***\n"),
    "emphasis within a word": ("<p>a<b>b</b>c</p>", "a**b**c\n"),
    "emphasis that needs a separator": ("<p>a<b>“b”</b>c</p>", "a<!-- -->**“b”**<!-- -->c\n"),
    "emphasis side by side": ("<p><b>a</b><i>b</i></p>", "**a**<!-- -->*b*\n"),
    "bold over two links": (
        '<p><b><a href="https://a.b/">a</a> <a href="https://c.d/">b</a></b></p>',
        "[**a**](https://a.b/) [**b**](https://c.d/)\n",
    ),
    "link with brackets": ('<p><a href="https://a.b/(c)">[d]</a>!</p>', "[\\[d\\]](<https://a.b/(c)>)!\n"),
    "break": ("<p>a<br>- b<br>1. c</p>", "a\\\n\\- b\\\n1\\. c\n"),
    "break in a heading": ("<h3>a<br>b</h3>", "### a<br>b\n"),
    "tight list": ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c\n"),
    "loose list": ("<ol><li><p>a<p>b<li>c</ol>", "1. a\n\n   b\n\n2. c\n"),
    "adjacent lists": ("<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul>", "- a\n\n* b\n\n- c\n"),
    "adjacent numbered lists": ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b\n"),
    "adjacent quotes": ("<blockquote>a<p>b</blockquote><blockquote>c</blockquote>", "> a\n>\n> b\n\n> c\n"),
    "table": (
        "<table><tr><th>a|b<th><tr><td><b>c</b><td>d<br>e</table>",
        "| a\\|b |  |\n| --- | --- |\n| **c** | d<br>e |\n",
    ),
    "table without a header row": ("<table><tr><td>a</table>", "|  |\n| --- |\n| a |\n"),
    "table with header cells in rows": (
        "<table><tr><th>a<td>b<tr><th>c<td>d</table>",
        "|  |  |\n| --- | --- |\n| <!-- th --> a | b |\n| <!-- th --> c | d |\n",
    ),
    "figure in an item": ("<ul><li><figure data-figure=map></figure></ul>", "- ![](figure:map)\n"),
    "text that looks like markup": (
        "<p># a *b* _c_ d_e `f` [g] &amp;amp; &lt;b&gt; 1 &lt; 2 R&amp;D \\ [@x] !</p>",
        "\\# a \\*b\\* \\_c\\_ d_e \\`f\\` \\[g\\] \\&amp; \\<b> 1 < 2 R\\&D \\\\ \\[@x\\] !\n",
    ),
    "lines that look like blocks": (
        "<p>1. x</p><p>- y</p><p>+</p><p>===</p><p>2.5</p>",
        "1\\. x\n\n\\- y\n\n\\+\n\n\\===\n\n2.5\n",
    ),
    "a bracket after a citation": ("<p><span data-cite='[{\"key\":\"abc\"}]'></span>(x)</p>", "[@abc]\\(x)\n"),
    "characters that nobody sees": ("<p>&nbsp;a\u202eb\u2028c\u00a0d</p>", "&nbsp;a&#x202E;b&#x2028;c\u00a0d\n"),
    "a mark without a letter": ("<p>\u0301a</p>", "&#x301;a\n"),
    "nothing": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), WRITTEN.values(), ids=WRITTEN)
def test_to_markdown_writes_what_a_person_would(html, markdown):
    document = parse_html(html)
    assert to_markdown(document) == markdown
    assert parse_markdown(markdown) == document


@pytest.mark.parametrize("left", ["", "a", "“", "\u00a0", "7 ", "*", "!"])
@pytest.mark.parametrize("inner", ["b", "“b”", "*", ".", "b\u200b", "(b", "_", "\u0301b"])
@pytest.mark.parametrize("right", ["", "c", "”", "\u00a0", " 7", "*", "("])
def test_emphasis_survives_beside_any_neighbour(left, inner, right):
    for opening, closing in (("<b>", "</b>"), ("<i>", "</i>"), ("<b><i>x</i>", "</b>"), ("<i>x<b>", "</b>y</i>")):
        document = parse_html(f"<p>{left}{opening}{inner}{closing}{right}<b>“d”</b><i>e</i></p>")
        assert parse_markdown(to_markdown(document)) == document


READ = {
    "wrapped lines": ("a\nb\n", "<p>a b</p>"),
    "break by two spaces": ("a  \nb", "<p>a<br>b</p>"),
    "underscores": ("__a__ _b_", "<p><strong>a</strong> <em>b</em></p>"),
    "lazy quote": ("> a\nb", "<blockquote><p>a b</p></blockquote>"),
    "windows and old mac line ends": ("a\r\n\r\nb\rc", "<p>a</p><p>b c</p>"),
    "byte order mark": ("\ufeff### a", "<h3>a</h3>"),
    "short row": ("| a | b |\n|---|---|\n| c |", None),
    "table without outer bars": ("a | b\n---|---\nc | d", None),
    "brackets that cite nothing": ("[sic] a", "<p>[sic] a</p>"),
    "link with an at sign": ("[by @a](https://a.b/)", '<p><a href="https://a.b/">by @a</a></p>'),
}


@pytest.mark.parametrize(("markdown", "html"), READ.values(), ids=READ)
def test_parse_markdown_reads_what_people_write(markdown, html):
    last = "<td></td>" if markdown.endswith("c |") else "<td>d</td>"
    table = f"<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c</td>{last}</tr></tbody></table>"
    assert to_html(parse_markdown(markdown)) == (html or table)


REFUSED = {
    "# a": (1, "###"),
    "a\n\n## b": (3, "###"),
    "##### a": (1, "###"),
    "a\n---": (1, "not by a line below"),
    "a\n===": (1, "not by a line below"),
    "a\n\n---": (3, "Rules"),
    "a\n\n    b": (3, "indented"),
    "a\n\n```\nb\n```": (3, "Code blocks"),
    "~~~\nb": (1, "Code blocks"),
    "a\n`b`": (2, "Code"),
    "<div>\na\n</div>": (1, "HTML"),
    "a\nb <u>c</u>": (2, "HTML is not part of prose: <u>"),
    "a <!-- note -->": (1, "HTML"),
    "<!-- note -->": (1, "HTML"),
    "| a |\n|---|\n| b <!-- th --> |": (3, "HTML"),
    "![a](https://a.b/c.png)": (1, "Pictures are figures"),
    "![](figure:a%20b)": (1, "Pictures are figures"),
    "![words](figure:map)": (1, "belong to the figure"),
    "a ![](figure:map)": (1, "paragraph of its own"),
    "<https://a.b/>": (1, r"\[text\]\(https://a.b/\)"),
    "[a](/b)": (1, "full address"),
    "[a](javascript:alert(1))": (1, "full address"),
    '[a](https://a.b/ "c")': (1, "title"),
    "[](https://a.b/)": (1, "text"),
    "[a]: https://a.b/": (1, "one place"),
    "a[^1]": (1, "Footnotes"),
    "1986. A year": (1, "starts at 1, this one at 1986"),
    "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |": (4, "more cells than the 2"),
    "> > > > > > > a": (1, "6 deep"),
    "- - - - - - - a": (1, "6 deep"),
    "a\n\nb\nc [@Key]": (4, "not a citation"),
    "[-@key]": (1, "not a citation"),
    "[@key; and so on]": (1, "not a citation"),
    "[@key @other]": (1, "semicolon"),
    f"[{'; '.join(f'@key{number}' for number in range(21))}]": (1, "at most 20"),
    f"[@key, {'x' * 501}]": (1, "longer than 500"),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "line", "words"), [(text, *why) for text, why in REFUSED.items()])
def test_what_prose_has_no_form_for_is_refused_by_line(markdown, line, words):
    with pytest.raises(MarkdownError, match=words) as caught:
        parse_markdown(markdown)
    assert caught.value.line == line
    assert str(caught.value) == f"Line {line}: {caught.value.reason}"


def test_parse_markdown_refuses_text_that_is_too_long():
    with pytest.raises(ProseTooLong):
        parse_markdown("x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("unit", ["> ", "- ", "[", "![", "*a ", "**a*", "[@", "`", "<", "&", "\\", "|", "a|b\n-|-\n"])
def test_parse_markdown_reads_or_refuses_any_repetition(unit):
    with suppress(MarkdownError, ProseTooLong):
        document = parse_markdown(unit * (20_000 // len(unit)))
        assert parse_markdown(to_markdown(document)) == document
