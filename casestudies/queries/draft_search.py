"""Finding drafts by what they say now and by the notes on them.

Begins from rows that the account sees (queries/drafts.py): who sees a draft sees its notes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from casestudies.models import CaseStudy, DraftText, Note
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
    """Those of the rows whose text, address or notes hold every one of the folded words, in any order."""
    for number, word in enumerate(words):
        # Plain substrings: LIKE takes several times as long on SQLite, and has wildcards.
        in_text = StrIndex("draft_text__folded", Value(word))
        rows = rows.alias(**{f"in_text_{number}": in_text, f"in_slug_{number}": StrIndex("slug", Value(word))})
        noted = Exists(_saying(Note.objects.filter(case_study=OuterRef("pk")), [word]))
        rows = rows.filter(Q(**{f"in_text_{number}__gt": 0}) | Q(**{f"in_slug_{number}__gt": 0}) | noted)
    return rows


def where_found(case_ids: Iterable[int], words: Sequence[str]) -> dict[int, list[Found]]:
    """For each draft, by its row id, the places to show: those that hold most of the words. Two queries."""
    ids = list(case_ids)
    notes: dict[int, list[Sequence[str]]] = {}
    for pk, body in _saying(Note.objects.filter(case_study__in=ids), words).values_list("case_study", "body"):
        notes.setdefault(pk, []).append(("note", "", " ".join(body.split())))
    rows = DraftText.objects.filter(case_study__in=ids).only("passages")
    return {row.pk: _best([*row.passages, *notes.get(row.pk, ())], words) for row in rows}


def _saying(notes: QuerySet[Note], words: Iterable[str]) -> QuerySet[Note]:
    """Those that hold one of the words."""
    held = Q(pk__in=[])
    for number, word in enumerate(words):
        notes = notes.alias(**{f"word_{number}": StrIndex("folded", Value(word))})
        held |= Q(**{f"word_{number}__gt": 0})
    return notes.filter(held)


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
