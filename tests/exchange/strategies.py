"""Case studies of every shape, with the library they need, for what must hold for all of them."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from casestudies.enums import (
    ContributorRole,
    Licence,
    LinkState,
    PartyKind,
    PartyRole,
    ResponseState,
    SectionKind,
    SourceCheck,
    SourceType,
)
from casestudies.exchange.csl_variables import TEXTS
from casestudies.prose.html import to_html
from casestudies.publication.csl import TEXT_FIELDS
from tests.factories import SVG
from tests.prose.strategies import documents as prose
from tests.prose.strategies import texts as odd_texts

KEYS = ["abc", "smith-2024", "a1b", "doe_2020.b:c"]  # what the prose strategies cite
UNCITED = ["never-cited", "nor-this"]
TOPICS = ["access", "Open_models"]
PEOPLE = ["casebook", "ann-example"]
PARTIES = ["openai", "the-testers", "p.3:x"]
INSTRUMENTS = ["eu-ai-act", "ab-2013"]
TERMS = ["6", "6.3", "6.3.1", "~"]
PICTURES = [SVG, SVG.replace(b"#0f5c63", b"#630f5c")]
VERSIONS = ["2024", "1.0"]

YAML_TRAPS = ["no", "yes", "null", "~", "on", "2024-11-26", "1.0", "0x1", "<<", "=", "- a", "a: b", "a #b", "---",
              " leading", "trailing ", "\n", "two\nlines", "two\n\n lines \n", "a\r\nb", "\ttab", "#", "'", '"', "\\",
              "word " * 40, "word\u2028" * 30, "|", ">-", "%TAG", "&a", "*a", "!x", "@at", "`", "[", "{"]  # fmt: skip


def storable(text):
    """Both databases refuse NUL and lone surrogates."""
    return "".join(char for char in text if char != "\0" and not "\ud800" <= char <= "\udfff")


hard_texts = (st.just("") | st.sampled_from(YAML_TRAPS) | odd_texts | st.text(max_size=30)).map(storable)
# A case study has hundreds of texts; drawing each anew takes Hypothesis longer than all the rest, and a gigabyte.
some_texts = st.shared(st.lists(hard_texts, min_size=4, max_size=12), key="some texts")


def words(longest=None, *, required=False):
    """Text that is hard on YAML, JSON and Unicode, of what a column can hold."""
    cut = some_texts.flatmap(st.sampled_from).map(lambda text: text[:longest])
    return cut.map(lambda text: text or "x") if required else cut


uuids = st.uuids(version=4).map(str)
days = st.dates(date(1000, 1, 1), date(9999, 12, 31)).map(date.isoformat)
maybe_days = st.just("") | days
licences = st.none() | st.sampled_from(Licence.values).map(lambda key: {"key": key})
addresses = st.just("") | st.sampled_from(["https://example.org/", "http://example.org/a_(b)?q=ä&c=%20#z'"])


@st.composite
def moments(draw):
    day = draw(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
    precision = draw(st.sampled_from(["year", "month", "day", "time"]))
    if precision == "year":
        day = day.replace(month=1, day=1)
    if precision == "month":
        day = day.replace(day=1)
    timed = precision == "time"
    until = draw(st.none() | st.dates(day, date(9999, 12, 31)))
    return {
        "date": day.isoformat(),
        "precision": precision,
        "time": draw(st.times()).strftime("%H:%M") if timed else "",
        "zone": draw(st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata"])) if timed else "",
        "circa": draw(st.booleans()),
        "until": until.isoformat() if until else "",
    }


cited = st.fixed_dictionaries({"key": st.sampled_from(KEYS), "locator": words()})
several_cited = st.lists(cited, max_size=3)
names = st.builds(
    lambda family, given: {"family": family, "given": given, "literal": ""}, words(200, required=True), words(200)
) | st.builds(lambda literal: {"family": "", "given": "", "literal": literal}, words(300, required=True))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.floats(-1e9, 1e9).map(lambda x: x or 0.5) | words(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words(), inner, max_size=2),
    max_leaves=4,
)
csl_names = st.lists(st.fixed_dictionaries({"family": words()}, optional={"suffix": words()}), max_size=2)
csl_dates = st.sampled_from(
    [{"date-parts": [[2024, 11], [2025]]}, {"raw": "spring"}, {"date-parts": [[2024]], "circa": 1}]
)
extras = st.dictionaries(
    st.sampled_from(sorted(TEXTS - set(TEXT_FIELDS))), words(), max_size=2
) | st.fixed_dictionaries(
    {},
    optional={
        "editor": csl_names | json_values,
        "accessed": csl_dates | json_values,
        "note": json_values,
        "title-short": words(),
        "publisher": json_values,
        "my own": json_values,
        "custom": json_values,
    },
)


@st.composite
def sources(draw, key):
    day = draw(st.none() | st.dates(date(1000, 1, 1)))
    precision = draw(st.integers(1, 3))
    archived = draw(addresses)
    return {
        "key": key,
        "type": draw(st.sampled_from(SourceType.values)),
        "title": draw(words(1000, required=True)),
        "container_title": draw(words(500)),
        "publisher": draw(words(300)),
        "year": day and day.year,
        "month": day.month if day and precision > 1 else None,
        "day": day.day if day and precision > 2 else None,
        "volume": draw(words(40)),
        "issue": draw(words(40)),
        "page": draw(words(60)),
        "url": draw(addresses),
        "doi": draw(st.sampled_from(["", "10.1000/182", "10.1000/a<b>;2-#"])),
        "language": draw(words(20)),
        "authors": draw(st.lists(names, max_size=3)),
        "extra": draw(extras),
        "archived_url": archived,
        "archived_on": draw(maybe_days) if archived else "",
        "link_state": draw(st.sampled_from(LinkState.values)),
        "source_check": draw(st.sampled_from(SourceCheck.values)),
        "provenance": draw(words()),
        "unconfirmed": draw(st.lists(words(required=True), max_size=2, unique=True)),
    }


def term(key, *narrower):
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "name": words(300, required=True),
            "note": words(),
            "terms": st.tuples(*narrower).map(list),
        }
    )


@st.composite
def people(draw, key):
    kind = draw(st.sampled_from(["person", "organisation"]))
    name = draw(words(200, required=True))
    return {
        "key": key,
        "name": name,
        "family": name.split()[-1] if kind == "person" and name.split() and draw(st.booleans()) else "",
        "kind": kind,
        "orcid": draw(st.sampled_from(["", "0000-0002-1825-0097"])),
        "affiliation": draw(words(200)),
        "url": draw(addresses),
    }


@st.composite
def libraries(draw):
    """Items for the actions that save shared records, by the name of the kind."""
    return {
        "topics": [
            {"slug": slug, "name": f"{draw(words(100))} {slug}", "description": draw(words())} for slug in TOPICS
        ],
        "people": [draw(people(key)) for key in PEOPLE],
        "parties": [
            {
                "key": key,
                "name": draw(words(200, required=True)),
                "kind": draw(st.sampled_from(PartyKind.values)),
                "wikidata": draw(st.sampled_from(["", "Q21708200"])),
                "url": draw(addresses),
            }
            for key in PARTIES
        ],
        "instruments": [
            {
                "key": key,
                "title": draw(words(500, required=True)),
                "short_title": draw(words(120)),
                "kind": draw(st.sampled_from(["law", "agency_report"])),
                "jurisdiction": draw(st.sampled_from(["EU", "US-CA", "NO"])),
                "status": draw(st.sampled_from(["", "in_force"])),
                **{
                    name: draw(maybe_days)
                    for name in ("proposed_on", "adopted_on", "in_force_on", "published_on", "ended_on")
                },
                "url": draw(addresses),
            }
            for key in INSTRUMENTS
        ],
        "frameworks": [
            {
                "key": "risks",
                "version": version,
                "name": draw(words(200, required=True)),
                "publisher": draw(words(200)),
                "url": draw(addresses),
                "note": draw(words()),
                "terms": draw(st.tuples(term("6", term("6.3", term("6.3.1"))), term("~")).map(list)),
            }
            for version in VERSIONS
        ],
        "sources": [draw(sources(key)) for key in KEYS + UNCITED],
    }


def some(values):
    """Some of the values, in any order, each once."""
    return st.lists(st.sampled_from(values), max_size=len(values), unique=True)


responses = st.fixed_dictionaries(
    {
        "state": st.sampled_from(ResponseState.values),
        "sought_on": maybe_days,
        "responded_on": maybe_days,
        "words": words(),
        "reference": st.none() | cited,
    }
).map(lambda response: response if response["state"] == "received" else response | {"words": ""})


@st.composite
def case_documents(draw):
    """A document as `write_draft` takes it; a figure's `picture` is an index into PICTURES, not yet a digest."""
    anchors = draw(st.lists(st.from_regex(r"[-a-zA-Z0-9_]{1,8}", fullmatch=True), max_size=3, unique_by=str.casefold))
    parts = iter(draw(st.lists(uuids, min_size=12, max_size=12, unique=True)))
    glance = ("what_happened", "who", "when", "disputed", "why_it_matters")
    return {
        "schema_version": 1,
        "uuid": str(draw(st.uuids(version=4)) or UUID(int=1)),
        "title": draw(words(300, required=True)),
        "question": draw(words(400)),
        "summary": draw(words(1200)),
        "language": draw(st.sampled_from(["en", "fr", "pt-BR", "no"])),
        "licence": draw(licences),
        "event": {"when": draw(st.none() | moments())},
        "at_a_glance": {name: draw(words(600)) for name in glance},
        "topics": [{"slug": slug} for slug in draw(some(TOPICS))],
        "jurisdictions": draw(some(["US", "US-CA", "EU", "NO", "UN"])),
        "contributors": [
            {"key": key, "roles": draw(some(ContributorRole.values).map(lambda roles: roles or ["editing"]))}
            for key in draw(some(PEOPLE))
        ],
        "objectives": draw(st.lists(words(400, required=True), max_size=3)),
        "sections": [
            {
                "uuid": next(parts),
                "anchor": anchor,
                "heading": draw(words(200, required=True)),
                "kind": draw(st.sampled_from(SectionKind.values)),
                "prose": to_html(draw(prose)),
            }
            for anchor in anchors
        ],
        "questions": [
            {
                "uuid": next(parts),
                "prompt": draw(words(1000, required=True)),
                "section": draw(st.sampled_from(["", *anchors])),
                "minutes": draw(st.none() | st.integers(0, 32_767)),
            }
            for _ in range(draw(st.integers(0, 3)))
        ],
        "timeline": [
            {
                "uuid": next(parts),
                "when": draw(moments()),
                "title": draw(words(200, required=True)),
                "text": draw(words(1000)),
                "references": draw(several_cited),
            }
            for _ in range(draw(st.integers(0, 3)))
        ],
        "figures": [draw(figures(key)) for key in draw(some(["figure-1", "Map_2", "map_2"]))],
        "parties": [
            {
                "key": key,
                "roles": draw(st.lists(st.sampled_from(PartyRole.values), min_size=1, max_size=3, unique=True)),
                "involvement": draw(words(600)),
                "response": draw(responses),
            }
            for key in draw(some(PARTIES))
        ],
        "classifications": [
            {
                "framework": {"key": "risks", "version": draw(st.sampled_from(VERSIONS))},
                "term": {"key": key},
                "reason": draw(words()),
                "classified_by": draw(st.none() | st.sampled_from(PEOPLE).map(lambda person: {"key": person})),
            }
            for key in draw(some(TERMS))
        ],
        "instruments": [{"key": key, "note": draw(words())} for key in draw(some(INSTRUMENTS))],
        "disclosures": {name: draw(words()) for name in ("competing_interests", "funding", "ai_use")},
        "sources": [{"key": key} for key in draw(some(KEYS + UNCITED))],
    }


@st.composite
def figures(draw, key):
    video = draw(st.booleans())
    return {
        "key": key,
        "kind": "video" if video else "image",
        "picture": None if video and draw(st.booleans()) else draw(st.integers(0, len(PICTURES) - 1)),
        "video_url": "https://video.example/1" if video else "",
        "alt": draw(words()),
        "caption": draw(words()),
        "credit": draw(words(300)),
        "licence": draw(licences),
    }


slugs = st.from_regex(r"[-a-zA-Z0-9_]{1,12}", fullmatch=True)
