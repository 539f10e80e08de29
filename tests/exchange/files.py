"""A small folder of files that is right, to be made wrong one thing at a time."""

from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import transaction

from tests.factories import SVG

FILES: dict[str, str] = {
    "vocabularies/topics.yaml": """\
- slug: testing
  name: Testing
  description: Who tests, and on what terms.
""",
    "vocabularies/people.yaml": """\
- key: desk
  name: The desk
  kind: organisation
""",
    "vocabularies/parties.yaml": """\
- key: lab
  name: The lab
  url: https://lab.example
""",
    "vocabularies/instruments.yaml": """\
- key: act
  title: An act
  kind: law
  jurisdiction: US-CA
  adopted_on: "2024-09-17"
""",
    "vocabularies/frameworks.yaml": """\
- key: risks
  version: "2025"
  name: Risks
  terms:
    - key: "6"
      name: Society
      terms:
        - key: "6.3"
          name: Work
""",
    "sources.json": """\
[
  {
    "id": "smith2024",
    "type": "article-newspaper",
    "title": "A report",
    "author": [{"family": "Smith", "given": "Ann"}, {"literal": "The Paper"}],
    "issued": {"date-parts": [[2024, 11]]},
    "URL": "https://paper.example/report",
    "number-of-pages": 3,
    "custom": {"source_check": "read", "provenance": "Read at this address."}
  },
  {
    "id": "jones2025",
    "type": "report",
    "title": "A study"
  }
]
""",
    "cases/the-case/case.yaml": """\
format: casebook-case/1
slug: the-case
title: The case
summary: What happened.
licence: CC-BY-4.0
when: "2024-11"
topics: [testing]
jurisdictions: [US, EU]
contributors:
  - person: desk
    roles: [writing-original-draft]
objectives:
  - Tell one from the other.
sections: [what-happened]
questions:
  - prompt: Who was owed what?
    section: what-happened
    minutes: 10
    note: Let them draw it.
timeline:
  - when: "2024-11-26 08:30"
    zone: America/New_York
    circa: true
    title: The page appears
    references:
      - {source: smith2024, locator: p. 3}
figures:
  - key: the-page
    file: figures/page.svg
    alt: A page.
parties:
  - party: lab
    roles: [developer]
    response: {state: received, words: No comment., reference: {source: smith2024}}
classifications:
  - framework: risks
    version: "2025"
    term: "6.3"
instruments:
  - instrument: act
    note: Context.
references: [jones2025]
""",
    "cases/the-case/sections/what-happened.md": """\
---
heading: What happened
kind: record
---

A page appeared. [see @smith2024, p. 3]

![](figure:the-page)
""",
    "cases/the-case/figures/page.svg": SVG.decode(),
    "publish.yaml": """\
- slug: the-case
  change_note: First edition.
""",
}


def write_files(root: Path, changes: Mapping[str, str | bytes | tuple[str, str] | None] | None = None) -> Path:
    """The right files with `changes`: another content, (what stands there, what shall), or None for no such file."""
    files: dict[str, str | bytes] = dict(FILES)
    for name, change in (changes or {}).items():
        if change is None:
            del files[name]
        elif isinstance(change, tuple):
            there, instead = change
            assert FILES[name].count(there) == 1, f"“{there}” does not stand once in {name}"
            files[name] = FILES[name].replace(there, instead)
        else:
            files[name] = change
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read_folder(root: Path) -> dict[str, bytes]:
    """Every file below a folder, by name."""
    return {str(place.relative_to(root)): place.read_bytes() for place in sorted(root.rglob("*")) if place.is_file()}


def row_counts() -> dict[str, int]:
    """How many rows every table of ours has."""
    return {model.__name__: model._base_manager.count() for model in apps.get_app_config("casestudies").get_models()}


@contextmanager
def thrown_away():
    """What is written to the database inside is gone outside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
