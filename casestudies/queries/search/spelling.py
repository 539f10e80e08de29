"""What somebody may have meant who typed a word that is in no case: the nearest word that is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Q

from casestudies.models import SearchGram, SearchWord
from casestudies.publication.search_words import deletions, grams, is_spelt
from casestudies.queries.search.language import Part, Query

MOST_CORRECTED = 4
MOST_CANDIDATES = 40


def corrected(query: Query) -> Query | None:
    """The query with every unknown word replaced by the nearest known one; None if there is no such. Two queries."""
    unknown = _unknown(query.wanted)
    if not 0 < len(unknown) <= MOST_CORRECTED:
        return None
    candidates = _candidates(unknown)
    nearest = {word: _nearest(word, candidates[word]) for word in unknown}
    if not all(nearest.values()):
        return None
    return replace(query, wanted=tuple(_respell(part, nearest) for part in query.wanted))


def _unknown(parts: Sequence[Part]) -> list[str]:
    """The words that no live case holds in any form, nor, where a word may go on, any that begins so."""
    asked = {word for part in parts if not part.others for word in part.words if is_spelt(word)}
    known = Q(word__in=asked)
    begun = {part.words[-1] for part in parts if part.is_open}
    for beginning in begun & asked:
        known |= Q(word__startswith=beginning)
    there = set(SearchWord.objects.filter(known, cases__gt=0).values_list("word", flat=True)[:2_000])
    open_known = {one for one in begun if any(word.startswith(one) for word in there)}
    return sorted(asked - there - open_known)


def _candidates(unknown: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """The words that share most with each, and how many cases hold them. One query."""
    words, pieces = SearchWord._meta.db_table, SearchGram._meta.db_table
    branches: list[str] = []
    values: list[str] = []
    for word in unknown:
        shared = sorted(grams(word) | deletions(word))
        # Less one letter, the two are the same: that says more than three letters in common.
        branches.append(
            f"SELECT * FROM (SELECT %s AS asked, w.word, w.cases FROM {pieces} g JOIN {words} w ON w.id = g.word_id "
            f"WHERE w.cases > 0 AND g.gram IN ({', '.join(['%s'] * len(shared))}) GROUP BY w.word, w.cases "
            f"ORDER BY SUM(CASE WHEN g.gram LIKE %s THEN 3 ELSE 1 END) DESC, w.cases DESC, w.word "
            f"LIMIT {MOST_CANDIDATES}) AS nearest"
        )
        values += [word, *shared, "-%"]
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branches), values)
        for asked, word, cases in cursor.fetchall():
            found[asked].append((word, cases))
    return found


def _nearest(asked: str, candidates: Iterable[tuple[str, int]]) -> str:
    """The candidate with the fewest slips, the commonest of several; empty if all are too far."""
    most = 1 if len(asked) <= 4 else 2 if len(asked) <= 7 else 3
    ranked = [(slips(asked, word), word[0] != asked[0], -cases, word) for word, cases in candidates]
    near = min((rank for rank in ranked if rank[0] <= most), default=None)
    return near[-1] if near else ""


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, mistaken or exchanged with the next (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for place, meant in enumerate(other, start=1):
            cost = min(last[place] + 1, row[place - 1] + 1, last[place - 1] + (letter != meant))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == meant:
                cost = min(cost, before[place - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _respell(part: Part, nearest: dict[str, str]) -> Part:
    words = tuple(nearest.get(word, word) for word in part.words)
    return part if words == part.words else replace(part, words=words, is_open=False, others=())
