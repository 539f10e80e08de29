r"""Works as BibTeX, in UTF-8, made from CSL-JSON.

Capitals that a style might make small stand in braces, and what LaTeX would read as a command is escaped; addresses
stand as they are, as BibLaTeX and every reference manager take them. `date` and `urldate` are BibLaTeX's, beside the
`year` and `month` that classic styles read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casestudies.exchange.citations.dates import MONTHS
from casestudies.exchange.citations.write_csl import clean, date_parts
from casestudies.prose.characters import tidy_line
from casestudies.prose.links import canonical_href

Item = Mapping[str, Any]

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
# BibTeX field -> CSL variable, for those that are the same for every type.
FIELDS = {
    "address": "publisher-place",
    "origtitle": "original-title",
    "series": "collection-title",
    "edition": "edition",
    "volume": "volume",
    "type": "genre",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
    "abstract": "abstract",
    "keywords": "keyword",
}
ESCAPES = {
    "\\": r"\textbackslash{}",
    # BibTeX counts a brace that is escaped too: one alone would run to the end of the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
ESCAPED = re.compile("[" + re.escape("".join(ESCAPES)) + "]")
# Not what a key may hold: readers of BibTeX end it at a comma, and trip over the rest.
NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_.:+-]")


def write_bibtex(items: Iterable[Item]) -> str:
    """An entry for each work, an empty line between them."""
    return "\n".join(_entry(clean(item)) for item in items)


def _entry(item: Item) -> str:
    kind = TYPES.get(item["type"], "misc")
    lines = [f"  {name} = {value}" for name, value in _fields(item, kind)]
    return "@" + ",\n".join([f"{kind}{{{NOT_IN_KEYS.sub('-', item['id'])}", *lines]) + "\n}\n"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """Names and values, the values with what encloses them."""
    for role in ("author", "editor", "translator"):
        if people := [_name(name) for name in item.get(role, ())]:
            yield role, f"{{{' and '.join(people)}}}"
    if title := item.get("title"):
        yield "title", f"{{{_keep_capitals(title)}}}"
    yield from ((name, f"{{{_escape(value)}}}") for name, value in _published(item, kind) if value)
    yield from ((name, f"{{{_escape(item[variable])}}}") for name, variable in FIELDS.items() if item.get(variable))
    if page := item.get("page"):
        yield "pages", f"{{{re.sub('[-–]+', '--', _escape(page))}}}"
    yield from _dates(item)
    if item.get("DOI"):
        yield "doi", f"{{{_address(item['DOI'])}}}"
    if address := canonical_href(str(item.get("URL") or "")):
        yield "url", f"{{{_address(address)}}}"
    if accessed := date_parts(item.get("accessed")):
        yield "urldate", f"{{{_iso(accessed[0])}}}"


def _published(item: Item, kind: str) -> Iterator[tuple[str, Any]]:
    container, publisher = item.get("container-title"), item.get("publisher")
    if kind == "misc":
        yield "howpublished", container or publisher
    elif container:
        yield CONTAINERS.get(kind, "series"), container
    if publisher and not (kind == "misc" and not container):
        yield PUBLISHERS.get(kind, "publisher"), publisher
    yield "number", item.get("issue") or item.get("number")


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    ends = date_parts(item.get("issued"))
    if not ends:
        issued = item.get("issued", {})
        if words := issued.get("literal") or issued.get("raw"):
            yield "year", f"{{{_escape(words)}}}"
        return
    yield "date", f"{{{'/'.join(map(_iso, ends))}}}"
    year, *rest = ends[0]
    yield "year", f"{{{year}}}"
    if rest and 1 <= rest[0] <= len(MONTHS):
        yield "month", list(MONTHS)[rest[0] - 1]


def _iso(parts: Any) -> str:
    return "-".join(f"{part:0{width}d}" for part, width in zip(parts, (4, 2, 2), strict=False))


def _name(name: Mapping[str, Any]) -> str:
    """`von Last, Jr, First`; who has one name alone stands in braces, so that no `and` or comma divides it."""
    if not name.get("family"):
        return f"{{{_escape(name.get('literal') or name.get('given'))}}}"
    particle = _escape(name.get("non-dropping-particle"))
    given = " ".join(filter(None, [name.get("given"), name.get("dropping-particle")]))
    family, *rest = map(_whole, (name["family"], name.get("suffix"), given))
    return ", ".join(filter(None, [f"{particle} {family}".strip(), *rest]))


def _whole(part: Any) -> str:
    """A part of a name; in braces where an `and` or a comma would divide it."""
    text = _escape(part)
    return f"{{{text}}}" if re.search(r",|\band\b", text, re.IGNORECASE) else text


def _keep_capitals(title: str) -> str:
    """The title with braces around words whose capitals a style must keep: all but its first letter."""
    first, *rest = tidy_line(title).split(" ")
    return " ".join([_word(first, first[1:]), *(_word(word, word) for word in rest)])


def _word(word: str, delicate: str) -> str:
    return f"{{{_escape(word)}}}" if delicate != delicate.lower() else _escape(word)


def _escape(value: Any) -> str:
    return ESCAPED.sub(lambda char: ESCAPES[char[0]], tidy_line(str(value or "")))


def _address(value: str) -> str:
    """An address stands as it is; a brace would end the field."""
    return tidy_line(value).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
