"""A difference says all that changed, readably, and in good time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.diff import DiffMismatch, apply, diff, revert
from casestudies.prose.diff_match import Budget
from casestudies.prose.diff_nodes import (
    Altered,
    Changed,
    Deleted,
    Gone,
    Inserted,
    Kept,
    ListChange,
    New,
    QuoteChange,
    Same,
    TableChange,
    TextChange,
)
from casestudies.prose.html import parse_html
from casestudies.prose.nodes import Citation, CitationItem, Paragraph, Text
from casestudies.prose.normal import normalise
from tests.prose.strategies import any_blocks, documents


@st.composite
def edited_pairs(draw):
    """A document and what an editor made of it: blocks dropped, doubled, moved, replaced and joined with others."""
    blocks = list(draw(st.lists(any_blocks, max_size=6)))
    others = draw(st.lists(any_blocks, max_size=2))
    new = draw(st.permutations([*blocks, *others, *draw(st.lists(st.sampled_from(blocks or others or [()]), max_size=2)
                                                        if blocks or others else st.just([]))]))  # fmt: skip
    kept = draw(st.lists(st.booleans(), min_size=len(new), max_size=len(new)))
    return normalise(blocks), normalise([block for block, keep in zip(new, kept, strict=True) if keep])


@given(documents, documents)
def test_applying_what_the_difference_shows_gives_the_new_text_and_reverting_the_old(old, new):
    shown = diff(old, new)

    assert apply(old, shown) == new
    assert revert(new, shown) == old


@given(edited_pairs())
def test_applying_holds_for_what_editors_do(pair):
    old, new = pair
    shown = diff(old, new)

    assert (apply(old, shown), revert(new, shown)) == (new, old)


@given(documents, documents, st.integers(0, 60))
def test_applying_holds_when_the_budget_is_spent(old, new, steps):
    shown = diff(old, new, Budget(steps))

    assert (apply(old, shown), revert(new, shown)) == (new, old)


@given(documents)
def test_difference_of_a_text_from_itself_shows_nothing(document):
    assert diff(document, document) == ((Kept(document),) if document else ())


def test_difference_of_another_text_is_not_applied():
    one, other = parse_html("<p>One.</p>"), parse_html("<p>Other.</p>")

    with pytest.raises(DiffMismatch):
        apply(other, diff(one, other))
    with pytest.raises(DiffMismatch):
        revert(one, diff(one, other))


def text_change(old, new):
    (step,) = diff(parse_html(old), parse_html(new))
    assert isinstance(step, Changed)
    assert isinstance(step.inner, TextChange)
    return step.inner


def words(pieces):
    """Each piece as its kind and text."""
    return [
        (type(piece).__name__, "".join(getattr(inline, "text", "¤") for inline in piece.inlines)) for piece in pieces
    ]


def test_words_are_compared_and_not_letters():
    change = text_change(
        "<p>The form stayed up for three hours on that day.</p>", "<p>The form stayed up for 3.5 hours on that day.</p>"
    )

    assert words(change.pieces) == [
        ("Same", "The form stayed up for "),
        ("Gone", "three"),
        ("New", "3.5"),
        ("Same", " hours on that day."),
    ]


def test_phrase_is_replaced_by_a_phrase_and_not_word_for_word():
    change = text_change(
        "<p>On that day he walked to the old house, and nobody saw it.</p>",
        "<p>On that day she ran to a new hut, and nobody saw it.</p>",
    )

    assert words(change.pieces) == [
        ("Same", "On that day "),
        ("Gone", "he walked to the old house"),
        ("New", "she ran to a new hut"),
        ("Same", ", and nobody saw it."),
    ]


def test_formatting_and_links_are_changes_of_their_own():
    change = text_change(
        "<p>OpenAI paused access for everybody.</p>",
        '<p>OpenAI <strong>paused access</strong> for <a href="https://example.org/">everybody</a>.</p>',
    )

    altered = [piece for piece in change.pieces if isinstance(piece, Altered)]
    assert altered == [
        Altered((Text("paused access"),), (Text("paused access", bold=True),)),
        Altered((Text("everybody"),), (Text("everybody", href="https://example.org/"),)),
    ]


def cited(*items):
    return Citation(tuple(CitationItem(*item) for item in items))


def test_citations_are_compared_whole():
    old = (Paragraph((Text("Testers were not paid."), cited(("abc", "p. 3")))),)
    locator = (Paragraph((Text("Testers were not paid."), cited(("abc", "p. 4")))),)
    source = (Paragraph((Text("Testers were not paid."), cited(("xyz", "p. 3")))),)

    (step,) = diff(old, locator)
    assert step.inner.pieces[1] == Altered((cited(("abc", "p. 3")),), (cited(("abc", "p. 4")),))
    (step,) = diff(old, source)
    assert step.inner.pieces[1:] == (Gone((cited(("abc", "p. 3")),)), New((cited(("xyz", "p. 3")),)))


def test_paragraph_that_became_a_heading_is_the_same_text():
    change = text_change("<p>What happened that day</p>", "<h3>What happened that day</h3>")

    assert (change.before, change.after) == (0, 3)
    assert [type(piece) for piece in change.pieces] == [Same]


def test_block_that_says_something_else_is_another_block():
    steps = diff(parse_html("<p>Nobody was paid.</p>"), parse_html("<p>The letter appeared later.</p>"))

    assert [type(step) for step in steps] == [Deleted, Inserted]


def test_moved_block_is_known_in_both_places():
    first, second, third = ("<p>The first of several paragraphs.</p>", "<p>Another one that stands second.</p>",
                            "<p>The third one comes last here.</p>")  # fmt: skip
    steps = diff(parse_html(first + second + third), parse_html(third + first + second))

    assert steps == (
        Inserted(parse_html(third)[0], move=1),
        Kept(parse_html(first + second)),
        Deleted(parse_html(third)[0], move=1),
    )


def test_figure_moves_as_a_whole():
    figure, text = '<figure data-figure="map"></figure>', "<p>A paragraph of several words.</p><p>And one more.</p>"
    steps = diff(parse_html(figure + text), parse_html(text + figure))

    assert [(type(step), step.move) for step in steps if not isinstance(step, Kept)] == [(Deleted, 1), (Inserted, 1)]


def test_list_is_compared_by_item():
    (step,) = diff(
        parse_html("<ul><li>One and only</li><li>Second thing here</li><li>Third</li></ul>"),
        parse_html("<ol><li>One and only</li><li>Second thing there</li></ol>"),
    )

    assert isinstance(step.inner, ListChange)
    assert (step.inner.before, step.inner.after) == (False, True)
    assert [type(item) for item in step.inner.items] == [Kept, Changed, Deleted]


def test_quote_is_compared_by_block():
    (step,) = diff(
        parse_html("<blockquote><p>We are not</p><p>against the use of AI.</p></blockquote>"),
        parse_html("<blockquote><p>We are not</p><p>against all use of AI.</p></blockquote>"),
    )

    assert isinstance(step.inner, QuoteChange)
    assert [type(block) for block in step.inner.blocks] == [Kept, Changed]


def table(*rows):
    return parse_html(
        "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"
    )


def test_table_is_compared_by_row_and_cell():
    (step,) = diff(
        table(["Party", "Answer"], ["OpenAI", "Voluntary work"], ["Host", "None"]),
        table(["Party", "Answer"], ["OpenAI", "Voluntary, unpaid work"], ["Testers", "A letter"], ["Host", "None"]),
    )

    assert isinstance(step.inner, TableChange)
    assert [type(row) for row in step.inner.rows] == [Kept, Changed, Inserted, Kept]
    assert [type(cell) for cell in step.inner.rows[1].inner] == [Kept, Changed]


def test_column_that_came_is_one_cell_a_row():
    (step,) = diff(
        table(["Party", "Answer"], ["OpenAI", "Voluntary"]),
        table(["Party", "Role", "Answer"], ["OpenAI", "Developer", "Voluntary"]),
    )

    assert [[type(cell) for cell in row.inner] for row in step.inner.rows] == [[Kept, Inserted, Kept]] * 2


# Words that occur again and again, and none that both texts hold once: what makes comparing slow.
HARD = [
    ("ab " * 20_000, "ba " * 20_000),
    ("a " * 30_000, "a " * 29_000 + "b "),
    (" ".join(f"w{n % 211}" for n in range(30_000)), " ".join(f"w{n * 7 % 211}" for n in range(30_000))),
    (" ".join(f"w{n}" for n in range(30_000)), " ".join(f"w{n}" for n in reversed(range(30_000)))),
]


@pytest.mark.parametrize("pair", HARD, ids=["two letters", "one word", "cycles", "backwards"])
def test_hard_texts_are_compared_in_good_time(pair):
    old, new = ((Paragraph((Text(text),)),) for text in pair)
    began = time.process_time()
    shown = diff(old, new)

    assert time.process_time() - began < 5
    assert apply(old, shown) == new


def test_many_paragraphs_that_all_changed_are_compared_in_good_time():
    old = tuple(Paragraph((Text(f"Sentence {n} of a long text, where much recurs."),)) for n in range(3_000))
    new = tuple(Paragraph((Text(f"Sentence {n} of the long text, where little recurs."),)) for n in range(3_000))
    began = time.process_time()
    shown = diff(old, new)

    assert time.process_time() - began < 8
    assert apply(old, shown) == new


def test_runs_of_what_is_kept_are_not_torn():
    old = parse_html("".join(f"<p>Paragraph number {n} of this text.</p>" for n in range(9)))
    steps = diff(old, (*old[:4], *old[5:]))

    assert [type(step) for step in steps] == [Kept, Deleted, Kept]
    assert not any(isinstance(one, Kept) and isinstance(other, Kept) for one, other in pairwise(steps))
