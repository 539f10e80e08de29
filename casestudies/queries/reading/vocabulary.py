"""Which topics, parties, sources and so on there are for a caller: those that texts which it may read carry.

A name that nothing carries is probably misspelt. So is, for a caller, one that only drafts carry, texts under embargo,
or texts outside its coverage: it is told the same of all of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from casestudies.enums import Facet, PublicStatus, TermKind
from casestudies.models import ChangeTopic, PublicState, PublishedTerm, SearchFacet, Topic
from casestudies.queries.callers import Caller
from casestudies.queries.changes import told_of_topics
from casestudies.queries.partner_coverage import covered
from casestudies.queries.reading.cases import readable_by
from casestudies.queries.reading.wanted import Wanted, terms_wanted
from casestudies.queries.sandbox import lists
from casestudies.queries.sandbox.states import samples

MOST_COMPARED, MOST_ALIKE = 2_000, 10


class Vocabulary(StrEnum):
    """What names are of. `language` holds tags; `term` and `framework` are named with a version or without."""

    TOPIC = "topic"
    PARTY = "party"
    SOURCE = "source"
    INSTRUMENT = "instrument"
    TERM = "term"
    FRAMEWORK = "framework"
    JURISDICTION = "jurisdiction"
    LANGUAGE = "language"


# Of large vocabularies, how many signs at the beginning have to be right for a name to be near another.
ALIKE = {Vocabulary.SOURCE: 2, Vocabulary.PARTY: 1}
KINDS = {
    Vocabulary.TOPIC: TermKind.TOPIC,
    Vocabulary.PARTY: TermKind.PARTY,
    Vocabulary.SOURCE: TermKind.SOURCE,
    Vocabulary.INSTRUMENT: TermKind.INSTRUMENT,
    Vocabulary.TERM: TermKind.FRAMEWORK_TERM,
    Vocabulary.FRAMEWORK: TermKind.FRAMEWORK_TERM,
    Vocabulary.JURISDICTION: TermKind.JURISDICTION,
}


def strangers(caller: Caller, asked: Mapping[Vocabulary, Collection[str]]) -> list[tuple[Vocabulary, str]]:
    """Of the names those that there are not for the caller, in order. One query, whatever is asked; none of samples.

    What only withdrawn texts carry is there still, and so are the topics of the changes that the caller is told, and of
    its coverage: a question that was right yesterday is not wrong because there is no answer to it today.
    """
    names = [(vocabulary, name) for vocabulary, several in asked.items() for name in several]
    if caller.is_sandbox:
        return [(vocabulary, name) for vocabulary, name in names if name not in set(_of_samples(vocabulary))]
    found = _some_of([list(_carriers(*one, caller)) for one in names])
    return [one for one, is_there in zip(names, found, strict=True) if not is_there]


def nearest_known(caller: Caller, vocabulary: Vocabulary, name: str) -> str:
    """The name most like this under which the caller finds something now, "" where none is. At most two queries."""
    if caller.is_sandbox:
        return next(iter(_like(name, _of_samples(vocabulary))), "")
    stored = _stored(vocabulary, name).distinct()[:MOST_COMPARED]
    forms = (form for key in stored for form in _forms(vocabulary, key, name))
    like = _like(name, forms)
    # Many may be stored that are not for the caller; whether these are is asked of a few.
    found = _some_of([[_carrying(vocabulary, one, readable_by(caller))] for one in like])
    return next((one for one, is_there in zip(like, found, strict=True) if is_there), "")


def _stored(vocabulary: Vocabulary, name: str) -> QuerySet[Any, str]:
    """What is published under some name, whoever may read it; of much only what begins as this name does."""
    if vocabulary is Vocabulary.LANGUAGE:
        facets = SearchFacet.objects.filter(facet=Facet.LANGUAGE)
        return facets.order_by("value").values_list("value", flat=True)
    terms = PublishedTerm.objects.filter(kind=KINDS[vocabulary])
    if begins := name[: ALIKE.get(vocabulary, 0)]:  # a range, which every database reads from its index
        terms = terms.filter(key__gte=begins, key__lt=f"{begins}zzzz")
    return terms.order_by("key").values_list("key", flat=True)


def _like(name: str, words: Iterable[str]) -> list[str]:
    """Those of the words that are like the name, the most like it first, whatever their capitals."""
    by_lowered = {word.lower(): word for word in words}
    return [by_lowered[one] for one in get_close_matches(name.lower()[:60], by_lowered, n=MOST_ALIKE)]


def _some_of(wanted: list[list[QuerySet]]) -> list[bool]:
    """For each of the lists whether there is a row of one of its queries. One query; none for no list."""
    text: list[str] = []
    values: list[Any] = []
    for rows in wanted:
        parts = [one.order_by().values("pk")[:1].query.sql_with_params() for one in rows]
        text.append(f"({' OR '.join(f'EXISTS ({part})' for part, _ in parts)})")
        values += (value for _, needs in parts for value in needs)
    if not text:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(text)}", values)
        return [bool(found) for found in cursor.fetchone()]


def _carriers(vocabulary: Vocabulary, name: str, caller: Caller) -> Iterator[QuerySet]:
    """Rows of which one is enough."""
    public = PublicState.objects.filter(
        status__in=(PublicStatus.LIVE, PublicStatus.WITHDRAWN), edition__redaction__isnull=True
    )
    yield _carrying(vocabulary, name, covered(public, caller))
    if vocabulary is Vocabulary.TOPIC:
        yield told_of_topics(ChangeTopic.objects.filter(slug=name), caller.partner)
        if caller.partner is not None:
            yield Topic.objects.filter(slug=name, pk__in=caller.partner.covered_topics.values("pk"))


def _carrying(vocabulary: Vocabulary, name: str, states: QuerySet[PublicState]) -> QuerySet:
    """What of these case studies goes by the name."""
    of_those = Exists(states.filter(pk=OuterRef("state_id")))
    match vocabulary:
        case Vocabulary.LANGUAGE:
            return SearchFacet.objects.filter(of_those, facet=Facet.LANGUAGE, value=name)
        case Vocabulary.TERM:
            named = terms_wanted(Wanted(terms=(name,)), "key")
        case Vocabulary.FRAMEWORK:
            named = terms_wanted(Wanted(frameworks=(name,)), "key")
        case _:
            named = Q(key=name)
    return PublishedTerm.objects.filter(of_those, named, kind=KINDS[vocabulary])


def _forms(vocabulary: Vocabulary, key: str, name: str) -> Iterator[str]:
    """How a stored key is written by who writes `name`: with the framework's version, or without."""
    if vocabulary is Vocabulary.TERM:
        framework, _, term = key.partition("/")
        yield key if "@" in name else f"{framework.partition('@')[0]}/{term}"
    elif vocabulary is Vocabulary.FRAMEWORK:
        framework = key.partition("/")[0]
        yield framework if "@" in name else framework.partition("@")[0]
    else:
        yield key


def _of_samples(vocabulary: Vocabulary) -> Iterator[str]:
    """Every name, in every form; the topics of earlier editions too."""
    texts = [document for sample in samples().values() for document in sample.documents.values()]
    if vocabulary is Vocabulary.LANGUAGE:
        yield from dict.fromkeys(text["language"] for text in texts)
    elif vocabulary is Vocabulary.TOPIC:
        yield from dict.fromkeys(topic["slug"] for text in texts for topic in text["topics"])
    else:
        for key in lists.shared(KINDS[vocabulary]):
            for form in ("", "@"):
                yield from _forms(vocabulary, key, form)
