"""Describes a cited source for the numbered list: who, what, where, when, and how far it was checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casestudies.prose.links import canonical_href
from casestudies.publication.csl_label import short_name
from casestudies.publication.numbering import Occurrence, letters
from casestudies.publication.when import day_in_words, in_words

QUOTED_TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "chapter",
        "entry",
        "interview",
        "paper-conference",
        "personal_communication",
        "post",
        "post-weblog",
        "speech",
        "webpage",
    ]
)
# Of the source as a whole; that a statement was checked against it is said by a mark after the statement.
CHECKS = {
    "read": gettext_lazy("Read at its address"),
    "url_corroborated": gettext_lazy("Address corroborated; the text itself was not read"),
    "secondhand": gettext_lazy("Known through other sources; not read itself"),
    "not_checked": gettext_lazy("No reading of the whole source is recorded"),
}
SHORT_CHECKS = {
    "read": gettext_lazy("Read"),
    "url_corroborated": gettext_lazy("Address corroborated"),
    "secondhand": gettext_lazy("Known second-hand"),
    "not_checked": gettext_lazy("No reading recorded"),
}
ALIVE: Mapping[str, str] = {}
INNER_QUOTES = str.maketrans("“”", "‘’")
MOST_AUTHORS = 6


@dataclass(frozen=True)
class SourceEntry:
    """One line of the source list. `number` is None for a source that the text never cites.

    `style` of the title is `quoted`, `italic` or `described` (in square brackets, for what has no title of its
    own); `stop` is the full stop after it, unless the title brings one.
    """

    key: str
    short_name: str
    id: str
    number: int | None
    authors: str
    title: str
    style: str
    stop: str
    where: str
    in_container: bool
    published: str
    accessed: str
    url: str
    archive_url: str
    archived_on: str
    archived_on_words: str
    source_check: str
    check_words: str
    check_short: str
    link_state: str
    provenance: str
    backlinks: tuple[tuple[str, str], ...]

    @property
    def href(self) -> str:
        """Where the title leads: a dead or dangerous source to its archived copy; a dangerous one nowhere else."""
        if self.link_state and self.archive_url:
            return self.archive_url
        return "" if self.link_state == "dangerous" else self.url


def source_entry(
    source: Mapping[str, Any],
    *,
    anchor: str,
    number: int | None,
    places: Sequence[Occurrence],
    link: Mapping[str, str] = ALIVE,
) -> SourceEntry:
    """`link`: empty, or what is known of a link that fails: `state`, and an archived copy that was found since."""
    csl = source.get("csl") or {}
    archived = source.get("archived") or {}
    if link.get("archived_url"):
        archived = {"url": link["archived_url"], "on": link.get("archived_on", "")}
    source_check = source.get("source_check")
    if source_check not in CHECKS:
        source_check = "not_checked"
    title = str(csl.get("title") or source.get("key", ""))
    style = "described" if title.startswith("[") else "quoted" if csl.get("type") in QUOTED_TYPES else "italic"
    doi = str(csl.get("DOI") or "").strip()
    return SourceEntry(
        key=source["key"],
        short_name=short_name({"id": source["key"], **csl}),
        id=anchor,
        number=number,
        authors=names_in_words(csl.get("author") or csl.get("editor") or ()),
        title=title.translate(INNER_QUOTES) if style == "quoted" else title,
        style=style,
        stop="" if title.endswith((".", "?", "!")) else ".",
        where=_where(csl),
        in_container=bool(csl.get("container-title")),
        published=csl_date_in_words(csl.get("issued")) or _("undated"),
        accessed=csl_date_in_words(csl.get("accessed")),
        url=canonical_href(str(csl.get("URL") or "")) or (f"https://doi.org/{doi}" if doi else ""),
        archive_url=canonical_href(str(archived.get("url") or "")),
        archived_on=str(archived.get("on") or ""),
        archived_on_words=_iso_in_words(str(archived.get("on") or "")),
        source_check=source_check,
        check_words=str(CHECKS[source_check]),
        check_short=str(SHORT_CHECKS[source_check]),
        link_state=link.get("state", ""),
        provenance=str(source.get("provenance") or ""),
        backlinks=tuple(zip(letters(len(places)), (place.place for place in places), strict=True)),
    )


def quoted(words: str) -> str:
    """`“words”`, or as the language sets what is quoted."""
    return pgettext("opening quotation mark", "“") + words + pgettext("closing quotation mark", "”")


def names_in_words(names: Sequence[Mapping[str, Any]]) -> str:
    """`A`, `A and B`, `A, B and C`; a long list is cut with `and others`."""
    shown = [name for name in map(name_in_words, names) if name]
    if len(shown) > MOST_AUTHORS:
        return _("%(names)s and others") % {"names": ", ".join(shown[:3])}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s and %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def name_in_words(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return str(name["literal"])
    members = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(name[member]) for member in members if name.get(member))


def csl_date_in_words(value: Mapping[str, Any] | None) -> str:
    """CSL dates: `date-parts` with one or two ends, else what was written down literally."""
    if not value:
        return ""
    ends = [_parts(end) for end in value.get("date-parts") or ()]
    if not ends or ends[0] is None:
        return str(value.get("literal") or value.get("raw") or "")
    first, precision = ends[0]
    until = ends[1][0].isoformat() if len(ends) > 1 and ends[1] else ""
    return in_words(
        {
            "date": first.isoformat(),
            "precision": precision,
            "circa": bool(value.get("circa")),
            "until": until,
        }
    )


def _parts(parts: Sequence[Any]) -> tuple[date, str] | None:
    try:
        numbers = [int(part) for part in parts if str(part).strip()]
        day = date(*[*numbers, 1, 1][:3])
    except (TypeError, ValueError):
        return None
    return day, ("year", "month", "day")[min(len(numbers), 3) - 1]


def _where(csl: Mapping[str, Any]) -> str:
    container, publisher = str(csl.get("container-title") or ""), str(csl.get("publisher") or "")
    parts = [container or publisher]
    if container and publisher and csl.get("type") in ("chapter", "book", "paper-conference", "report"):
        parts.append(publisher)
    parts += [str(csl[member]) for member in ("genre", "number", "authority") if csl.get(member)]
    if csl.get("section"):
        parts.append(_("section %(number)s") % {"number": csl["section"]})
    if csl.get("volume"):
        parts.append(_("vol. %(number)s") % {"number": csl["volume"]})
        if csl.get("issue"):
            parts.append(_("no. %(number)s") % {"number": csl["issue"]})
    if csl.get("page"):
        parts.append(_("pp. %(pages)s") % {"pages": csl["page"]})
    return ", ".join(part for part in parts if part)


def _iso_in_words(value: str) -> str:
    try:
        return day_in_words(date.fromisoformat(value[:10]))
    except ValueError:
        return ""
