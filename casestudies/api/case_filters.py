"""What lists of case studies can be narrowed by: every facet of the public search, dates, sources, words."""

from collections.abc import Mapping
from typing import Any

from casestudies.api.codes import Places
from casestudies.api.dates import Day, Moment
from casestudies.api.parameters import OneOf, Parameter, Refused, Several
from casestudies.enums import Facet, PartyRole
from casestudies.queries.reading.wanted import Wanted
from casestudies.queries.search.language import LONGEST_QUERY, parse
from casestudies.queries.search.narrowing import narrowing

KEY = r"[a-z0-9][a-z0-9_.:\-]{0,78}[a-z0-9]"
PLAIN = r"[^,\x00-\x1F\x7F]"
# Each sign has one place, or a pattern is tried in very many ways: of a version with a slash in it the rest counts as
# the term's, and the name is the same.
TERM = rf"{KEY}(?:@[^,\/\x00-\x1F\x7F]{{1,40}})?\/{PLAIN}{{1,120}}"
FRAMEWORK = rf"{KEY}(?:@{PLAIN}{{1,40}})?"
SLUG = r"[a-zA-Z0-9_\-]{1,100}"
JURISDICTION = r"EU|OECD|UN|[A-Z]{2}(?:-[A-Z0-9]{1,3})?"

FACETS: dict[Facet, Several | OneOf] = {
    Facet.TOPIC: Several(
        SLUG,
        "a topic’s slug, or several with commas between",
        "On one of these topics, by slug. As with all names here, an unknown one is refused.",
        "creative-work",
    ),
    Facet.PARTY: Several(
        KEY, "a party’s key, or several with commas between", "In which one of these parties has a part.", "openai"
    ),
    Facet.ROLE: Several(
        "|".join(PartyRole.values),
        "a role such as developer, or several with commas between",
        "In which a party has this role; with `party`, in which that party has it.",
        "developer",
        PartyRole.values,
    ),
    Facet.JURISDICTION: Places(
        JURISDICTION,
        "a code such as US, US-CA or EU, or several with commas between",
        "Of one of these jurisdictions: ISO 3166 codes such as GB or US-CA, or EU, OECD, UN.",
        "US",
    ),
    Facet.LANGUAGE: Several(
        r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}",
        "a language tag such as en or pt-BR, or several with commas between",
        "Written in one of these languages.",
        "en",
    ),
    Facet.INSTRUMENT: Several(
        KEY,
        "an instrument’s key, or several with commas between",
        "That refer to one of these instruments.",
        "eu-ai-act",
    ),
    Facet.YEAR: Several(
        "[0-9]{4}", "a year of four digits, or several with commas between", "Of events in these years.", "2024"
    ),
    Facet.TEACHING: OneOf(("questions",), "With questions for discussion.", "questions"),
    Facet.READING: Several(
        "to-5|to-10|to-20|over-20",
        "one of to-5, to-10, to-20, over-20, or several with commas between",
        "By minutes to read: up to 5, 6 to 10, 11 to 20, more.",
        "to-10",
        ("to-5", "to-10", "to-20", "over-20"),
    ),
    Facet.CHECKED: Several(
        "all|most|some|none",
        "one of all, most, some, none, or several with commas between",
        "By how many of the statements were checked; `most` is half or more.",
        "all",
        ("all", "most", "some", "none"),
    ),
}
OTHERS: dict[str, Parameter] = {
    "term": Several(
        TERM,
        "a framework’s key, a slash and a term’s key, such as mit-ai-risk/6.3 or mit-ai-risk@April 2025/6.3",
        "Classified under one of these terms: `framework/term` in whatever version, or `framework@version/term`.",
        "mit-ai-risk/6.3",
    ),
    "framework": Several(
        FRAMEWORK,
        "a framework’s key, perhaps with its version after an @",
        "Classified under any term of one of these frameworks.",
        "mit-ai-risk",
    ),
    "source": Several(
        KEY, "a source’s key, or several with commas between", "That use one of these sources.", "gazette2025"
    ),
    "updated_since": Moment("Changed in public at this time or later: an edition, a correction, a reinstatement."),
    "updated_before": Moment("Last changed in public before this time."),
    "published_since": Moment("First published at this time or later."),
    "published_before": Moment("First published before this time."),
    "event_since": Day("Of events on this day or later; an event counts by its first day."),
    "event_before": Day("Of events before this day."),
}


class Words:
    """What a reader may type into search."""

    description = (
        "Words that must all be there, as in the site’s search: “phrases” in quotes, -words that must not. Ordered by "
        "relevance unless `sort` says otherwise."
    )
    example = "harbour cameras"
    schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY}

    def read(self, text: str) -> str:
        if len(text) > LONGEST_QUERY:
            raise ValueError(f"at most {LONGEST_QUERY} characters long")
        query = parse(text)
        if not query.wanted and not query.unwanted:
            raise Refused("“q” has no word in it to look for.")
        return text


FILTERS: dict[str, Parameter] = {**{str(facet): parameter for facet, parameter in FACETS.items()}, **OTHERS}


def wanted_by(given: Mapping[str, Any]) -> Wanted:
    """The filters that were given."""
    chosen = {facet: given[facet] for facet in FACETS if facet in given}
    dates = {name: given[name] for name in OTHERS if name in given and name.endswith(("_since", "_before"))}
    return Wanted(
        narrowed=narrowing({facet: (one,) if isinstance(one, str) else one for facet, one in chosen.items()}),
        terms=given.get("term", ()),
        frameworks=given.get("framework", ()),
        sources=given.get("source", ()),
        **dates,
    )
