"""Documents of every shape, for properties that hold for all of them."""

from hypothesis import strategies as st

from casestudies.prose.nodes import (
    Cell,
    Citation,
    CitationItem,
    FigureRef,
    Heading,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)
from casestudies.prose.normal import normalise

MARKUP = [
    *"\\`*_{}[]()<>#+-.!|~=:&;@^$\"'/",
    "**", "***", "__", "``", "~~~", "---", "===", "- ", "1. ", "1) ", "# ", "> ", "![", "](", "[@", "[^1]", "://",
    "&amp;", "&nbsp;", "&#42;", "<b>", "</p>", "<br>", "<!-- -->", "<!--", "-->", "| - |", ":--", "[a]: https://x.y",
    "https://example.org/", "figure:key", "  ", "\t", "\n",
]  # fmt: skip
ODD = [
    "\u00a0", "\u2003", "\u202f", "\u2028", "\u2029", "\u200b", "\u200d", "\u200f", "\u202e", "\ufeff", "\u00ad",
    "\u0301", "\u0338", "\u0323", "é", "e\u0301", "שלום", "مرحبا", "中文", "👩\u200d👩\u200d👧", "𝔘", "“", "”", "—",
    "\u212b", "\u1fef", "\x00", "\x0b", "\x85", "\ud800", "\ufdd0", "\uffff",
]  # fmt: skip
WORDS = ["a", "b", "word", "Word", "7", "1", "12", " ", " ", " ", " and ", "case_study", "R&D", "x<y"]

texts = st.lists(
    st.sampled_from(WORDS) | st.sampled_from(MARKUP) | st.sampled_from(ODD) | st.text(max_size=3),
    min_size=1,
    max_size=6,
).map("".join)
hrefs = st.sampled_from(
    [
        "https://example.org/",
        "https://example.org/a_(b)*c*?q=1&copy;=2&x=[y]|z#`f`",
        "http://пример.рф/ж ö\u0301<>\"'",
        "mailto:desk@example.org",
        "javascript:alert(1)",
    ]
)
source_keys = st.sampled_from(["abc", "smith-2024", "a1b", "doe_2020.b:c"])
parts = st.just("") | st.sampled_from(["p. 3", "see", "pp. 3, 5", "ch. 2; § 4"]) | texts
citation_items = st.builds(CitationItem, source_keys, parts, parts, parts)
citations = st.builds(Citation, st.lists(citation_items, min_size=1, max_size=3).map(tuple))
runs = st.builds(Text, texts, st.booleans(), st.booleans(), st.just("") | st.just("") | hrefs)
inlines = st.lists(runs | runs | runs | citations | st.just(LineBreak()), min_size=1, max_size=7).map(tuple)
figures = st.builds(FigureRef, st.sampled_from(["figure-1", "Map_2"]))
cells = st.builds(Cell, st.booleans(), st.just(()) | inlines)
tables = st.builds(Table, st.lists(st.lists(cells, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple))
leaves = st.builds(Paragraph, inlines) | st.builds(Heading, st.sampled_from([3, 4]), inlines) | figures | tables


def _containers(blocks):
    several = st.lists(blocks, min_size=1, max_size=3).map(tuple)
    lists = st.builds(ListBlock, st.booleans(), st.lists(several, min_size=1, max_size=3).map(tuple))
    return lists | st.builds(Quote, several)


any_blocks = st.recursive(leaves, _containers, max_leaves=10)
any_documents = st.lists(any_blocks, max_size=5).map(tuple)
documents = any_documents.map(normalise)
