import pytest
from django.utils.safestring import mark_safe

from casestudies.prose.html import parse_html
from casestudies.publication.numbering import Numbering
from casestudies.publication.render_prose import ProseRenderer
from tests.publication.sample_snapshot import cite


def render(html, *keys):
    numbering = Numbering(known=frozenset(keys))
    figure = lambda key: mark_safe(f"<figure>{key}</figure>")  # noqa: E731 (a stand-in for a template)
    return str(ProseRenderer(numbering, figure).blocks(parse_html(html)))


def link(number, place, label):
    return f'<a role="doc-noteref" id="cite-{place}" href="#source-{number}" aria-label="Source {number}">{label}</a>'


def test_marker_shows_prefix_locator_and_suffix_of_each_source():
    html = (
        f"<p>Said{cite({'key': 'aaa', 'prefix': 'see', 'locator': 'p. 4'}, {'key': 'bbb', 'suffix': 'last line'})}.</p>"
    )

    assert render(html, "aaa", "bbb") == (
        f'<p>Said\u2060<span class="cite">[see {link(1, "1-1", 1)}, p. 4; {link(2, "2-1", 2)}, last line]</span>.</p>\n'
    )


def test_marker_of_a_repeated_source_keeps_its_number_and_gets_a_place_of_its_own():
    html = f"<p>One{cite({'key': 'aaa'})} two{cite({'key': 'aaa'})}</p>"

    assert render(html, "aaa") == (
        f'<p>One\u2060<span class="cite cite-whole">[{link(1, "1-1", 1)}]</span>'
        f' two\u2060<span class="cite cite-whole">[{link(1, "1-2", 1)}]</span></p>\n'
    )


def test_marker_of_an_unlisted_source_says_so():
    assert render(f"<p>Said{cite({'key': 'ghost'})}</p>") == (
        '<p>Said\u2060<span class="cite cite-whole">[<span class="cite-missing">source not listed</span>]</span></p>\n'
    )


def test_marker_escapes_what_an_editor_wrote_beside_the_number():
    html = f"<p>Said{cite({'key': 'aaa', 'locator': '<b>&'})}</p>"

    assert ", &lt;b&gt;&amp;]</span>" in render(html, "aaa")


@pytest.mark.parametrize(
    ("html", "rendered"),
    [
        ("<p>a &amp; &lt;script&gt;</p>", "<p>a &amp; &lt;script&gt;</p>\n"),
        ("<p><strong><em>a</em></strong><br>b</p>", "<p><strong><em>a</em></strong><br>b</p>\n"),
        (
            '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>',
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="external noopener">a</a></p>\n',
        ),
        ('<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>\n"),
        ("<h3>a</h3><h4>b</h4>", "<h3>a</h3>\n<h4>b</h4>\n"),
        ("<ul><li><p>a</p></li></ul>", "<ul>\n<li><p>a</p>\n</li>\n</ul>\n"),
        ("<ol><li><p>a</p></li></ol>", "<ol>\n<li><p>a</p>\n</li>\n</ol>\n"),
        ("<blockquote><p>a</p></blockquote>", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ('<figure data-figure="map"></figure>', "<figure>map</figure>"),
    ],
)
def test_prose_renders_each_form_and_nothing_else(html, rendered):
    assert render(html) == rendered


def test_prose_renders_header_cells_with_the_scope_of_their_place():
    html = "<table><tbody><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr></tbody></table>"

    assert render(html) == (
        '<div class="table-frame" tabindex="0" role="group" aria-label="Table"><table>\n<tbody>\n'
        '<tr><th scope="col">a</th><th scope="col">b</th></tr>\n'
        '<tr><th scope="row">c</th><td>d</td></tr>\n'
        "</tbody>\n</table></div>\n"
    )


def test_marker_closes_up_to_the_word_that_it_supports():
    assert render(f"<p>Said. {cite({'key': 'aaa'})} Then</p>", "aaa") == (
        f'<p>Said.\u2060<span class="cite cite-whole">[{link(1, "1-1", 1)}]</span> Then</p>\n'
    )


def test_marker_that_is_long_may_break():
    html = f"<p>Said{cite({'key': 'aaa', 'locator': 'the third paragraph from the end'})}</p>"

    assert '<span class="cite">[' in render(html, "aaa")
