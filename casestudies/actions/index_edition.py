"""Write and remove what search reads of a live edition. Runs inside the action's transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from casestudies.models import PublicState, SearchEntry, SearchFacet, SearchGram, SearchStem, SearchWord
from casestudies.publication.search_entry import WORD_COLUMNS, search_entry
from casestudies.publication.search_facets import facet_values
from casestudies.publication.search_words import grams, stem, stem_in, vocabulary

T = TypeVar("T")
AT_ONCE = 250  # rows a statement; SQLite takes no more than 32,766 values


def index_edition(
    state: PublicState, document: Mapping[str, Any], contents: Iterable[Mapping[str, str]], card: Mapping[str, Any]
) -> None:
    """Let the public find the edition that `state` shows; `contents` and `card` are its rendering's."""
    columns = search_entry(document, contents) | {"corrected_at": corrected_at(state)}
    entry = SearchEntry.objects.filter(state=state).first()
    gone = _words(entry)
    entry = entry or SearchEntry(state=state)
    for column, value in columns.items():
        setattr(entry, column, value)
    entry.save()
    SearchFacet.objects.filter(state=state).delete()
    SearchFacet.objects.bulk_create(
        SearchFacet(state=state, **value._asdict()) for value in facet_values(document, card)
    )
    come = _words(entry)
    _count(gone=gone, come=come)
    _stem(come, entry.language)


def unindex(state: PublicState) -> None:
    """Let nobody find it any more, nor a word that it alone holds."""
    before = SearchEntry.objects.filter(state=state).first()
    SearchFacet.objects.filter(state=state).delete()
    if before is not None:
        before.delete()
        _count(gone=_words(before), come=set())


def recount_words() -> int:
    """Make the vocabulary again from the entries; returns how many words there are."""
    with transaction.atomic():
        cases: Counter[str] = Counter()
        spoken: dict[str, set[str]] = defaultdict(set)
        for entry in SearchEntry.objects.only(*WORD_COLUMNS, "language").iterator(200):
            said = _words(entry)
            cases.update(said)
            if stem_in(entry.language, "a"):
                spoken[entry.language] |= said
        SearchWord.objects.all().delete()
        _add(sorted(cases.items()))
        for language, said in sorted(spoken.items()):
            _stem(said, language)
        return len(cases)


def corrected_at(state: PublicState) -> datetime | None:
    """When it was last corrected."""
    return datetime.fromisoformat(state.corrections[0]["at"]) if state.corrections else None


def _words(entry: SearchEntry | None) -> set[str]:
    return vocabulary({column: getattr(entry, column) for column in WORD_COLUMNS}) if entry else set()


def _count(*, gone: set[str], come: set[str]) -> None:
    """Always in the order of the alphabet, so that two publications never wait for each other."""
    _add([(word, 1 if word in come else -1) for word in sorted(gone ^ come)])
    if gone - come:
        SearchWord.objects.filter(word__in=gone - come, cases=0).delete()


def _add(changes: Sequence[tuple[str, int]]) -> None:
    for some in _batches(changes):
        _add_counts(some)
        # Asked afterwards: a word that was there before may have gone with another publication meanwhile.
        pieces = SearchGram.objects.filter(word=OuterRef("pk"))
        new = SearchWord.objects.filter(~Exists(pieces), word__in=[word for word, _ in some])
        _add_grams([(pk, gram) for pk, word in new.values_list("pk", "word") for gram in grams(word)])


def _stem(words: Iterable[str], language: str) -> None:
    """Keep what the words have in common with their other forms in a language that we know, beside English."""
    if not stem_in(language, "a"):
        return
    for some in _batches(sorted(words)):
        there = SearchWord.objects.filter(word__in=some).values_list("pk", "word")
        SearchStem.objects.bulk_create(
            (SearchStem(word_id=pk, stem=stem_in(language, word)) for pk, word in there), ignore_conflicts=True
        )


def _add_counts(changes: Sequence[tuple[str, int]]) -> None:
    """New words with their number, and the number of those that are there raised or lowered, in one statement."""
    table = SearchWord._meta.db_table
    rows = ", ".join(["(%s, %s, %s)"] * len(changes))
    values = [value for word, number in changes for value in (word, stem(word), number)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (word, stem, cases) VALUES {rows} "
            f"ON CONFLICT (word) DO UPDATE SET cases = {table}.cases + excluded.cases",
            values,
        )


def _add_grams(pieces: Sequence[tuple[int, str]]) -> None:
    """Pieces of new words; those that another publication of the same word wrote meanwhile stay as they are."""
    with connection.cursor() as cursor:
        for some in _batches(pieces, AT_ONCE * 20):
            rows = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {SearchGram._meta.db_table} (word_id, gram) VALUES {rows} ON CONFLICT DO NOTHING",
                [value for piece in some for value in piece],
            )


def _batches(changes: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    return (changes[start : start + size] for start in range(0, len(changes), size))
