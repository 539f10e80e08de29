"""Which topics, parties, sources and so on there are for a caller: those that texts which it may read carry.

A name that nothing carries is probably misspelt. So is, for a caller, one that only drafts carry, texts under embargo,
or texts outside its coverage: it is told the same of all of them.
"""

from collections.abc import Collection, Iterator, Mapping
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

MOST_NEIGHBOURS = 2_000


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
    if not names:
        return []
    text: list[str] = []
    values: list[Any] = []
    for one in names:
        carried = []
        for rows in _carriers(*one, caller):
            part, needs = rows.order_by().values("pk")[:1].query.sql_with_params()
            carried.append(f"EXISTS ({part})")
            values += needs
        text.append(f"({' OR '.join(carried)})")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(text)}", values)
        found = cursor.fetchone()
    return [one for one, is_there in zip(names, found, strict=True) if not is_there]


def neighbours(caller: Caller, vocabulary: Vocabulary, name: str) -> list[str]:
    """Names by which the caller finds something now, among them the one that was meant. One query; none of samples."""
    if caller.is_sandbox:
        return list(_of_samples(vocabulary))
    now = Exists(readable_by(caller).filter(pk=OuterRef("state_id")))
    if vocabulary is Vocabulary.LANGUAGE:
        rows = SearchFacet.objects.filter(now, facet=Facet.LANGUAGE).order_by("value").values_list("value", flat=True)
        return list(rows.distinct()[:MOST_NEIGHBOURS])
    begins = name[: ALIKE.get(vocabulary, 0)]
    terms = PublishedTerm.objects.filter(now, kind=KINDS[vocabulary])
    if begins:  # a range, which every database reads from its index
        terms = terms.filter(key__gte=begins, key__lt=f"{begins}zzzz")
    keys = terms.order_by("key").values_list("key", flat=True).distinct()[:MOST_NEIGHBOURS]
    return list(dict.fromkeys(form for key in keys for form in _forms(vocabulary, key, name)))


def _carriers(vocabulary: Vocabulary, name: str, caller: Caller) -> Iterator[QuerySet]:
    """Rows of which one is enough."""
    if vocabulary is Vocabulary.LANGUAGE:
        rows = SearchFacet.objects.filter(facet=Facet.LANGUAGE, value=name)
        yield rows.filter(Exists(readable_by(caller).filter(pk=OuterRef("state_id"))))
        return
    match vocabulary:
        case Vocabulary.TERM:
            named = terms_wanted(Wanted(terms=(name,)), "key")
        case Vocabulary.FRAMEWORK:
            named = terms_wanted(Wanted(frameworks=(name,)), "key")
        case _:
            named = Q(key=name)
    public = PublicState.objects.filter(
        status__in=(PublicStatus.LIVE, PublicStatus.WITHDRAWN), edition__redaction__isnull=True
    )
    states = covered(public, caller).filter(pk=OuterRef("state_id"))
    yield PublishedTerm.objects.filter(Exists(states), named, kind=KINDS[vocabulary])
    if vocabulary is Vocabulary.TOPIC:
        yield told_of_topics(ChangeTopic.objects.filter(slug=name), caller.partner)
        if caller.partner is not None:
            yield Topic.objects.filter(slug=name, pk__in=caller.partner.covered_topics.values("pk"))


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
