"""The short name of a source: on a chip in the editor, and in the margin where a source comes again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UNDATED = gettext_lazy("n.d.")
MOST_CHARACTERS = 40
TITLE_WORDS = 4


def short_label(csl: Mapping[str, Any]) -> str:
    """`Wiggers 2024`, `Metz and Isaac 2024`, `Bender et al. 2021`, `Ars Technica n.d.`, from a CSL-JSON item."""
    return f"{short_name(csl)} {_year(csl.get('issued'))}"


def short_name(csl: Mapping[str, Any]) -> str:
    """Who a source is by; without an author or editor its container, its publisher, or its title's first words."""
    return _shortened(
        _names(csl.get("author") or csl.get("editor") or ())
        or str(csl.get("container-title") or csl.get("publisher") or "").strip()
        or _first_words(str(csl.get("title") or csl.get("id") or ""))
    )


def _names(names: Sequence[Mapping[str, Any]]) -> str:
    short = [name for name in map(_short_name, names) if name]
    if len(short) > 2:
        return _("%(name)s et al.") % {"name": short[0]}
    if len(short) == 2:
        return _("%(names)s and %(last)s") % {"names": short[0], "last": short[1]}
    return "".join(short)


def _short_name(name: Mapping[str, Any]) -> str:
    particle = name.get("non-dropping-particle")
    family = " ".join(str(part) for part in (particle, name.get("family")) if part)
    return (family or str(name.get("literal") or name.get("given") or "")).strip()


def _first_words(title: str) -> str:
    words = title.split()
    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")


def _shortened(name: str) -> str:
    if len(name) <= MOST_CHARACTERS:
        return name
    return f"{name[:MOST_CHARACTERS].rsplit(' ', 1)[0]}…"


def _year(issued: Any) -> str:
    if not isinstance(issued, Mapping):
        return str(UNDATED)
    try:
        year = str(issued["date-parts"][0][0])
    except (KeyError, IndexError, TypeError):
        year = str(issued.get("literal") or issued.get("raw") or "")
    return year.strip() or str(UNDATED)
