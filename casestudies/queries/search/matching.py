"""A query as each database's full-text index takes it. Words are letters and digits alone, so quoting them is safe."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from casestudies.queries.search.language import Part, Query
from casestudies.search_index import HITS, INDEX, TABLE, WEIGHTS

# ts_rank's weights for D, C, B, A.
RANKS = "{0.1, 0.3, 0.5, 1.0}"
# How many are ranked where more match: ranking reads the whole vector of each, which PostgreSQL keeps apart.
MOST_RANKED = 1_000


class Sql(NamedTuple):
    """A statement or a piece of one, with its parameters."""

    text: str
    values: Sequence[Any] = ()


def matches(query: Query, *, scored: bool, column: str = "") -> Sql:
    """SELECT state_id, score: the entries that match, the better the higher; every entry where nothing is asked.

    Without `scored` every score is 0, which costs less; `ranks` may then score some of them. `column`: `title` or
    `names`, to look there alone.
    """
    if connection.vendor == "postgresql":
        return _on_postgresql(query, scored=scored, weight=WEIGHTS[column][1] if column else "")
    return _on_sqlite(query, scored=scored, column=column)


def ranks(query: Query, found: str, states: str) -> Sql:
    """SELECT state_id, score of those in the table `found`, for a query for words on PostgreSQL.

    Of very many only those have a score that have the words in their title, then those that changed last. `states` is
    the table of public states.
    """
    words = [f" {word}" for part in query.wanted for word in (*part.words, *part.others)]
    titled = " + ".join(["CAST(strpos(' ' || t.title, %s) > 0 AS integer)"] * len(words))
    score, values = _rank(query, "e.vector")
    in_turn = (
        f"SELECT {found}.state_id, ROW_NUMBER() OVER (ORDER BY {titled} DESC, s.changed_at DESC, s.id DESC) AS turn "
        f"FROM {found} JOIN {TABLE} t ON t.state_id = {found}.state_id JOIN {states} s ON s.id = {found}.state_id"
    )
    text = (
        f"SELECT c.state_id, CASE WHEN c.turn <= %s THEN (SELECT {score} FROM {TABLE} e WHERE e.state_id = c.state_id) "
        f"ELSE -1 END AS score FROM ({in_turn}) AS c"
    )
    return Sql(text, [MOST_RANKED, *values, *words])


def _on_sqlite(query: Query, *, scored: bool, column: str) -> Sql:
    conditions, values = [], []
    if query.wanted:
        conditions.append(f"{INDEX} MATCH %s")
        asked = " AND ".join(map(_fts, query.wanted))
        values.append(f"{column} : ({asked})" if column else asked)
    for part in query.unwanted:
        conditions.append(f"rowid NOT IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)")
        values.append(_fts(part))
    weights = ", ".join(str(weight) for weight, _ in WEIGHTS.values())
    score = f"-bm25({INDEX}, {weights})" if scored and query.wanted else "0.0"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    if not query.wanted:
        # An FTS5 table has no cheap list of its rows; the entries do.
        return Sql(
            f"SELECT state_id, {score} AS score FROM {TABLE}{where.replace('rowid NOT', 'state_id NOT')}", values
        )
    return Sql(f"SELECT rowid AS state_id, {score} AS score FROM {INDEX}{where}", values)


def _fts(part: Part) -> str:
    phrase = f'"{" ".join(part.words)}"'
    # Said twice, the word itself counts for more than its other forms.
    ways = [phrase, phrase + " *"] if part.is_open else [phrase]
    if part.others:
        ways += [phrase, *(f'"{word}"' for word in part.others)]
    return f"({' OR '.join(ways)})"


def _on_postgresql(query: Query, *, scored: bool, weight: str) -> Sql:
    unwanted = [f"!{_tsquery(part)}" for part in query.unwanted]
    if not query.wanted:
        where = " WHERE vector @@ %s::tsquery" if unwanted else ""
        return Sql(f"SELECT state_id, 0.0 AS score FROM {TABLE}{where}", [" & ".join(unwanted)] if unwanted else [])
    asked = " & ".join([*(_tsquery(part, weight) for part in query.wanted), *unwanted])
    if not scored:
        return Sql(f"SELECT state_id, 0.0 AS score FROM {HITS}(%s::tsquery)", [asked])
    score, values = _rank(query, "e.vector")
    text = f"SELECT e.state_id, {score} AS score FROM {HITS}(%s::tsquery) h JOIN {TABLE} e ON e.state_id = h.state_id"
    return Sql(text, [*values, asked])


def _rank(query: Query, vector: str) -> tuple[str, list[str]]:
    score = " + ".join([f"ts_rank(%s, {vector}, %s::tsquery, 1)"] * len(query.wanted))
    return score, [value for part in query.wanted for value in (RANKS, _tsquery(part))]


def _tsquery(part: Part, weight: str = "") -> str:
    at = f":{weight}" if weight else ""
    *first, last = (f"'{word}'" for word in part.words)
    goes_on = f":*{weight}" if part.is_open else at
    ways = [" <-> ".join([*(f"{word}{at}" for word in first), last + goes_on])]
    ways += [f"'{word}'{at}" for word in part.others]
    return f"({' | '.join(ways)})"
