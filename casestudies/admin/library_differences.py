"""What somebody typed into a shared record's form beside what somebody else saved meanwhile, field by field."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

MINE, THEIRS = "mine", "theirs"
CHOICE = "stands-"  # begins the name of a field's choice
HIDDEN = ("base_version", "base_values")


@dataclass(frozen=True)
class FieldDifference:
    """`choice` is the side that is ticked: the only one that changed it; mine where both did, `is_open`."""

    name: str
    label: str
    mine: str
    theirs: str
    choice: str
    is_open: bool


def values_of(form, record) -> dict[str, str]:
    """What the form's fields hold of a record, each as the form would send it."""
    shown = forms.model_to_dict(record, fields=list(form.fields))
    return {name: as_sent(form.fields[name], value) for name, value in shown.items() if name not in HIDDEN}


def as_sent(field, value) -> str:
    value = field.prepare_value(value)
    if isinstance(field.widget, forms.CheckboxInput):
        return "on" if value else ""
    sent = field.widget.format_value(value)
    if isinstance(sent, list | tuple):
        sent = sent[0] if sent else ""
    return plain("" if sent is None else str(sent))


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def differences_of(form, record, base) -> list[FieldDifference]:
    """Where `record`, as it stands, says something else than what was typed. `base` is what the form began from."""
    base = base if isinstance(base, dict) else {}
    found = []
    for name, theirs in values_of(form, record).items():
        mine = plain(form.data.get(form.add_prefix(name)) or "")
        if isinstance(form.fields[name].widget, forms.CheckboxInput):
            mine = "on" if mine else ""
        if mine == theirs:
            continue
        began = base.get(name)
        only = {mine: THEIRS, theirs: MINE}.get(began, "") if isinstance(began, str) else ""
        field = form.fields[name]
        shown = in_words(field, mine), in_words(field, theirs)
        found.append(FieldDifference(name, str(field.label), *shown, only or MINE, not only))
    return found


def in_words(field, sent: str) -> str:
    """As a reader of the form knows it."""
    if isinstance(field.widget, forms.CheckboxInput):
        return _("yes") if sent else _("no")
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(sent, sent))
    return sent


def with_theirs(form, record):
    """What was typed, with what stands in place of it in those fields where that was chosen."""
    data = form.data.copy()
    for name, theirs in values_of(form, record).items():
        if form.data.get(f"{CHOICE}{name}") != THEIRS:
            continue
        if theirs or not isinstance(form.fields[name].widget, forms.CheckboxInput):
            data[form.add_prefix(name)] = theirs
        else:
            data.pop(form.add_prefix(name), None)
    return data
