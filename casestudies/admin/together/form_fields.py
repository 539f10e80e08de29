"""A merged state as the fields of the case study's form, so that it is validated and saved like anything typed."""

from collections.abc import Iterable, Mapping

from django.utils.datastructures import MultiValueDict

from casestudies.admin.together.states import Typed, Versions
from casestudies.admin.together.values import FRAME, PARTS, Kind
from casestudies.publication.merge import State, Value

OWN_PREFIXES = tuple(f"{part}-" for part in PARTS)


def form_fields(state: State, versions: Versions, typed: Typed, *, version: int) -> dict[str, list[str]]:
    """What the form would send: the draft's rows first, those that go marked for removal, then the new ones.

    What was typed besides (a field that takes no part in the merging) stays. `version` is the draft's.
    """
    fields = {name: values for name, values in typed.items() if not name.startswith(OWN_PREFIXES)}
    fields |= {"base_version": [str(version)], "base_slug": [str(versions.theirs.frame["slug"])]}
    for name, kind in FRAME.items():
        _put(fields, name, kind, state.frame[name])
    for part, rows in state.parts.items():
        _put_part(fields, part, rows, versions)
    return fields


def moved_files(files: MultiValueDict, state: State, versions: Versions) -> MultiValueDict:
    """Pictures that came with the form, under the names that their rows have in the merged one."""
    found = MultiValueDict()
    rows = _row_order(state.parts["figures"], versions.ids["figures"])
    for index, key in enumerate(versions.keys["figures"]):
        upload = files.get(f"figures-{index}-upload")
        if upload and key in rows:
            found[f"figures-{rows.index(key)}-upload"] = upload
    return found


def _row_order(rows: Iterable[str], ids: Mapping[str, str]) -> list[str]:
    """The keys as the form has its rows: the draft's, those of them that go, the new ones."""
    return [*(key for key in rows if key in ids), *(key for key in ids if key not in rows)] + [
        key for key in rows if key not in ids
    ]


def _put_part(fields, part, rows, versions: Versions) -> None:
    ids, theirs = versions.ids[part], versions.theirs.parts[part]
    order = _row_order(rows, ids)
    fields[f"{part}-INITIAL_FORMS"] = [str(len(ids))]
    fields[f"{part}-TOTAL_FORMS"] = [str(len(order))]
    place = {key: index for index, key in enumerate(rows, start=1)}
    for index, key in enumerate(order):
        prefix = f"{part}-{index}-"
        if key in ids:
            fields[f"{prefix}id"] = [ids[key]]
        if key not in rows:
            fields[f"{prefix}DELETE"] = ["on"]
        fields[f"{prefix}position"] = [str(place.get(key, 0))]
        for name, kind in PARTS[part].items():
            value = rows[key][name] if key in rows else theirs[key][name]
            if kind is Kind.SECTION:
                value = versions.ids["sections"].get(value, "")
            _put(fields, prefix + name, kind, value)
            if kind is Kind.PICTURE and not value and key in theirs:
                fields[f"{prefix}drop_poster"] = ["on"]  # an empty name alone would keep the one that is there


def _put(fields, name: str, kind: Kind, value: Value) -> None:
    fields.pop(name, None)
    if kind is Kind.MANY:
        fields[name] = list(value)
    elif kind is not Kind.FLAG or value:
        fields[name] = [str(value)]
