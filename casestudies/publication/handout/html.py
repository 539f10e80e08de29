"""Prints a handout's blocks as HTML: every string is escaped, and nothing in them is markup."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Dict = Mapping[str, Any]
EMPTY = mark_safe("")


def html_of(blocks: Iterable[Dict], *, has_sources: bool, media_root: str = "/media/") -> SafeString:
    """The blocks as HTML; numbers lead to the source list where it is printed (`has_sources`).

    `media_root` is what stands before a picture's name in its address.
    """
    return _Printer(has_sources, media_root).blocks(blocks)


class _Printer:
    def __init__(self, has_sources: bool, media_root: str) -> None:
        self.has_sources, self.media_root = has_sources, media_root

    def blocks(self, blocks: Iterable[Dict]) -> SafeString:
        return _joined(getattr(self, f"_{block['kind']}")(block) for block in blocks)

    def inlines(self, inlines: Iterable[Dict]) -> SafeString:
        return _joined(getattr(self, f"_{inline['kind']}")(inline) for inline in inlines)

    def _text(self, inline: Dict) -> SafeString:
        html = format_html("{}", inline["text"])
        if inline["italic"]:
            html = format_html("<em>{}</em>", html)
        if inline["bold"]:
            html = format_html("<strong>{}</strong>", html)
        href = inline["href"]
        return format_html('<a href="{}" rel="external noopener">{}</a>', href, html) if href else html

    def _break(self, inline: Dict) -> SafeString:
        return mark_safe("<br>")

    def _citation(self, inline: Dict) -> SafeString:
        items = format_html_join("; ", "{}{}{}", (self._cited(item) for item in inline["items"]))
        return format_html('<span class="cite">[{}]</span>', items)

    def _cited(self, item: Dict) -> tuple[str, SafeString, str]:
        before = f"{item['before']} " if item["before"] else ""
        number = format_html("{}", item["number"] or "?")
        if self.has_sources and item["number"]:
            number = format_html('<a role="doc-noteref" href="#source-{}">{}</a>', item["number"], number)
        return before, number, item["after"]

    def _heading(self, block: Dict) -> SafeString:
        tag = mark_safe(f"h{min(block['level'] + 1, 6)}")
        return format_html("<{0}>{1}</{0}>\n", tag, self.inlines(block["inlines"]))

    def _mark(self, block: Dict) -> SafeString:
        return format_html('<p class="handout-mark apparatus">{}</p>\n', block["text"])

    def _paragraph(self, block: Dict) -> SafeString:
        return format_html("<p>{}</p>\n", self.inlines(block["inlines"]))

    def _list(self, block: Dict) -> SafeString:
        tag = mark_safe("ol" if block["ordered"] else "ul")
        items = _joined(format_html("<li>{}</li>\n", self.blocks(item)) for item in block["items"])
        return format_html("<{0}>\n{1}</{0}>\n", tag, items)

    def _quote(self, block: Dict) -> SafeString:
        return format_html("<blockquote>\n{}</blockquote>\n", self.blocks(block["blocks"]))

    def _table(self, block: Dict) -> SafeString:
        rows = []
        for index, row in enumerate(block["rows"]):
            cells = (
                format_html('<th scope="{}">{}</th>', "row" if index else "col", self.inlines(cell["inlines"]))
                if cell["head"]
                else format_html("<td>{}</td>", self.inlines(cell["inlines"]))
                for cell in row
            )
            rows.append(format_html("<tr>{}</tr>\n", _joined(cells)))
        frame = '<div class="table-frame" tabindex="0" role="group" aria-label="Table">'
        return format_html(frame + "<table>\n<tbody>\n{}</tbody>\n</table></div>\n", _joined(rows))

    def _facts(self, block: Dict) -> SafeString:
        rows = format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd></div>", block["rows"])
        return format_html('<dl class="handout-facts">\n{}\n</dl>\n', rows)

    def _figure(self, block: Dict) -> SafeString:
        shown = EMPTY
        if block["file"]:
            shown = format_html('<img src="{}{}" alt="{}">', self.media_root, block["file"], block["alt"])
        if block["href"]:
            words = block["watch"] if block["file"] else block["alt"]
            shown += format_html('<p><a href="{}" rel="external noopener">{}</a></p>', block["href"], words)
        return format_html(
            '<figure class="figure">{}<figcaption><span class="figure-number">{}.</span> {} {}</figcaption></figure>\n',
            shown,
            block["name"],
            block["caption"],
            block["credit"],
        )

    def _events(self, block: Dict) -> SafeString:
        rows = (
            format_html(
                '<div><dt>{}</dt><dd><span class="handout-title">{}</span> {}</dd></div>\n',
                row["when"],
                row["title"],
                self.inlines(row["inlines"]),
            )
            for row in block["rows"]
        )
        return format_html('<dl class="handout-facts handout-events">\n{}</dl>\n', _joined(rows))

    def _questions(self, block: Dict) -> SafeString:
        return format_html('<ol class="handout-questions">\n{}</ol>\n', _joined(map(self._question, block["rows"])))

    def _question(self, row: Dict) -> SafeString:
        about = format_html('<p class="handout-about apparatus">{}</p>', row["about"]) if row["about"] else EMPTY
        note = EMPTY
        if row["note"]:
            name = format_html('<p class="plan-note-name apparatus">{}</p>', row["note_name"])
            note = format_html('<div class="plan-note">{}{}</div>', name, self.blocks(row["note"]))
        return format_html('<li><p class="handout-prompt">{}</p>{}{}</li>\n', row["prompt"], about, note)

    def _sources(self, block: Dict) -> SafeString:
        if not block["rows"]:
            return EMPTY
        tag = mark_safe("ol" if block["rows"][0]["number"] else "ul")
        items = (
            format_html('<li id="source-{}" value="{}" dir="auto">{}</li>\n', row["number"], row["number"], body)
            if row["number"]
            else format_html('<li dir="auto">{}</li>\n', body)
            for row in block["rows"]
            for body in [self.inlines(row["inlines"])]
        )
        return format_html('<{0} class="handout-sources">\n{1}</{0}>\n', tag, _joined(items))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
