"""At which place search puts the case that was meant."""

from collections.abc import Iterable, Mapping, Sequence

from casestudies.enums import Sort
from casestudies.queries.search.narrowing import Narrowing
from casestudies.queries.search.results import search

Answer = Mapping[str, str]


def ranks(queries: Iterable[Answer]) -> list[tuple[Answer, int]]:
    """Each query with the place of its answer on the first page, 0 where it is not there."""
    return [(query, _rank(query)) for query in queries]


def summary(found: Sequence[int]) -> dict[str, float]:
    """Success at 1 and at 5, and the mean reciprocal rank."""
    return {
        "queries": len(found),
        "success@1": round(sum(rank == 1 for rank in found) / len(found), 3),
        "success@5": round(sum(0 < rank <= 5 for rank in found) / len(found), 3),
        "mrr": round(sum(1 / rank for rank in found if rank) / len(found), 3),
    }


def _rank(query: Answer) -> int:
    slugs = [state.slug for state in search(query["q"], Narrowing(), sort=Sort.RELEVANCE).rows]
    return slugs.index(query["answer"]) + 1 if query["answer"] in slugs else 0
