"""Which topics, parties, sources and so on there are for a caller: those that texts which it may read carry.

A name that nothing carries is probably misspelt. So is, for a caller, one that only drafts carry, texts under embargo,
or texts outside its coverage: it is told the same of all of them, at the same cost. So only what the caller may read is
compared with a name, and of a partner with limits its own case studies are gone through, never the archive.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull

from casestudies.enums import Facet, PublicStatus, TermKind
from casestudies.models import ChangeTopic, CoverageSpan, PublicState, PublishedTerm, SearchFacet, Topic
from casestudies.queries.callers import Caller
from casestudies.queries.changes import told_of_topics
from casestudies.queries.editions import live
from casestudies.queries.partner_coverage import limiting_spans
from casestudies.queries.reading.wanted import Wanted, terms_wanted
from casestudies.queries.sandbox import lists
from casestudies.queries.sandbox.states import samples

MOST_COMPARED = 2_000


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


class Stored(NamedTuple):
    """Where names are kept: rows whose `column` is `kind`, by `name`."""

    model: type[PublishedTerm | SearchFacet]
    column: str
    kind: str
    name: str

    def rows(self) -> QuerySet:
        return self.model._default_manager.filter(**{self.column: self.kind})


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
    """The name most like this under which the caller finds something now, "" where none is. One query."""
    if caller.is_sandbox:
        return _most_like(name, _of_samples(vocabulary))
    begins = name[: ALIKE.get(vocabulary, 0)]
    names = _readable_names(_stored(vocabulary), begins, limiting_spans(caller))
    return _most_like(name, (form for key in names for form in _forms(vocabulary, key, name)))


def _stored(vocabulary: Vocabulary) -> Stored:
    if vocabulary is Vocabulary.LANGUAGE:
        return Stored(SearchFacet, "facet", Facet.LANGUAGE, "value")
    return Stored(PublishedTerm, "kind", KINDS[vocabulary], "key")


def _readable_names(stored: Stored, begins: str, spans: QuerySet[CoverageSpan] | None) -> list[str]:
    """In order, the names that live texts carry: all of them, or those within spans alone. One query."""
    table, name = stored.model._meta.db_table, stored.name
    text, values = f"{table}.{stored.column} = %s", [str(stored.kind)]
    if begins:  # a range, which every database reads from its index
        text += f" AND {table}.{name} >= %s AND {table}.{name} < %s"
        values += [begins, f"{begins}zzzz"]
    if spans is None:
        # Every name once, and for each one text that carries it.
        one = stored.rows().filter(_of(live()), **{name: RawSQL("named.name", [])}).values("pk")[:1]
        carrier, needs = one.query.sql_with_params()
        distinct = f"SELECT DISTINCT {name} AS name FROM {table} WHERE {text} ORDER BY name LIMIT {MOST_COMPARED}"
        statement = f"SELECT named.name FROM ({distinct}) AS named WHERE ({carrier}) IS NOT NULL"
        values = [*values, *needs]
    else:
        # From the spans on: CROSS JOIN keeps SQLite to that order.
        states = spans.annotate(state=Subquery(live().filter(uuid=OuterRef("case_uuid")).values("pk")[:1]))
        mine, needs = states.values("state").query.sql_with_params()
        statement = (
            f"WITH mine AS MATERIALIZED ({mine}) SELECT DISTINCT {table}.{name} AS name FROM mine "
            f"CROSS JOIN {table} WHERE {table}.state_id = mine.state AND {text}"
        )
        values = [*needs, *values]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY name LIMIT {MOST_COMPARED}", values)
        return [name for (name,) in cursor.fetchall()]


def _most_like(name: str, words: Iterable[str]) -> str:
    """Of the words the one that is most like the name, whatever their capitals; "" where none is."""
    by_lowered: dict[str, str] = {}
    for word in words:
        by_lowered.setdefault(word.lower(), word)
    return next((by_lowered[one] for one in get_close_matches(name.lower()[:60], by_lowered, n=1)), "")


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
    named = _stored(vocabulary).rows().filter(_called(vocabulary, name))
    spans = limiting_spans(caller)
    if spans is None:
        yield named.filter(_of(public))
    else:
        yield spans.filter(
            Exists(public.filter(Exists(named.filter(state=OuterRef("pk"))), uuid=OuterRef("case_uuid")))
        )
    if vocabulary is Vocabulary.TOPIC:
        yield told_of_topics(ChangeTopic.objects.filter(slug=name), caller.partner)
        if caller.partner is not None:
            yield Topic.objects.filter(slug=name, pk__in=caller.partner.covered_topics.values("pk"))


def _of(states: QuerySet[PublicState]) -> IsNull:
    """That a row is of one of these case studies: asked of each, for EXISTS PostgreSQL may make a join of all."""
    return IsNull(Subquery(states.filter(pk=OuterRef("state_id")).values("pk")[:1]), False)


def _called(vocabulary: Vocabulary, name: str) -> Q:
    """That a row goes by the name."""
    match vocabulary:
        case Vocabulary.LANGUAGE:
            return Q(value=name)
        case Vocabulary.TERM:
            return terms_wanted(Wanted(terms=(name,)), "key")
        case Vocabulary.FRAMEWORK:
            return terms_wanted(Wanted(frameworks=(name,)), "key")
        case _:
            return Q(key=name)


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
