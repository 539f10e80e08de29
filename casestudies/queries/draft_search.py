"""Finding drafts by what they say now. Begins from rows that the account sees (queries/drafts.py)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex

from casestudies.models import CaseStudy, DraftText
from casestudies.prose.excerpt import Piece, excerpt

MOST_PLACES = 2
# The list says these itself.
SAID_BY_THE_LIST = ("title",)


@dataclass(frozen=True)
class Found:
    """Where a draft holds some of the words: the place, its heading, and the stretch in pieces."""

    place: str
    heading: str
    pieces: Sequence[Piece]


def find_drafts(rows: QuerySet[CaseStudy], words: Iterable[str]) -> QuerySet[CaseStudy]:
    """Those of the rows whose text or address holds every one of the folded words, in any order."""
    for number, word in enumerate(words):
        # Plain substrings: LIKE takes several times as long on SQLite, and has wildcards.
        in_text = StrIndex("draft_text__folded", Value(word))
        rows = rows.alias(**{f"in_text_{number}": in_text, f"in_slug_{number}": StrIndex("slug", Value(word))})
        rows = rows.filter(Q(**{f"in_text_{number}__gt": 0}) | Q(**{f"in_slug_{number}__gt": 0}))
    return rows


def where_found(case_ids: Iterable[int], words: Sequence[str]) -> dict[int, list[Found]]:
    """For each draft, by its row id, the places to show: those that hold most of the words. One query."""
    rows = DraftText.objects.filter(case_study__in=list(case_ids)).only("passages")
    return {row.pk: _best(row.passages, words) for row in rows}


def _best(passages: Iterable[Sequence[str]], words: Sequence[str]) -> list[Found]:
    hits = []
    for place, heading, text in passages:
        if place in SAID_BY_THE_LIST:
            continue
        pieces = excerpt(text, words)
        if pieces:
            marked = {said.casefold() for is_hit, said in pieces if is_hit}
            hits.append((len(marked), Found(place, heading, pieces)))
    hits.sort(key=lambda hit: -hit[0])
    return [found for _count, found in hits[:MOST_PLACES]]
