"""An article's words: what a reader reads, each once, in any script."""

from casestudies.publication.article_text import article_text, article_words
from casestudies.publication.render import render_article
from tests.publication.sample_snapshot import sample_snapshot

EMPTY = {"at_a_glance": {}, "sections": [], "figures": [], "timeline": [], "parties": [], "questions": []}


def article(**parts):
    return EMPTY | parts


def section(prose, heading="What happened"):
    return {"heading": heading, "prose": prose}


def test_article_words_leave_out_the_marks_of_lists_and_tables():
    prose = "<ol><li><p>One</p></li><li><p>two</p></li></ol><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    snapshot = article(sections=[section(prose)])

    assert article_text(snapshot) == "What happened\n\n1. One\n2. two\n\na | b"
    assert article_words(snapshot) == 6


def test_article_words_count_chinese_and_japanese_by_the_character_in_prose_and_outside_it():
    snapshot = article(sections=[section("<p>政策と事例</p>", "経緯")], questions=[{"prompt": "なぜ?"}])

    assert article_words(snapshot) == 5 + 2 + 2


def test_rendered_article_has_the_articles_words():
    snapshot = sample_snapshot()
    rendered = render_article(snapshot)

    assert (rendered.word_count, rendered.text) == (article_words(snapshot), article_text(snapshot))
