"""The corpus that search is evaluated and timed on: cases.yaml, and as many made-up ones around it as are asked for.

Those get in the way: they are made of the words that several cases share, and one in five throws in a third of what one
of cases.yaml says, in another order. The same numbers give the same cases. Rows are written in bulk and hold what lists
and search read; there is no text to open.
"""

import random
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from casestudies.actions.index_edition import recount_words
from casestudies.enums import EditionKind, PartyRole, PublicStatus
from casestudies.models import (
    CaseStudy,
    Edition,
    PublicState,
    PublishedTerm,
    Rendering,
    SearchEntry,
    SearchFacet,
)
from casestudies.prose.words import folded_words
from casestudies.publication.indexing import INSTRUMENT, SOURCE, card, terms
from casestudies.publication.search_entry import search_entry
from casestudies.publication.search_facets import facet_values

HERE = Path(__file__).parent
FIRST_DAY = datetime(2020, 1, 1, 9, tzinfo=UTC)
AT_ONCE = 500
PLACES = ("AU", "BR", "DE", "EU", "FR", "GB", "IN", "KE", "NL", "US", "US-CA", "US-NY")
# Two of them make a word that is in no language, so that a large corpus has a large vocabulary.
SYLLABLES = ("bar", "cel", "dov", "fen", "gim", "hul", "jor", "kas", "lem", "mip", "nor", "pul", "quar", "rin", "sot")
GLANCE = ("what_happened", "who", "when", "disputed", "why_it_matters")


def answers() -> list[dict[str, str]]:
    """The queries, each with the slug of the case that it means and what it tests."""
    return yaml.safe_load((HERE / "queries.yaml").read_text(encoding="utf-8"))


def asked_for() -> list[dict[str, Any]]:
    """The documents of cases.yaml."""
    return [_written(row) for row in _rows()]


def around(count: int, *, words: int = 350) -> Iterator[dict[str, Any]]:
    """Documents of about `words` words that nobody asks for."""
    pool, weights = _pool()
    chance = random.Random(20261123)

    def some(length: int) -> str:
        return " ".join(chance.choices(pool, cum_weights=weights, k=length))

    rows = _rows()
    said = [list(dict.fromkeys(_text_words(row))) for row in rows]
    topics = sorted({row["topic"] for row in rows} | {f"Topic {number}" for number in range(1, 20)})
    instruments = sorted({row["instrument"] for row in rows if "instrument" in row})
    for number in range(1, count + 1):
        sections = [(some(4).capitalize(), f"{some(words // 5)}.") for _ in range(5)]
        if number % 5 == 0:
            like = said[number // 5 % len(said)]
            sections.append((some(3).capitalize(), " ".join(chance.sample(like, k=len(like) // 3))))
        yield _document(
            slug=f"around-{number}",
            title=f"{some(4).capitalize()} of {some(2)}",
            summary=f"{some(24).capitalize()}.",
            topics=chance.sample(topics, k=2),
            parties=[f"Party {int(chance.paretovariate(0.6)) % 900}", f"Office of {some(2)}"],
            jurisdiction=chance.choice(PLACES),
            year=chance.randint(2010, 2026),
            instrument=chance.choice(["", *instruments]),
            sections=sections,
            questions=[f"{some(8).capitalize()}?"] if number % 3 else [],
            sources=[(some(2).title(), some(6).capitalize())],
        )


def write(documents: Iterable[Mapping[str, Any]]) -> int:
    """Publish documents in bulk; returns how many."""
    left, written = iter(documents), 0
    while some := list(islice(left, AT_ONCE)):
        _write(some, written)
        written += len(some)
    recount_words()
    return written


def _write(documents: list[Mapping[str, Any]], first: int) -> None:
    drafts = CaseStudy.objects.bulk_create(
        CaseStudy(uuid=document["uuid"], slug=document["slug"], title=document["title"]) for document in documents
    )
    editions = Edition.objects.bulk_create(_edition(draft, first + at) for at, draft in enumerate(drafts))
    together = list(zip(documents, drafts, editions, strict=True))
    renderings = Rendering.objects.bulk_create(_rendering(document, edition) for document, _, edition in together)
    states = PublicState.objects.bulk_create(_state(*row) for row in together)
    made = list(zip(documents, renderings, states, strict=True))
    SearchEntry.objects.bulk_create(
        SearchEntry(state=state, **search_entry(document, rendering.contents)) for document, rendering, state in made
    )
    SearchFacet.objects.bulk_create(
        SearchFacet(state=state, **value._asdict())
        for document, rendering, state in made
        for value in facet_values(document, rendering.card)
    )
    PublishedTerm.objects.bulk_create(
        PublishedTerm(state=state, kind=term.kind, key=term.key, label=term.label, detail=term.detail)
        for document, _, state in made
        for term in terms(document)
    )


def _edition(draft: CaseStudy, number: int) -> Edition:
    return Edition(
        case_study=draft,
        number=1,
        kind=EditionKind.INITIAL,
        published_at=FIRST_DAY + timedelta(hours=number),
        published_by=uuid.UUID(int=0),
        change_note="First edition.",
        schema_version=1,
        content_digest="0" * 64,
        teaching_digest="0" * 64,
        fact_check={"statements": 20, "checked": number * 7 % 21, "checkers": [], "marks": []},
        edition_digest=str(draft.uuid),
    )


def _rendering(document: Mapping[str, Any], edition: Edition) -> Rendering:
    length = sum(len(section["prose"].split()) for section in document["sections"])
    rendered = SimpleNamespace(
        source_count=len(document["sources"]), word_count=length, reading_minutes=max(1, length // 60)
    )
    parts = ("parties", "questions", "sources")
    contents = [{"anchor": section["anchor"], "heading": section["heading"]} for section in document["sections"]]
    return Rendering(
        edition=edition,
        renderer_version=0,
        html="",
        contents=contents + [{"anchor": name, "heading": name} for name in parts],
        text="",
        document="{}",
        card=card(document, rendered, edition.fact_check),
        word_count=length,
        reading_minutes=rendered.reading_minutes,
    )


def _state(document: Mapping[str, Any], draft: CaseStudy, edition: Edition) -> PublicState:
    return PublicState(
        case_study=draft,
        uuid=draft.uuid,
        slug=draft.slug,
        status=PublicStatus.LIVE,
        edition=edition,
        first_published_at=edition.published_at,
        changed_at=edition.published_at,
        event_date=date.fromisoformat(document["event"]["when"]["date"]),
    )


@cache
def _rows() -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))


def _text_words(row: Mapping[str, Any]) -> list[str]:
    return folded_words(" ".join(text for _heading, text in row["sections"]))


def _pool() -> tuple[list[str], list[float]]:
    """The words that several cases share, and of each how often it and those before it come: the first far oftener."""
    holding: Counter[str] = Counter()
    for row in _rows():
        holding.update({*folded_words(f"{row['title']} {row['summary']}"), *_text_words(row)})
    pool = sorted(word for word, cases in holding.items() if cases > 1 and word.isalpha())
    pool += [f"{first}{last}" for first in SYLLABLES for last in SYLLABLES]
    random.Random(1).shuffle(pool)
    return pool, list(accumulate(1 / rank**0.8 for rank in range(1, len(pool) + 1)))


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    given = {"topics": [row["topic"]], "instrument": ""} | {name: row[name] for name in row if name != "topic"}
    return _document(**given)


def _document(
    *,
    slug: str,
    title: str,
    summary: str,
    topics: list[str],
    parties: list[str],
    jurisdiction: str,
    year: int,
    instrument: str,
    sections: Iterable[tuple[str, str]],
    questions: Iterable[str],
    sources: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """A document with what lists and search read of a snapshot."""
    roles = [str(role.value) for role in PartyRole]
    return {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, slug)),
        "slug": slug,
        "title": title,
        "question": "",
        "summary": summary,
        "language": "en",
        "licence": None,
        "event": {"when": {"date": f"{year}-06-15", "precision": "day", "until": "", "time": "", "circa": False}},
        "at_a_glance": dict.fromkeys(GLANCE, ""),
        "topics": [{"slug": _key(name), "name": name, "description": ""} for name in topics],
        "jurisdictions": [jurisdiction],
        "contributors": [],
        "objectives": [],
        "sections": [
            {"anchor": f"part-{at}", "heading": heading, "prose": f"<p>{text}</p>", "kind": "record"}
            for at, (heading, text) in enumerate(sections, start=1)
        ],
        "questions": [{"prompt": prompt, "section": "", "minutes": 10} for prompt in questions],
        "timeline": [],
        "figures": [],
        "parties": [
            {"key": _key(name), "name": name, "kind": "organisation", "roles": [roles[len(name) % len(roles)]]}
            | {"wikidata": "", "url": ""}
            for name in dict.fromkeys(parties)
        ],
        "classifications": [],
        "instruments": [
            dict.fromkeys(INSTRUMENT, "")
            | {"key": _key(instrument), "title": instrument, "short_title": "", "jurisdiction": jurisdiction}
        ]
        * bool(instrument),
        "sources": [
            dict.fromkeys(SOURCE, "")
            | {"key": _key(name), "csl": {"title": name, "author": [{"literal": author}]}, "archived": None}
            for author, name in sources
        ],
    }


def _key(name: str) -> str:
    return "-".join(folded_words(name))[:80]
