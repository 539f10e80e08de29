"""The column of facets, the chips of what was chosen, and the words for both."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.enums import Facet, PartyRole
from casestudies.public.search_address import SearchAddress
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.queries.search.find import Count
from casestudies.queries.search.results import SearchPage

SHOWN = 6  # of a facet, before the rest is folded
MOST = 60  # of a facet, folded ones included

# Values that are not names, in the order in which they are shown.
WORDS = {
    Facet.ROLE: {str(role.value): role.label for role in PartyRole},
    Facet.TEACHING: {"questions": gettext_lazy("Discussion questions")},
    Facet.READING: {
        "to-5": gettext_lazy("Up to 5 minutes"),
        "to-10": gettext_lazy("6 to 10 minutes"),
        "to-20": gettext_lazy("11 to 20 minutes"),
        "over-20": gettext_lazy("Over 20 minutes"),
    },
    Facet.CHECKED: {
        "all": gettext_lazy("All of them"),
        "most": gettext_lazy("Half or more"),
        "some": gettext_lazy("Fewer than half"),
        "none": gettext_lazy("None yet"),
    },
}
# How a sentence says what a list was narrowed to: “No case on Privacy in France”.
PHRASES = {
    Facet.TOPIC: gettext_lazy("on %(value)s"),
    Facet.PARTY: gettext_lazy("involving %(value)s"),
    Facet.ROLE: gettext_lazy("with a party as %(value)s"),
    Facet.JURISDICTION: gettext_lazy("in %(value)s"),
    Facet.LANGUAGE: gettext_lazy("written in %(value)s"),
    Facet.TERM: gettext_lazy("classified as %(value)s"),
    Facet.INSTRUMENT: gettext_lazy("under %(value)s"),
    Facet.YEAR: gettext_lazy("from %(value)s"),
    Facet.TEACHING: gettext_lazy("with %(value)s"),
    Facet.READING: gettext_lazy("with a reading time of %(value)s"),
    Facet.CHECKED: gettext_lazy("with statements checked: %(value)s"),
}


def label_of(facet: Facet, value: str, label: str) -> str:
    """The words for a value; what live editions call it, or the value itself."""
    if facet == Facet.JURISDICTION:
        return jurisdiction_name(value)  # the label in the index is in one language
    return str(WORDS.get(facet, {}).get(value, label or value))


def column(asked: SearchAddress, found: SearchPage) -> list[dict]:
    """Each facet that makes a difference, with its values; chosen ones first."""
    groups = []
    for facet in Facet:
        counts = _with_chosen(asked, facet, found)
        # What every case has narrows nothing.
        if not any(facet in asked.narrowed.chosen or one.cases < found.total for one in counts):
            continue
        values = [_value(asked, facet, one) for one in _ordered(facet, counts)[:MOST]]
        values.sort(key=lambda value: not value["is_chosen"])
        shown = max(SHOWN, sum(value["is_chosen"] for value in values))
        if len(values) == shown + 1:
            shown += 1
        groups.append(
            {
                "name": str(facet),
                "label": facet.label,
                "values": values[:shown],
                "folded": values[shown:],
                "total": len(values),
                "unlisted": max(0, len(counts) - MOST),
            }
        )
    return groups


def chips(asked: SearchAddress, found: SearchPage) -> list[dict]:
    """What was chosen, each with the address that lets it go."""
    return [
        {
            "facet": facet.label,
            "label": label_of(facet, value, found.labels.get((facet, value), "")),
            "url": asked.with_narrowed(asked.narrowed.without_value(facet, value)).url,
        }
        for facet in asked.narrowed.facets
        for value in asked.narrowed.chosen[facet]
    ]


def phrase(asked: SearchAddress, found: SearchPage, facet: Facet) -> str:
    """`on Privacy or Policing`"""
    return PHRASES[facet] % {"value": chosen_labels(asked, found, facet)}


def chosen_labels(asked: SearchAddress, found: SearchPage, facet: Facet) -> str:
    """`Privacy or Policing`"""
    values = [label_of(facet, value, found.labels.get((facet, value), "")) for value in asked.narrowed.chosen[facet]]
    return f" {_('or')} ".join(values)


def _with_chosen(asked: SearchAddress, facet: Facet, found: SearchPage) -> Sequence[Count]:
    counts = list(found.counts.get(facet, ()))
    there = {one.value for one in counts}
    chosen = asked.narrowed.chosen.get(facet, ())
    return counts + [Count(value, found.labels.get((facet, value), ""), 0) for value in chosen if value not in there]


def _ordered(facet: Facet, counts: Sequence[Count]) -> list[Count]:
    """Years from the last, bands in their order, everything else by how many cases have it."""
    if facet == Facet.YEAR:
        return sorted(counts, key=lambda one: one.value, reverse=True)
    if facet in (Facet.READING, Facet.CHECKED):
        order = list(WORDS[facet])
        return sorted(counts, key=lambda one: order.index(one.value) if one.value in order else len(order))
    return list(counts)


def _value(asked: SearchAddress, facet: Facet, one: Count) -> dict:
    is_chosen = asked.narrowed.has(facet, one.value)
    change = asked.narrowed.without_value if is_chosen else asked.narrowed.with_value
    return {
        "label": label_of(facet, one.value, one.label),
        "cases": one.cases,
        "is_chosen": is_chosen,
        "url": asked.with_narrowed(change(facet, one.value)).url,
    }
