"""A published case study as one Markdown file: for reading, and for Pandoc, which takes the sources beside it.

Sections are written as they are exported; the rest is headings, lists and lines. It is not read back.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from casestudies.exchange.imprint import above_markdown, below_markdown
from casestudies.exchange.writing_yaml import write_yaml
from casestudies.publication.bibliography import source_entry
from casestudies.publication.citation import CaseCitation
from casestudies.publication.section_bodies import line_markdown as _line
from casestudies.publication.section_bodies import section_markdown
from casestudies.publication.when import in_words
from casestudies.queries.surroundings import Surroundings

Row = Mapping[str, Any]
GLANCE = (
    ("what_happened", "What happened"),
    ("who", "Who"),
    ("when", "When"),
    ("disputed", "What is disputed"),
    ("why_it_matters", "Why it matters"),
)


def edition_markdown(page: Surroundings, snapshot: Row, citation: CaseCitation) -> str:
    """The whole file of an edition: corrections stand above the text, whose it is and its digest below it."""
    text = case_markdown(snapshot, citation, f"{settings.SITE_URL}/media/", above=above_markdown(page))
    return f"{text}\n{below_markdown(page)}"


def case_markdown(
    snapshot: Row, citation: CaseCitation, media_address: str, *, head: Mapping[str, str] | None = None, above: str = ""
) -> str:
    """The whole text of an edition. `media_address` is where pictures are, by their digest.

    `head` changes members of the head, `above` is a block to stand before the title.
    """
    figures = {figure["key"]: figure for figure in snapshot["figures"]}

    blocks = [_head(citation, head or {}), above, f"# {_line(snapshot['title'])}"]
    blocks += [f"*{_line(snapshot['question'])}*"] if snapshot["question"] else []
    blocks += [_line(snapshot["summary"])] if snapshot["summary"] else []
    blocks += _part("At a glance", _glance(snapshot["at_a_glance"]))
    for section in snapshot["sections"]:
        blocks += [
            f"## {_line(section['heading'])}",
            section_markdown(section["prose"], figures, media_address),
        ]
    blocks += _part("Timeline", map(_event, snapshot["timeline"]))
    blocks += _part("Parties and their responses", map(_party, snapshot["parties"]))
    blocks += _part("Questions for discussion", (f"- {_line(row['prompt'])}" for row in snapshot["questions"]))
    blocks += _part("Sources", map(_source, snapshot["sources"]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(citation: CaseCitation, changed: Mapping[str, str]) -> str:
    """What Pandoc reads; `bibliography` is the name that the sources' CSL-JSON is kept under."""
    members = {
        "title": citation.title,
        "author": [name.words for name in citation.credited],
        "translator": [name.words for name in citation.translators],
        "date": citation.published_on.isoformat(),
        "edition": citation.edition,
        "publisher": citation.publication,
        "lang": citation.language,
        "licence": citation.licence_url or citation.licence_name,
        "url": citation.url,
        "bibliography": f"{citation.key}-sources.json",
        **changed,
    }
    return f"---\n{write_yaml({name: value for name, value in members.items() if value})}---"


def _part(heading: str, lines: Any) -> list[str]:
    text = "\n".join(lines)
    return [f"## {heading}", text] if text else []


def _glance(glance: Row) -> Iterator[str]:
    return (f"- **{name}:** {_line(glance[member])}" for member, name in GLANCE if glance.get(member))


def _event(event: Row) -> str:
    cited = "; ".join(f"@{item['key']}" for item in event["references"])
    parts = [
        f"**{in_words(event['when']) or 'Date not recorded'}:** {_line(event['title'])}",
        _line(event["text"]),
    ]
    return f"- {' – '.join(filter(None, parts))}" + (f" [{cited}]" if cited else "")


def _party(party: Row) -> str:
    response = party["response"]
    line = f"- **{_line(party['name'])}** ({', '.join(party['roles'])})"
    line += f": {_line(party['involvement'])}" if party["involvement"] else ""
    line += f" “{_line(response['words'])}”" if response["words"] else ""
    return line + (f" [@{response['reference']['key']}]" if response["reference"] else "")


def _source(source: Row) -> str:
    entry = source_entry(source, anchor="", number=None, places=())
    parts = [entry.authors, entry.title, entry.where, entry.published]
    words = ". ".join(_line(part.rstrip(".")) for part in parts if part)
    return f"- `@{source['key']}` {words}." + (f" <{entry.url}>" if entry.url else "")
