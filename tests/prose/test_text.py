"""What prose says, and what its citations are given for."""

from casestudies.prose.html import parse_html
from casestudies.prose.nodes import CitationItem
from casestudies.prose.text import (
    Statement,
    citations,
    cited_keys,
    figure_keys,
    plain_text,
    statements,
    word_count,
    words_in,
)


def cite(*keys):
    return "<span data-cite='[" + ",".join(f'{{"key":"{key}"}}' for key in keys) + "]'></span>"


def said(html):
    return [(one.text, [item.key for item in one.items]) for one in statements(parse_html(html))]


def test_plain_text_leaves_citations_and_their_space_out():
    document = parse_html(f"<p>It failed {cite('abc')} {cite('abd')}. Then {cite('abe')} it ran{cite('abf')}</p>")
    assert plain_text(document) == "It failed. Then it ran"


def test_plain_text_keeps_blocks_items_and_rows_apart():
    document = parse_html(
        "<h3>Title</h3><p>One<br>two</p><ul><li>a<ol><li>b<li>c</ol><li>d</ul><blockquote><p>e</p></blockquote>"
        "<figure data-figure=map></figure><table><tr><th>k<th>v<tr><td>x<br>y<td>z</table>"
    )
    assert plain_text(document) == "Title\n\nOne\ntwo\n\n- a\n  1. b\n  2. c\n- d\n\ne\n\nk | v\nx y | z"


def test_word_count_counts_words_alone():
    assert word_count(parse_html(f"<p>It — failed, {cite('abc')} 3 times.</p><ul><li>co-op</li></ul>")) == 5


def test_word_count_counts_chinese_and_japanese_by_the_character():
    assert word_count(parse_html("<p>AI 政策、事例</p>")) == 5


def test_words_in_a_plain_text_are_counted_as_those_of_prose():
    assert words_in("A co-op — 3 times: 政策") == word_count(parse_html("<p>A co-op — 3 times: 政策</p>")) == 6


def test_keys_come_once_in_the_order_of_reading():
    document = parse_html(
        f"<p>a {cite('zzz', 'abc')}</p><table><tr><td>b {cite('abc')}<td>{cite('mmm')}</table>"
        "<ul><li><figure data-figure=two></figure></ul>"
        "<figure data-figure=one></figure><figure data-figure=two></figure>"
    )
    assert cited_keys(document) == ["zzz", "abc", "mmm"]
    assert figure_keys(document) == ["two", "one"]
    assert len(citations(document)) == 3


def test_statements_reach_from_one_citation_to_the_next():
    html = f"<p>The  model failed {cite('abc')}. It was <b>fixed</b>,{cite('abd')} and forgotten.</p><p>No source.</p>"
    assert said(html) == [("The model failed", ["abc"]), ("It was fixed,", ["abd"])]


def test_statements_know_their_block():
    document = parse_html(f"<p>a</p><ul><li>b {cite('abc')}</li></ul>")
    assert statements(document) == [Statement("b", (CitationItem("abc"),), 1)]


def test_citations_side_by_side_support_one_statement():
    assert said(f"<p>It failed {cite('abc')}{cite('abd')}, {cite('abc')}.</p>") == [("It failed", ["abc", "abd"])]


def test_a_citation_at_the_start_supports_what_follows():
    assert said(f"<p>{cite('abc')} says so. Others deny it {cite('abd')}.</p>") == [
        ("says so. Others deny it", ["abc", "abd"])
    ]
    assert said(f"<p>{cite('abc')} says so.</p>") == [("says so.", ["abc"])]


def test_a_citation_alone_in_its_cell_supports_the_row():
    html = f"<table><tr><th>Year<th>Event<th>Source<tr><td>2024<td>It failed<td>{cite('abc')}</table>"
    assert said(html) == [("2024 | It failed", ["abc"])]


def test_statements_do_not_depend_on_spacing_or_style():
    assert said(f"<p>It\u00a0<i>failed</i><br>here{cite('abc')}</p>") == said(f"<p>It failed here {cite('abc')}</p>")
