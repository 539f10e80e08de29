"""What a handout holds: a snapshot's parts, those that were chosen, as blocks in reading order.

Sources bear the numbers that the case's page gives them, whichever parts are printed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from casestudies.enums import SectionKind
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys
from casestudies.publication import apparatus
from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.bibliography import quoted, source_entry
from casestudies.publication.figures import shown_figure
from casestudies.publication.handout.blocks import (
    BREAK,
    Dict,
    ProseBlocks,
    heading,
    levelled,
    paragraph,
    paragraphs,
    run,
)
from casestudies.publication.handout.sources import source_row
from casestudies.publication.numbering import Numbering
from casestudies.publication.render_prose import EMPTY, ProseRenderer
from casestudies.publication.teaching.questions import Question
from casestudies.publication.when import in_words

PARTS = ("summary", "text", "timeline", "parties", "questions", "sources")
NOTES = "notes"  # the teacher's: a part only of what a teacher pass opens
Snapshot = Mapping[str, Any]
Links = Mapping[str, Mapping[str, str]]


def handout_blocks(
    snapshot: Snapshot, parts: Collection[str], questions: Sequence[Question], *, links: Links
) -> list[Dict]:
    """The blocks of the chosen `parts`. `questions` are those of a plan, in its order; `links` the links that fail."""
    with override(apparatus_language(snapshot.get("language") or "")):
        maker = _Maker(snapshot, parts, links)
        making = {
            "summary": maker.summary,
            "text": maker.text,
            "timeline": maker.timeline,
            "parties": maker.parties,
            "questions": lambda: maker.questions(questions),
            "sources": maker.sources,
        }
        return levelled([block for part in PARTS if part in parts for block in making[part]()])


def numbers_of(snapshot: Snapshot) -> dict[str, int]:
    """Each cited source's number on the case's page: prose counts first, then events, then responses."""
    known = {source["key"] for source in snapshot["sources"]}
    return {key: number for number, key in enumerate(dict.fromkeys(filter(known.__contains__, _cited(snapshot))), 1)}


def _cited(snapshot: Snapshot) -> Iterator[str]:
    for section in snapshot["sections"]:
        yield from cited_keys(parse_html(section["prose"]))
    for event in snapshot["timeline"]:
        yield from (item["key"] for item in event.get("references") or ())
    for party in snapshot["parties"]:
        reference = (party.get("response") or {}).get("reference")
        if reference:
            yield reference["key"]


class _Maker:
    def __init__(self, snapshot: Snapshot, parts: Collection[str], links: Links) -> None:
        self.snapshot, self.parts, self.links = snapshot, parts, links
        self.numbers = numbers_of(snapshot)
        self.figures = {row["key"]: (number, row) for number, row in enumerate(snapshot["figures"], start=1)}
        self.placed: set[str] = set()
        self.prose = ProseBlocks(self.numbers, self.figure)

    def summary(self) -> Iterator[Dict]:
        glance = self.snapshot["at_a_glance"]
        names = {
            "what_happened": _("What happened"),
            "who": _("Who"),
            "when": _("When"),
            "disputed": _("What is disputed"),
            "why_it_matters": _("Why it matters"),
        }
        rows = [[name, glance[member]] for member, name in names.items() if glance.get(member)]
        if self.snapshot["summary"] or rows:
            yield heading(_("Summary"))
            yield from paragraphs(self.snapshot["summary"])
        if rows:
            yield {"kind": "facts", "rows": rows}

    def text(self) -> Iterator[Dict]:
        for section in self.snapshot["sections"]:
            yield heading(section["heading"])
            if section["kind"] == SectionKind.ANALYSIS:
                yield {"kind": "mark", "text": _("Analysis")}
            yield from self.prose.blocks(parse_html(section["prose"]))
        rest = [key for key in self.figures if key not in self.placed]
        if rest:
            yield heading(_("Figures"))
            yield from filter(None, map(self.figure, rest))

    def figure(self, key: str) -> Dict | None:
        """The figure where it is first placed; afterwards a line that points to it."""
        if key not in self.figures:
            return None
        number, row = self.figures[key]
        name = _("Figure %(number)s") % {"number": number}
        if key in self.placed:
            return paragraph(run(_("See %(figure)s above.") % {"figure": name}, italic=True))
        self.placed.add(key)
        shown = shown_figure(row, number=number, anchor="")
        licence = shown.licence["name"] if shown.licence else ""
        return {
            "kind": "figure",
            "name": name,
            "file": f"{row['sha256']}.{row['extension']}" if row.get("sha256") else "",
            "alt": shown.alt or shown.caption or name,
            "caption": shown.caption,
            "credit": " · ".join(filter(None, [shown.credit, licence])),
            "href": shown.video_url,
            "watch": _("Watch the video at its source") if shown.video_url else "",
        }

    def timeline(self) -> Iterator[Dict]:
        rows = [
            {
                "when": in_words(event["when"]) or _("Date not recorded"),
                "title": event["title"],
                "inlines": [*([run(event["text"])] if event.get("text") else []), *self._marks(event["references"])],
            }
            for event in self.snapshot["timeline"]
        ]
        if rows:
            yield heading(_("Timeline"))
            yield {"kind": "events", "rows": rows}

    def parties(self) -> Iterator[Dict]:
        if self.snapshot["parties"]:
            yield heading(_("Parties and their responses"))
            head = [[run(_("Who"))], [run(_("Role"))], [run(_("What they said"))]]
            rows = [head, *map(self._party, self.snapshot["parties"])]
            yield {
                "kind": "table",
                "headed": True,
                "widths": [3, 5, 5],
                "rows": [
                    [{"head": not at, "inlines": inlines} for inlines in inlines_of]
                    for at, inlines_of in enumerate(rows)
                ],
            }

    def _party(self, row: Mapping[str, Any]) -> list[list[Dict]]:
        response = row.get("response") or {}
        bare = {**row, "response": {**response, "reference": None}}
        (facts,) = apparatus.parties([bare], ProseRenderer(Numbering(known=frozenset()), lambda key: EMPTY))
        role = [run(facts.roles), *([BREAK, run(facts.involvement)] if facts.involvement else [])]
        words = [BREAK, run(quoted(facts.words))] if facts.words else []
        return [
            [run(facts.name, bold=True)],
            role,
            [run(facts.state_words), *words, *self._marks([response.get("reference")])],
        ]

    def questions(self, questions: Sequence[Question]) -> Iterator[Dict]:
        if not questions:
            return
        yield heading(_("Questions for discussion"))
        if self.snapshot["objectives"]:
            yield paragraph(run(_("After reading, you should be able to"), italic=True))
            items = [[paragraph(run(objective))] for objective in self.snapshot["objectives"]]
            yield {"kind": "list", "ordered": False, "items": items}
        yield {
            "kind": "questions",
            "rows": [
                {
                    "prompt": question.prompt,
                    "about": _("On “%(section)s”") % {"section": question.heading} if question.heading else "",
                    "note": paragraphs(question.note) if NOTES in self.parts else [],
                    "note_name": _("Teacher’s note"),
                }
                for question in questions
            ],
        }

    def sources(self) -> Iterator[Dict]:
        rows = list(self._source_rows())
        cited, uncited = [row for row in rows if row["number"]], [row for row in rows if not row["number"]]
        if cited:
            yield heading(_("Sources"))
            yield {"kind": "sources", "rows": sorted(cited, key=lambda row: row["number"])}
        if uncited:
            yield heading(_("Further reading"), 2 if cited else 1)
            yield {"kind": "sources", "rows": uncited}

    def _source_rows(self) -> Iterator[Dict]:
        for source in self.snapshot["sources"]:
            key = source["key"]
            number = self.numbers.get(key)
            link = self.links.get(key, {})
            yield source_row(source_entry(source, anchor="", number=number, places=(), link=link))

    def _marks(self, references: Iterable[Mapping[str, str] | None]) -> list[Dict]:
        items = [item for item in references if item]
        return [self.prose.citation(items)] if items else []
