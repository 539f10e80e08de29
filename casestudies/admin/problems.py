"""Puts what an action found wrong where it can be mended: at a field of a row, in a tab, in a form of its own."""

import re

from casestudies.admin.tabs import TABS

PLACE = re.compile(r"(?P<part>[a-z_]+)\[(?P<index>\d+)\]\.(?P<field>.+)\Z")

ROW = re.compile(r"(?P<part>[a-z_]+)\[(?P<index>\d+)\](?:\.(?P<field>.+))?\Z")

# The snapshot's names of fields and parts, where the form has others.
FIELDS = {"references": "citations", "response.reference": "response_citations", "response": "response_words"}
PARTS = {"contributors": "contributions"}
PREFIXES = frozenset(prefix for _tab, _label, prefixes in TABS for prefix in prefixes)


def put_problems(problems, formsets):
    """Add each problem that names a row's field to that row's form; returns those that found no row."""
    by_prefix = {formset.prefix: formset for formset in formsets}
    return tuple(problem for problem in problems if not put_problem(problem, by_prefix))


def put_problem(problem, by_prefix):
    found = PLACE.match(problem.place)
    formset = by_prefix.get(found["part"]) if found else None
    if formset is None:
        return False
    # Asking for the errors validates the rows first; the problem comes on top.
    rows = formset.settled_forms() if formset.errors is not None else []
    index = int(found["index"])
    if index >= len(rows):
        return False
    field = FIELDS.get(found["field"], found["field"])
    rows[index].add_error(field if field in rows[index].fields else None, problem.message)
    return True


def target_of(place: str) -> str:
    """The id of what to focus for a place: `sections[2].prose` -> `id_sections-2-prose`; "" for the whole."""
    found = ROW.match(place)
    if found is None:
        part = PARTS.get(place, place)
        return f"{part}-part" if part in PREFIXES else f"id_{place}" if place else ""
    part, index, name = found["part"], found["index"], found["field"]
    if not name:
        return f"{part}-{index}"
    return f"id_{part}-{index}-{FIELDS.get(name, name)}"


def put_in_form(form, problems):
    """Add what an action found wrong to a plain form: each at the field that it names, else above them."""
    for problem in problems:
        form.add_error(problem.place if problem.place in form.fields else None, problem.message)
