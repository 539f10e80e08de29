"""Made-up case studies for load tests: plausible in size and shape, unmistakable in name, the same every time."""

import random
import uuid
from collections.abc import Mapping
from typing import Any

from casestudies.enums import PartyRole
from casestudies.models import CaseStudy, Framework, FrameworkTerm, Party, Source, SourceAuthor, Topic

PREFIX = "synthetic-"
VOCABULARY = """
agency audit bias clinic contract court data deadline developer evidence grant hospital inquiry ledger licence model
notice office panel pilot police policy privacy procurement record regulator report review school score statement
supplier system tender test transcript union vendor warning witness
"""
WORDS = VOCABULARY.split()
SECTIONS, SOURCES, TOPICS = 8, 24, 6
PARTIES, FRAMEWORKS, TERMS = 30, 2, 14
PLACES = ["US", "GB", "FR", "DE", "IN", "BR", "EU", "US-CA", "NL", "JP", "KE", "AU"]
PLACE_WEIGHTS = [12, 6, 4, 4, 3, 3, 8, 3, 2, 2, 1, 1]
RESPONSES = ["not_sought", "sought", "no_answer", "declined", "received"]


class RealCases(Exception):
    """The database holds case studies that were not made here."""


def refuse_real_cases() -> None:
    """Raise RealCases unless every case study is synthetic."""
    if CaseStudy.objects.exclude(slug__startswith=PREFIX).exists():
        raise RealCases("This database holds real case studies; synthetic ones go into a database of their own.")


def make_library() -> None:
    """The topics, parties, frameworks and sources that synthetic documents refer to."""
    for number in range(1, TOPICS + 1):
        Topic.objects.get_or_create(slug=f"{PREFIX}topic-{number}", defaults={"name": f"Synthetic topic {number}"})
    for number in range(1, SOURCES + 1):
        source, made = Source.objects.get_or_create(
            key=f"{PREFIX}source-{number}",
            defaults={"title": f"Synthetic source {number}", "year": 2000 + number, "publisher": "Synthetic Press"},
        )
        if made:
            SourceAuthor.objects.create(source=source, position=1, family=f"Author{number}", given="Synthetic")
    for number in range(1, PARTIES + 1):
        Party.objects.get_or_create(key=f"{PREFIX}party-{number}", defaults={"name": f"Synthetic party {number}"})
    for number in range(1, FRAMEWORKS + 1):
        framework, _ = Framework.objects.get_or_create(
            key=f"{PREFIX}framework-{number}", version="1.0", defaults={"name": f"Synthetic framework {number}"}
        )
        for term in range(1, TERMS + 1):
            name = f"The {WORDS[term]} of the {WORDS[term + number]}"
            FrameworkTerm.objects.get_or_create(framework=framework, key=f"{term}", defaults={"name": name})


def synthetic_document(number: int) -> Mapping[str, Any]:
    """A document in the snapshot's shape, of about 2,000 words and 40 citations. The same number, the same words."""
    chance = random.Random(number)
    case_uuid = uuid.uuid5(uuid.NAMESPACE_URL, f"{PREFIX}{number}")
    year, month, day = chance.randint(2012, 2026), chance.randint(1, 12), chance.randint(1, 28)
    topics = chance.sample(range(1, TOPICS + 1), k=2)
    return {
        "schema_version": 1,
        "uuid": str(case_uuid),
        "title": f"Synthetic case {number}: the {chance.choice(WORDS)} and the {chance.choice(WORDS)}",
        "question": f"What should the {chance.choice(WORDS)} have done?",
        "summary": _sentence(chance, 30),
        "language": "en",
        "licence": {"key": "CC-BY-4.0"},
        "event": {"when": _when(f"{year}-{month:02}-{day:02}", "day")},
        "at_a_glance": {
            name: _sentence(chance, 18) for name in ("what_happened", "who", "when", "disputed", "why_it_matters")
        },
        "topics": [{"slug": f"{PREFIX}topic-{topic}"} for topic in topics],
        "jurisdictions": list(dict.fromkeys(chance.choices(PLACES, PLACE_WEIGHTS, k=2))),
        "contributors": [{"key": f"{PREFIX}desk", "roles": ["writing-original-draft"]}],
        "objectives": [_sentence(chance, 12) for _ in range(3)],
        "sections": [_section(chance, case_uuid, index) for index in range(1, SECTIONS + 1)],
        "questions": [
            {
                "uuid": str(uuid.uuid5(case_uuid, f"question {index}")),
                "prompt": _sentence(chance, 16),
                "section": f"part-{index}",
                "minutes": 10,
            }
            for index in range(1, 6)
        ],
        "timeline": [_event(chance, case_uuid, year, index) for index in range(1, chance.randint(1, 12))],
        "figures": [],
        "parties": [_party(chance, party) for party in chance.sample(range(1, PARTIES + 1), k=chance.randint(1, 7))],
        "classifications": [_classification(chance, framework) for framework in range(1, FRAMEWORKS + 1)],
        "instruments": [],
        "disclosures": {"competing_interests": "None.", "funding": "None.", "ai_use": "Synthetic text."},
        "sources": [],
    }


def _when(date: str, precision: str) -> dict[str, Any]:
    return {"date": date, "precision": precision, "time": "", "zone": "", "circa": False, "until": ""}


def _event(chance: random.Random, case_uuid: uuid.UUID, year: int, index: int) -> dict[str, Any]:
    """Within the three years around the case; about a third known to the month or the year alone."""
    precision = chance.choice(["day", "day", "day", "day", "month", "year"])
    month = 1 if precision == "year" else chance.randint(1, 12)
    day = chance.randint(1, 28) if precision == "day" else 1
    return {
        "uuid": str(uuid.uuid5(case_uuid, f"event {index}")),
        "when": _when(f"{year + chance.randint(-1, 1)}-{month:02}-{day:02}", precision),
        "title": _sentence(chance, chance.randint(3, 8)).rstrip("."),
        "text": "",
        "references": [],
    }


def _party(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "key": f"{PREFIX}party-{number}",
        "roles": [str(chance.choice(PartyRole.values))],
        "involvement": _sentence(chance, 8),
        "response": {
            "state": chance.choice(RESPONSES),
            "sought_on": "",
            "responded_on": "",
            "words": "",
            "reference": None,
        },
    }


def _classification(chance: random.Random, framework: int) -> dict[str, Any]:
    """The first terms are met often, the last ones hardly ever, as in life."""
    return {
        "framework": {"key": f"{PREFIX}framework-{framework}", "version": "1.0"},
        "term": {"key": str(min(TERMS, 1 + int(chance.expovariate(0.3))))},
        "reason": _sentence(chance, 8),
        "classified_by": None,
    }


def _section(chance: random.Random, case_uuid: uuid.UUID, index: int) -> dict[str, str]:
    paragraphs = []
    for _ in range(5):
        key = f"{PREFIX}source-{chance.randint(1, SOURCES)}"
        marker = f'<span data-cite="[{{&quot;key&quot;:&quot;{key}&quot;}}]"></span>'
        paragraphs.append(f"<p>{_sentence(chance, 25)} {_sentence(chance, 25)}{marker}</p>")
    return {
        "uuid": str(uuid.uuid5(case_uuid, f"section {index}")),
        "anchor": f"part-{index}",
        "heading": f"Part {index}: the {chance.choice(WORDS)}",
        "kind": "record",
        "prose": "".join(paragraphs),
    }


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."
