"""Other forms of the words that were typed, from the vocabulary of what is published."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from casestudies.models import SearchWord
from casestudies.publication.search_words import is_spelt, stem, stems_elsewhere
from casestudies.queries.search.language import Part, Query

MOST_FORMS = 8
MOST_ROWS = 400


def with_forms(query: Query) -> Query:
    """The query with, for each of its single words, the other forms that are published. One query."""
    typed = {part.word for part in (*query.wanted, *query.unwanted) if is_spelt(part.word)}
    if not typed:
        return query
    elsewhere = {one for word in typed for one in stems_elsewhere(word)}
    alike = Q(stem__in=set(map(stem, typed))) | Q(stems__stem__in=elsewhere)
    forms: dict[str, list[str]] = defaultdict(list)
    rows = SearchWord.objects.filter(alike, cases__gt=0).order_by("-cases", "word")
    for word, *stems in rows.values_list("word", "stem", "stems__stem")[:MOST_ROWS]:
        for of in filter(None, stems):
            if word not in forms[of]:
                forms[of].append(word)
    return Query(tuple(_widen(query.wanted, forms)), tuple(_widen(query.unwanted, forms)))


def _widen(parts: Iterable[Part], forms: dict[str, list[str]]) -> Iterable[Part]:
    for part in parts:
        if is_spelt(part.word) and not part.is_quoted:
            stems = [stem(part.word), *sorted(stems_elsewhere(part.word))]
            alike = dict.fromkeys(word for of in stems if of in forms for word in forms[of] if word != part.word)
            part = replace(part, others=tuple(alike)[:MOST_FORMS])
        yield part
