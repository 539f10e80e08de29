"""Inline Markdown read into nodes, and the parser that all Markdown goes through."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from casestudies.prose.errors import MarkdownError
from casestudies.prose.inlines import normalise_inlines
from casestudies.prose.links import canonical_href
from casestudies.prose.markdown_citation import citation_rule, read_citation
from casestudies.prose.nodes import Inline, Inlines, LineBreak, Text

SEPARATOR = "<!-- -->"  # keeps marks apart; reads as nothing
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DEFINITION = re.compile(r"\[[^\]@\\]+\]:\s*<?https?:", re.IGNORECASE)
_REFUSED = {
    "code_inline": "Code is not part of prose. For a plain ` write \\`.",
    "footnote": "Footnotes are not part of prose. Cite a source, [@key], or put the remark into the text.",
    "image": "A figure stands in a paragraph of its own, as ![](figure:key).",
}


class _Parser(MarkdownIt):
    """Takes addresses as they are written: what may be linked to is decided here, and refused by line."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return True


def _parser() -> MarkdownIt:
    # What prose has no form for is parsed too, so that it can be refused by name rather than lost.
    parser = _Parser("commonmark", {"maxNesting": 40}).enable("table").disable("reference")
    parser.inline.ruler.before("link", "citation", citation_rule)
    return parser


_PARSER = _parser()


def parse(markdown: str) -> list[Token]:
    """The tokens of a Markdown text; lines in their maps count from 0."""
    return _PARSER.parse(markdown)


def read_inlines(markdown: str) -> Inlines:
    """The content of a block, from Markdown without blocks; raises MarkdownError."""
    (token,) = _PARSER.parseInline(markdown)
    return inlines_of(token.children or [], 1)


def inlines_of(tokens: Iterable[Token], line: int) -> Inlines:
    """The canonical content of a block, from its tokens; ``line`` counts from 1. Raises MarkdownError."""
    found: list[Inline] = []
    bold = italic = before = 0
    href = ""
    for token in tokens:
        match token.type:
            case "text":
                found.append(Text(token.content, bold > 0, italic > 0, href))
            case "softbreak":
                found.append(Text("\n", bold > 0, italic > 0, href))
                line += 1
            case "hardbreak":
                found.append(LineBreak())
                line += 1
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                href, before = _read_href(token, line), len(found)
            case "link_close":
                if len(found) == before:
                    raise MarkdownError(line, f"Give the link a text: [text]({href}).")
                href = ""
            case "citation":
                try:
                    found.append(read_citation(token.content))
                except ValueError as error:
                    raise MarkdownError(line, str(error)) from None
            case "html_inline" if _BREAK.fullmatch(token.content):
                found.append(LineBreak())
            case "html_inline" if token.content == SEPARATOR:
                pass
            case "html_inline":
                raise MarkdownError(line, f"HTML is not part of prose: {token.content[:60]}. For a plain < write \\<.")
            case _:
                raise MarkdownError(line, _REFUSED.get(token.type, f"Prose has no {token.type}."))
    return normalise_inlines(found)


def refuse_definition(content: str, line: int) -> None:
    """Raises MarkdownError for a link whose address is defined apart from its text."""
    if _DEFINITION.match(content):
        raise MarkdownError(line, "Write a link in one place: [text](https://…).")


def _read_href(token: Token, line: int) -> str:
    raw = str(token.attrGet("href") or "")
    href = canonical_href(raw)
    if token.markup == "autolink":
        raise MarkdownError(line, f"Give the link a text: [text]({raw}).")
    if not href:
        raise MarkdownError(line, f"A link leads to a full address, https://… or mailto:…, and not to “{raw}”.")
    if token.attrGet("title"):
        raise MarkdownError(line, "A link has no title beside its text. Please leave it out.")
    return href
