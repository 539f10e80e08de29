"""Renders what changed within a block, and prose beside it: sources by name, alterations in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from casestudies.prose.citation_json import write_citation
from casestudies.prose.diff_nodes import Altered, Gone, New, Piece, Pieces, Same
from casestudies.prose.nodes import Citation, CitationItem, Inline, Inlines, Text
from casestudies.publication.numbering import Numbering
from casestudies.publication.render_prose import ProseRenderer

EMPTY = mark_safe("")
Style = tuple[bool, bool, str]
_NOTHING: Piece = Same(())


class PieceRenderer(ProseRenderer):
    """Prose with every citation by the short name of its source, for numbers differ from text to text."""

    def __init__(self, names: Mapping[str, str], captions: Mapping[str, str]) -> None:
        super().__init__(Numbering(known=frozenset(), taken=set()), self.place)
        self.names = names
        self.captions = captions

    def place(self, key: str) -> SafeString:
        """A figure by its key and caption."""
        words = ": ".join(filter(None, [_("Figure “%(key)s”") % {"key": key}, self.captions.get(key, "")]))
        return format_html(
            '<figure class="redline-figure" data-figure="{}"><figcaption data-said>{}</figcaption></figure>\n',
            key,
            words,
        )

    def inlines(self, inlines: Sequence[Inline]) -> SafeString:
        return join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> SafeString:
        if isinstance(inline, Citation):
            shown = "; ".join(self.source(item) for item in inline.items)
            return format_html('<span class="redline-cite" data-cite="{}">[{}]</span>', write_citation(inline), shown)
        return super().inline(inline)

    def source(self, item: CitationItem) -> str:
        """`see Wiggers 2024, p. 3`"""
        name = self.names.get(item.key, item.key)
        return ", ".join(filter(None, [f"{item.prefix} {name}".strip(), item.locator, item.suffix]))

    def pieces(self, pieces: Pieces) -> SafeString:
        return join(self._pieces(pieces))

    def marked(self, tag: str, html: SafeString) -> SafeString:
        """An insertion or deletion, announced to those who hear it."""
        words = _("[inserted:") if tag == "ins" else _("[deleted:")
        opening = format_html('<span class="redline-say" data-said>{} </span>', words)
        closing = mark_safe('<span class="redline-say" data-said>] </span>')
        return format_html("<{0}>{1}{2}{3}</{0}>", mark_safe(tag), opening, html, closing)

    def _pieces(self, pieces: Pieces) -> Iterator[SafeString]:
        for previous, piece in pairwise((_NOTHING, *pieces)):
            match piece:
                case Same(inlines):
                    yield self.inlines(inlines)
                case Gone(inlines):
                    yield self.marked("del", self.inlines(inlines))
                case New(inlines):
                    yield self.marked("ins", self.inlines(inlines))
                    if isinstance(previous, Gone):
                        yield said("; ".join(self._exchanged(previous.inlines, inlines)))
                case Altered(before, after):
                    yield self.marked("del", self.inlines(before))
                    yield self.marked("ins", self.inlines(after))
                    yield said("; ".join(self._alterations(before, after)))

    def _alterations(self, before: Inlines, after: Inlines) -> list[str]:
        if isinstance(before[0], Citation) and isinstance(after[0], Citation):
            return self._particulars(before[0], after[0])
        return list(dict.fromkeys(words for pair in _styles(before, after) for words in _style_words(*pair)))

    def _exchanged(self, before: Inlines, after: Inlines) -> list[str]:
        """Where one citation stands in another's place: which sources went and came."""
        if len(before) != 1 or len(after) != 1:
            return []
        old, new = before[0], after[0]
        if not (isinstance(old, Citation) and isinstance(new, Citation)):
            return []
        was, now = ({item.key: self.names.get(item.key, item.key) for item in each.items} for each in (old, new))
        gone = [name for key, name in was.items() if key not in now]
        come = [name for key, name in now.items() if key not in was]
        sentences = []
        if gone:
            sentences.append(_("no longer cited here: %(sources)s") % {"sources": ", ".join(gone)})
        if come:
            sentences.append(_("now cited here: %(sources)s") % {"sources": ", ".join(come)})
        return sentences or [_("the sources are in another order, or given otherwise")]

    def _particulars(self, before: Citation, after: Citation) -> list[str]:
        found = []
        for old, new in zip(before.items, after.items, strict=True):
            for label, was, now in (
                (_("place"), old.locator, new.locator),
                (_("words before"), old.prefix, new.prefix),
                (_("words after"), old.suffix, new.suffix),
            ):
                if was != now:
                    sentence = _("%(source)s: %(label)s was %(was)s, is %(now)s")
                    name = self.names.get(new.key, new.key)
                    none = _("none")
                    found.append(sentence % {"source": name, "label": label, "was": was or none, "now": now or none})
        return found


def said(words: str) -> SafeString:
    """A remark about the text, in small type beside it."""
    return format_html('<span class="redline-note" data-said> ({})</span>', words) if words else EMPTY


def join(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))


def _styles(before: Inlines, after: Inlines) -> Iterator[tuple[Style, Style]]:
    """The styles that the same characters had and have, wherever either changes."""
    old, new = _runs(before), _runs(after)
    old_left = new_left = 0
    old_style = new_style = (False, False, "")
    while True:
        if old_left == 0:
            old_left, old_style = next(old, (0, old_style))
        if new_left == 0:
            new_left, new_style = next(new, (0, new_style))
        if not (old_left and new_left):
            return
        yield old_style, new_style
        shared = min(old_left, new_left)
        old_left, new_left = old_left - shared, new_left - shared


def _runs(inlines: Inlines) -> Iterator[tuple[int, Style]]:
    return (
        (len(inline.text), (inline.bold, inline.italic, inline.href)) for inline in inlines if isinstance(inline, Text)
    )


def _style_words(before: Style, after: Style) -> Iterator[str]:
    if before[0] != after[0]:
        yield _("now bold") if after[0] else _("no longer bold")
    if before[1] != after[1]:
        yield _("now italic") if after[1] else _("no longer italic")
    if before[2] != after[2]:
        was, now = before[2], after[2]
        if not was:
            yield _("now a link to %(address)s") % {"address": now}
        elif not now:
            yield _("no longer a link to %(address)s") % {"address": was}
        else:
            yield _("link to %(was)s, now to %(now)s") % {"was": was, "now": now}
