"""Renders a snapshot as the article: HTML, table of contents, plain text and counts. Reads a dict, makes no query.

Bump RENDERER_VERSION whenever the same snapshot would give other HTML, other text or another API document.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from casestudies.enums import StatementKind
from casestudies.prose.html import parse_html
from casestudies.publication import apparatus
from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.article_text import article_text, article_words
from casestudies.publication.bibliography import SourceEntry, source_entry
from casestudies.publication.direction import is_right_to_left
from casestudies.publication.drawing.case_parties import case_parties
from casestudies.publication.drawing.case_timeline import case_timeline
from casestudies.publication.figures import Figure, shown_figure
from casestudies.publication.numbering import Numbering
from casestudies.publication.render_prose import EMPTY, ProseRenderer
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.publication.when import in_words

RENDERER_VERSION = 9
WORDS_PER_MINUTE = 220
NO_LINKS: Mapping[str, Mapping[str, str]] = {}

# What follows the sections: id, heading, ARIA role. Each has its template in article/ and its rows in the context.
PARTS = (
    ("figures", gettext_lazy("Figures"), ""),
    ("timeline", gettext_lazy("Timeline"), ""),
    ("parties", gettext_lazy("Parties and their responses"), ""),
    ("questions", gettext_lazy("Questions for discussion"), ""),
    ("sources", gettext_lazy("Sources"), "doc-endnotes"),
    ("classification", gettext_lazy("Classification"), ""),
    ("instruments", gettext_lazy("Policy instruments"), ""),
    ("disclosures", gettext_lazy("Contributors and disclosures"), ""),
)
ALWAYS_SHOWN = frozenset({"sources", "disclosures"})


@dataclass(frozen=True)
class Rendered:
    """What publication stores beside an edition; all of it can be made again from the snapshot.

    `source_marks` gives each source's number in the text (None where no prose cites it) and its id in the page;
    `checked_places` the places of the events and responses that were checked.
    """

    html: str
    sections: dict[str, str]
    source_marks: dict[str, tuple[int | None, str]]
    contents: list[dict[str, Any]]
    text: str
    word_count: int
    reading_minutes: int
    source_count: int
    statement_count: int
    checked_places: frozenset[str]


@dataclass
class _Figures:
    """Prints a figure where the prose first places it, and points back to it afterwards."""

    figures: dict[str, Figure]
    placed: set[str]

    def __call__(self, key: str) -> SafeString:
        figure = self.figures.get(key)
        if figure is None:
            return EMPTY
        template = "article/figure_again.html" if key in self.placed else "article/figure.html"
        self.placed.add(key)
        return render_to_string(template, {"figure": figure})

    def unplaced(self) -> list[Figure]:
        return [figure for key, figure in self.figures.items() if key not in self.placed]


def render_article(
    snapshot: Mapping[str, Any], checked: Collection[str] = (), *, links: Mapping[str, Mapping[str, str]] = NO_LINKS
) -> Rendered:
    """`checked`: the keys of the statements that bear the mark, as an edition's fact-check summary lists them.

    `links`: the sources whose links fail, as `PublicState.link_states` has them.
    """
    with translation.override(apparatus_language(snapshot.get("language") or "")):
        return _render(snapshot, frozenset(checked), links)


def _render(snapshot: Mapping[str, Any], checked: frozenset[str], links: Mapping[str, Mapping[str, str]]) -> Rendered:
    sources = {source["key"]: source for source in snapshot["sources"]}
    anchors = {section["anchor"] for section in snapshot["sections"]}
    numbering = Numbering(known=frozenset(sources), taken=set(anchors))
    figures = _Figures(
        {
            row["key"]: shown_figure(row, number=number, anchor=numbering.free_id(f"figure-{number}"))
            for number, row in enumerate(snapshot["figures"], start=1)
        },
        placed=set(),
    )
    statements = statements_of(snapshot)
    apart = [one for one in statements if one.kind != StatementKind.PROSE]
    checked_places = frozenset(one.place for one in apart if one.key in checked)
    prose = ProseRenderer(numbering, figures, _checked_markers(statements, checked))

    sections = [_section(section, prose) for section in snapshot["sections"]]
    prose.headings = None  # what follows the sections has no headings of an author's
    events = apparatus.events(snapshot["timeline"], prose, checked_places)
    parties = apparatus.parties(snapshot["parties"], prose, checked_places)

    headings = {section["anchor"]: section["heading"] for section in snapshot["sections"]}
    entries = _entries(sources, numbering, links)
    rows: dict[str, Any] = {
        "figures": figures.unplaced(),
        "timeline": events,
        "parties": parties,
        "questions": [
            {**question, "heading": headings.get(question.get("section") or "", "")}
            for question in snapshot["questions"]
        ],
        "sources": entries,
        "classification": apparatus.frameworks(snapshot["classifications"]),
        "instruments": apparatus.instruments(snapshot["instruments"]),
        "disclosures": apparatus.contributors(snapshot["contributors"]),
    }
    right_to_left = is_right_to_left(snapshot.get("language") or "en")
    pictures: dict[str, Any] = {
        "timeline": case_timeline(snapshot["timeline"], right_to_left=right_to_left),
        "parties": case_parties(snapshot["parties"], right_to_left=right_to_left),
    }
    parts = [
        {
            "id": numbering.free_id(name),
            "name": name,
            "heading": str(heading),
            "role": role,
            "template": f"article/{name}.html",
            "rows": rows[name],
            "picture": pictures.get(name),
        }
        for name, heading, role in PARTS
        if rows[name] or name in ALWAYS_SHOWN
    ]
    contents = [
        {"anchor": section["anchor"], "heading": section["heading"], **section["within"]} for section in sections
    ]
    contents += [{"anchor": part["id"], "heading": part["heading"]} for part in parts]
    html = render_to_string(
        "article/article.html",
        {
            "case": snapshot,
            "when": in_words(snapshot["event"]["when"]),
            "sections": sections,
            "parts": parts,
            "contents": contents,
        },
    )
    words = article_words(snapshot)
    return Rendered(
        html=html,
        sections={section["anchor"]: str(section["html"]) for section in sections},
        source_marks={entry.key: (entry.number, entry.id) for entry in entries["cited"] + entries["uncited"]},
        contents=contents,
        text=article_text(snapshot),
        word_count=words,
        reading_minutes=max(1, round(words / WORDS_PER_MINUTE)),
        source_count=len(sources),
        statement_count=len(statements),
        checked_places=checked_places,
    )


def _section(section: Mapping[str, Any], prose: ProseRenderer) -> dict[str, Any]:
    """With its HTML; `within`: the entries of the table of contents below its own, if there are any."""
    html, found = prose.section(section["anchor"], parse_html(section["prose"]))
    within = {"within": [asdict(heading) for heading in found]} if found else {}
    return {**section, "html": html, "within": within}


def _checked_markers(statements: Iterable[CitedStatement], checked: frozenset[str]) -> Iterator[bool]:
    """Of each citation in prose, whether it is the last one of a checked statement."""
    for statement in statements:
        if statement.kind == StatementKind.PROSE:
            yield from (False for _ in range(statement.markers - 1))
            yield statement.key in checked


def _entries(
    sources: Mapping[str, Mapping[str, Any]], numbering: Numbering, links: Mapping[str, Mapping[str, str]]
) -> dict[str, list[SourceEntry]]:
    """The cited sources by number, then what the case lists without citing it, in the library's order."""
    cited = sorted(numbering.numbers, key=numbering.numbers.__getitem__)
    uncited = [key for key in sources if key not in numbering.numbers]
    return {
        "cited": [
            source_entry(
                sources[key],
                anchor=numbering.source_ids[key],
                number=numbering.numbers[key],
                places=numbering.occurrences[key],
                link=links.get(key, {}),
            )
            for key in cited
        ],
        "uncited": [
            source_entry(
                sources[key],
                anchor=numbering.free_id(f"reading-{index}"),
                number=None,
                places=(),
                link=links.get(key, {}),
            )
            for index, key in enumerate(uncited, start=1)
        ],
    }
