"""Every string that readers see, as it stands in the code: what a catalogue of the public site has to hold.

The desk and the API are English; their strings are not asked for. See decision 22.
"""

import io
from collections.abc import Collection, Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils import translation
from django.utils.translation.template import templatize

from casestudies import enums
from casestudies.publication.jurisdictions import NAMES, SUBDIVISIONS

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ("templates/public", "templates/article", "templates/compare", "templates/handout")
CODE = (
    "casestudies/public",
    "casestudies/publication",
    "casestudies/exchange/lms",
    "casestudies/exchange/handout",
    "casestudies/queries/search",
    "casestudies/queries/related.py",
    "casestudies/readiness/report.py",
    "casestudies/actions/report_error.py",
)
# Only the desk shows what these say.
OF_THE_DESK = ("draft_page.py", "merge.py", "merge_text.py", "differing_fields.py")
# The vocabularies whose words stand in lists, facets, articles and comparisons.
VOCABULARIES = (
    enums.ContributorRole,
    enums.Facet,
    enums.FigureKind,
    enums.InstrumentKind,
    enums.InstrumentStatus,
    enums.PartyKind,
    enums.PartyRole,
    enums.PersonKind,
    enums.ResponseState,
    enums.SectionKind,
    enums.Sort,
    enums.SourceCheck,
    enums.SourceType,
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACE = "place"  # the context of a jurisdiction's name


def wanted() -> polib.POFile:
    """All messages with the files that they stand in; no line numbers, which change too often."""
    found: dict[tuple[str | None, str, str], polib.POEntry] = {}
    for file, message, context in _found():
        single, plural = (message, "") if isinstance(message, str) else message[:2]
        entry = found.setdefault(
            (context, single, plural), polib.POEntry(msgctxt=context, msgid=single, msgid_plural=plural)
        )
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
    catalogue = polib.POFile()
    catalogue.extend(entry for name, entry in found.items() if _is_only_or_plural(name, found))
    return catalogue


def _found() -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    for path in _files(TEMPLATES, (".html", ".typ", ".xml")):
        text = templatize(path.read_text("utf-8"))
        # What stands between the calls is blanked out; the white space would be an indentation.
        lines = "\n".join(line.strip() for line in text.splitlines())
        yield from _extracted(path, lines)
    for path in _files(CODE, (".py",)):
        if path.name not in OF_THE_DESK:
            yield from _extracted(path, path.read_text("utf-8"))
    with translation.override(None):
        for vocabulary in VOCABULARIES:
            for label in vocabulary.labels:
                yield f"{vocabulary.__module__.replace('.', '/')}.py", str(label), None
    for name in (*NAMES.values(), *SUBDIVISIONS.values()):
        yield "casestudies/publication/jurisdictions.py", name, PLACE


def _files(places: tuple[str, ...], endings: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(one for one in path.rglob("*") if one.suffix in endings) if path.is_dir() else [path]


def _extracted(path: Path, text: str) -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    source = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
        yield str(path.relative_to(ROOT)), message, context


def _is_only_or_plural(name: tuple[str | None, str, str], found: Collection[tuple[str | None, str, str]]) -> bool:
    """A message that is also said of several has one entry, the one with both forms."""
    context, single, plural = name
    return bool(plural) or not any(other[:2] == (context, single) and other[2] for other in found)
