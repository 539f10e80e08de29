"""What a list is narrowed to, and the conditions that say so.

Within a facet any of the chosen values will do: a reader who chose 2023 and then 2024 wants both years. Between facets
all must hold. A party and a role hold together: the party in that role.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casestudies.enums import Facet
from casestudies.models import SearchFacet
from casestudies.queries.search.matching import Sql

TABLE = SearchFacet._meta.db_table
MOST_VALUES = 10  # of a facet
PAIR = "pair"


@dataclass(frozen=True)
class Narrowing:
    """The chosen values by facet, each facet's in the order of the alphabet; facets without any are left out."""

    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    @property
    def facets(self) -> list[Facet]:
        return [facet for facet in Facet if facet in self.chosen]

    def has(self, facet: Facet, value: str) -> bool:
        return value in self.chosen.get(facet, ())

    def with_value(self, facet: Facet, value: str) -> "Narrowing":
        return narrowing({**self.chosen, facet: [*self.chosen.get(facet, ()), value]})

    def without_value(self, facet: Facet, value: str) -> "Narrowing":
        return narrowing({**self.chosen, facet: [one for one in self.chosen.get(facet, ()) if one != value]})

    def without(self, facet: Facet) -> "Narrowing":
        return narrowing({other: values for other, values in self.chosen.items() if other != facet})


def narrowing(values: Mapping[Facet, Iterable[str]]) -> Narrowing:
    """Tidied: what is empty, longer than any value or has a null byte is left out, and so is what is too much."""
    chosen = {}
    for facet in Facet:
        tidy = {value for value in values.get(facet, ()) if 0 < len(value) <= 200 and "\0" not in value}
        if tidy:
            chosen[facet] = tuple(sorted(tidy)[:MOST_VALUES])
    return Narrowing(chosen)


def flags(narrowed: Narrowing) -> dict[str, Sql]:
    """For each chosen facet, and for party and role together, a 1 or 0 over `hits.state_id`."""
    chosen = {str(facet): _condition(facet, narrowed.chosen[facet]) for facet in narrowed.facets}
    if Facet.PARTY in narrowed.chosen and Facet.ROLE in narrowed.chosen:
        party, role = narrowed.chosen[Facet.PARTY], narrowed.chosen[Facet.ROLE]
        text = f"facet = 'party' AND value IN ({_places(party)}) AND also IN ({_places(role)})"
        chosen[PAIR] = _flag(Sql(text, [*party, *role]))
    return chosen


def all_but(names: Iterable[str], *left_out: str) -> str:
    """The WHERE that every flag holds, or every one but some. Party and role hold by their pair."""
    left = set(left_out)
    held = set(names)
    if PAIR in held:
        held -= left | ({PAIR} if left & {Facet.PARTY, Facet.ROLE} else {Facet.PARTY, Facet.ROLE})
    else:
        held -= left
    return " AND ".join(f"in_{name} = 1" for name in sorted(held)) or "1 = 1"


def _condition(facet: Facet, values: tuple[str, ...]) -> Sql:
    if facet == Facet.ROLE:
        return _flag(Sql(f"facet = 'party' AND also IN ({_places(values)})", values))
    return _flag(Sql(f"facet = '{facet}' AND value IN ({_places(values)})", values))


def _flag(where: Sql) -> Sql:
    text = f"CASE WHEN hits.state_id IN (SELECT state_id FROM {TABLE} WHERE {where.text}) THEN 1 ELSE 0 END"
    return Sql(text, where.values)


def _places(values: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(values))
