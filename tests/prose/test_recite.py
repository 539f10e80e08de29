"""One source cited in place of another, wherever prose can cite."""

from hypothesis import given

from casestudies.prose.html import parse_html, to_html
from casestudies.prose.recite import recite, recite_items
from casestudies.prose.text import cited_keys, plain_text
from tests.factories import cite
from tests.prose.strategies import documents


def test_citation_is_moved_wherever_it_stands():
    html = (
        f"<p>One{cite('old')} two{cite('other', 'old', 'new')}.</p><h3>Head{cite('old')}</h3>"
        f"<ul><li><p>Item{cite('old')}</p></li></ul><blockquote><p>Words{cite('old')}</p></blockquote>"
        f"<table><tbody><tr><td>Cell{cite('old')}</td></tr></tbody></table>"
    )

    moved = recite(html, "old", "new")

    assert cited_keys(parse_html(moved)) == ["new", "other"]
    assert moved == to_html(
        parse_html(html.replace(cite("other", "old", "new"), cite("other", "new")).replace("old", "new"))
    )


@given(documents)
def test_text_without_the_key_stays_as_it_is(document):
    html = to_html(document)

    assert recite(html, "nobody-cites-this", "new") == html
    assert plain_text(parse_html(recite(html, "a", "new"))) == plain_text(document)


def test_items_that_then_say_the_same_become_one():
    items = [{"key": "old", "locator": "p. 1"}, {"key": "new", "locator": "p. 1"}, {"key": "old", "locator": "p. 2"}]

    assert recite_items(items, "old", "new") == [{"key": "new", "locator": "p. 1"}, {"key": "new", "locator": "p. 2"}]
