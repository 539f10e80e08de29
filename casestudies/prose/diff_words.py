"""What changed within one block, word by word, with its formatting, links and citations."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from casestudies.prose.diff_match import Budget, match
from casestudies.prose.diff_nodes import Altered, Gone, New, Piece, Pieces, Same
from casestudies.prose.nodes import Citation, Inline, Inlines, LineBreak, Text

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\s!-/:-@\[-^`{-~\u00a1-\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u3011"
# A word with the apostrophes, hyphens and separators inside it; a run of spaces; else one character.
_TOKEN = re.compile(
    rf"\s+|[{_EAST_ASIAN}]|[^{_MARKS}{_EAST_ASIAN}]+(?:['’.,:-](?=[^{_MARKS}{_EAST_ASIAN}])[^{_MARKS}{_EAST_ASIAN}]+)*|."
)
_WORD = re.compile(r"\w")
_SHORT = 3  # letters of a word that is swept along when what stands on both sides of it changed


@dataclass(slots=True)
class _Tokens:
    """The words of a block: what each says, and the inline that it stands in."""

    inlines: Inlines
    keys: list[Hashable] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, inline in enumerate(self.inlines):
            found = _TOKEN.findall(inline.text) if isinstance(inline, Text) else [_key(inline)]
            self.keys += found
            self.places += [place] * len(found)

    def style(self, index: int) -> Hashable:
        inline = self.inlines[self.places[index]]
        return (inline.bold, inline.italic, inline.href) if isinstance(inline, Text) else inline

    def slice(self, start: int, end: int) -> Inlines:
        """The inlines of some of the words."""
        return tuple(
            Text("".join(str(self.keys[index]) for index in group), inline.bold, inline.italic, inline.href)
            if isinstance(inline := self.inlines[place], Text)
            else inline
            for place, group in groupby(range(start, end), key=self.places.__getitem__)
        )


def diff_inlines(old: Inlines, new: Inlines, budget: Budget) -> Pieces:
    """The pieces of two blocks' content: `inlines_of` (diff_sides.py) gives back both."""
    if old == new:
        return (Same(old),) if old else ()
    before, after = _Tokens(old), _Tokens(new)
    spans = _readable(list(_spans(before, after, match(before.keys, after.keys, budget))), before, after)
    pieces: list[Piece] = []
    for kind, start, end, new_start, new_end in spans:
        if kind == "same":
            pieces.append(Same(before.slice(start, end)))
        elif kind == "altered":
            pieces.append(Altered(before.slice(start, end), after.slice(new_start, new_end)))
        else:
            pieces += [Gone(before.slice(start, end))] if end > start else []
            pieces += [New(after.slice(new_start, new_end))] if new_end > new_start else []
    return tuple(pieces)


def word_set(inlines: Inlines) -> frozenset[Hashable]:
    """The words of a block, in small letters, and the sources it cites: what its likeness to another is judged by."""
    found: set[Hashable] = set()
    for inline in inlines:
        if isinstance(inline, Text):
            found.update(word.casefold() for word in _TOKEN.findall(inline.text) if _WORD.search(word))
        elif isinstance(inline, Citation):
            found.update(("cited", item.key) for item in inline.items)
    return frozenset(found)


def _key(inline: Inline) -> Hashable:
    """Citations of the same sources correspond, whatever else they say."""
    return tuple(item.key for item in inline.items) if isinstance(inline, Citation) else LineBreak


_Span = tuple[str, int, int, int, int]


def _spans(before: _Tokens, after: _Tokens, pairs: Sequence[tuple[int, int]]) -> Iterator[_Span]:
    """Runs of words by what became of them: same, altered or changed; no two of one kind in a row."""
    ended, new_ended = 0, 0
    run: _Span | None = None
    for kind, index, new_index in _marked(before, after, pairs):
        follows = (index, new_index) == (ended, new_ended)
        if run and (run[0] != kind or not follows):
            yield run
            run = None
        if not follows:
            yield "changed", ended, index, new_ended, new_index
        ended, new_ended = index + 1, new_index + 1
        run = (kind, run[1], ended, run[3], new_ended) if run else (kind, index, ended, new_index, new_ended)
    if run:
        yield run
    if (ended, new_ended) != (len(before.keys), len(after.keys)):
        yield "changed", ended, len(before.keys), new_ended, len(after.keys)


def _marked(before: _Tokens, after: _Tokens, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    for index, new_index in pairs:
        same = before.style(index) == after.style(new_index)
        yield ("same" if same else "altered"), index, new_index


def _readable(spans: list[_Span], before: _Tokens, after: _Tokens) -> list[_Span]:
    """Changes with next to nothing between them as one, so that a phrase is replaced by a phrase.

    A change of citations stays apart, whatever is next to it.
    """
    kept: list[_Span] = []
    for index, span in enumerate(spans):
        following = spans[index + 1] if index + 1 < len(spans) else None
        slight = span[0] == "same" and _is_slight(span, before)
        between = slight and all(
            beside is not None and beside[0] == "changed" and _is_words(beside, before, after)
            for beside in (kept[-1] if kept else None, following)
        )
        if between or (kept and kept[-1][0] == "changed" == span[0]):
            last = kept.pop()
            span = ("changed", last[1], span[2], last[3], span[4])
        kept.append(span)
    return kept


def _is_words(span: _Span, before: _Tokens, after: _Tokens) -> bool:
    _, start, end, new_start, new_end = span
    return all(isinstance(key, str) for key in [*before.keys[start:end], *after.keys[new_start:new_end]])


def _is_slight(span: _Span, before: _Tokens) -> bool:
    _, start, end, _, _ = span
    keys = before.keys[start:end]
    if not all(isinstance(key, str) for key in keys):
        return False
    words = [key for key in keys if isinstance(key, str) and _WORD.search(key)]
    return len(keys) <= 5 and sum(len(word) for word in words) <= _SHORT and len(words) <= 1
