"""Create or change a framework in one version, with its tree of terms."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from casestudies.actions.save_library import Saved, check_record, plain_fields, write_record
from casestudies.errors import NotReady, Problem
from casestudies.models import Account, Framework, FrameworkTerm

Item = Mapping[str, Any]
# A term of the tree: its place in the item, its parent's key, the term itself.
Flat = tuple[str, str, Item]


def save_framework(item: Item, *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: key, version, name, publisher, url, note, and `terms`: key, name, note, and `terms` again.

    Raises NotAllowed, and NotReady with places such as `terms[0].terms[1].name`. A term that a case study is
    classified under is never deleted.
    """
    wanted = Framework(**{name: value for name, value in item.items() if name != "terms"})
    terms = list(_flatten(item["terms"]))

    def state(framework: Framework) -> tuple[Any, ...]:
        if framework is wanted:
            return plain_fields(framework), [(term["key"], term["name"], term["note"], up) for _, up, term in terms]
        rows = framework.terms.select_related("parent").all()
        return plain_fields(framework), [
            (row.key, row.name, row.note, row.parent.key if row.parent else "") for row in rows
        ]

    def write(framework: Framework) -> None:
        framework.save()
        _write_terms(framework, terms)

    return write_record(wanted, ("key", "version"), state, write, by=by, now=now, overwrite=overwrite)


def _flatten(terms: list[Item], parent: str = "", place: str = "") -> Iterator[Flat]:
    for index, term in enumerate(terms):
        here = f"{place}terms[{index}]"
        yield here, parent, term
        yield from _flatten(term["terms"], term["key"], f"{here}.")


def _write_terms(framework: Framework, terms: list[Flat]) -> None:
    there = {row.key: row for row in framework.terms.all()}
    written: dict[str, FrameworkTerm] = {}
    for position, (place, parent, term) in enumerate(terms, start=1):
        if term["key"] in written:
            raise NotReady([Problem("The framework already has a term with this key.", f"{place}.key")])
        row = there.get(term["key"]) or FrameworkTerm(framework=framework, key=term["key"])
        row.name, row.note, row.position, row.parent = term["name"], term["note"], position, written.get(parent)
        check_record(row, place)
        row.save()
        written[row.key] = row
    gone = [row for key, row in there.items() if key not in written]
    used = [row for row in gone if row.classifications.exists()]
    if used:
        names = ", ".join(f"“{row.key}”" for row in used)
        raise NotReady([Problem(f"Case studies are classified under {names}, so the framework keeps it.", "terms")])
    framework.terms.filter(pk__in=[row.pk for row in gone]).delete()
