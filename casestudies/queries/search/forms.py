"""Other forms of the words that were typed, from the vocabulary of what is published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from casestudies.models import SearchWord
from casestudies.publication.search_words import is_spelt, stem
from casestudies.queries.search.language import Part, Query

MOST_FORMS = 8
MOST_ROWS = 400


def with_forms(query: Query) -> Query:
    """The query with, for each of its single words, the other forms that are published. One query."""
    stems = {stem(part.word) for part in (*query.wanted, *query.unwanted) if is_spelt(part.word)}
    if not stems:
        return query
    forms: dict[str, list[str]] = defaultdict(list)
    rows = SearchWord.objects.filter(stem__in=stems, cases__gt=0).order_by("-cases", "word")
    for word, of in rows.values_list("word", "stem")[:MOST_ROWS]:
        forms[of].append(word)
    return Query(tuple(_widen(query.wanted, forms)), tuple(_widen(query.unwanted, forms)))


def _widen(parts: Iterable[Part], forms: dict[str, list[str]]) -> Iterable[Part]:
    for part in parts:
        if is_spelt(part.word) and not part.is_quoted:
            others = tuple(word for word in forms[stem(part.word)] if word != part.word)[:MOST_FORMS]
            part = replace(part, others=others)
        yield part
