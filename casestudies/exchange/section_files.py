"""A section as a file: a head with its heading and kind, then its prose in Markdown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.exchange.case_schema import SECTION_HEAD
from casestudies.exchange.folder import Folder
from casestudies.exchange.identity import derived_uuid
from casestudies.exchange.loaded import Loaded
from casestudies.exchange.problems import ProblemList, refuse
from casestudies.exchange.reading_yaml import read_yaml
from casestudies.exchange.schema import At
from casestudies.exchange.writing_yaml import write_yaml
from casestudies.prose.errors import MarkdownError, ProseTooLong
from casestudies.prose.html import parse_html, to_html
from casestudies.prose.markdown import parse_markdown, to_markdown

SECTION_LIMIT = 2_000_000

_HEAD = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class SectionFile:
    """What one file said, and where."""

    section: dict[str, Any]
    head: Loaded
    body: str
    body_line: int

    def line_of(self, member: str) -> int:
        return self.body_line if member == "prose" else self.head.line((member,))

    def line_of_citation(self, key: str) -> int:
        found = re.search(rf"@\{{?{re.escape(key)}(?![\w.:-]*\w)", self.body)
        return self.body_line + self.body.count("\n", 0, found.start() if found else 0)


def read_section(
    folder: Folder, slug: str, anchor: str, problems: ProblemList, cause: tuple[str, int]
) -> SectionFile | None:
    """The section with this anchor; None if its file has problems, which are noted."""
    name = f"cases/{slug}/sections/{anchor}.md"
    before = len(problems.found)
    with problems.collecting():
        text = folder.read_text(name, limit=SECTION_LIMIT, cause=cause)
        head_text, body, body_line = _split(text, name)
        with problems.collecting():
            head = read_yaml(head_text, name, first_line=2)
            members = SECTION_HEAD.read(head.value, At(head, problems))
        prose = _prose(body, name, body_line)
        if len(problems.found) == before:
            section = {
                "uuid": members["uuid"] or derived_uuid(slug, "sections", anchor),
                "anchor": anchor,
                "heading": members["heading"],
                "kind": members["kind"],
                "prose": prose,
            }
            return SectionFile(section, head, body, body_line)
    return None


def write_section(section: Mapping[str, Any]) -> str:
    """The text of the section's file."""
    head = {name: section[name] for name in ("uuid", "heading", "kind")}
    body = to_markdown(parse_html(section["prose"])).strip("\n")
    return f"---\n{write_yaml(head)}---\n" + (f"\n{body}\n" if body else "")


def _split(text: str, name: str) -> tuple[str, str, int]:
    found = _HEAD.match(text)
    if found is None:
        raise refuse(name, 1, "a section begins with a head between two lines of ---, with its heading and kind")
    return found["head"], text[found.end() :], text.count("\n", 0, found.end()) + 1


def _prose(body: str, name: str, first_line: int) -> str:
    try:
        return to_html(parse_markdown(body))
    except MarkdownError as error:
        raise refuse(name, first_line + error.line - 1, error.reason) from error
    except ProseTooLong as error:
        raise refuse(name, first_line, str(error)) from error
