"""Finding drafts by what they say now. Begins from rows that the account sees (queries/drafts.py)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

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
    for word in words:
        rows = rows.filter(Q(draft_text__folded__contains=word) | Q(slug__contains=word))
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
