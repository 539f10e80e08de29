"""The tabs of a case study's form: which fields and which parts stand under which, and where errors are."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

FIELDSETS = [
    (
        None,
        {
            "classes": ["in-general"],
            "fields": ["base_version", "title", "question", "summary", ("slug", "language", "licence")],
        },
    ),
    (
        _("Where and when"),
        {
            "classes": ["in-general"],
            "fields": ["topics", "jurisdictions", ("date", "precision", "until"), ("time", "zone", "circa")],
        },
    ),
    (
        _("At a glance"),
        {
            "classes": ["in-general"],
            "description": _("What a reader sees before the first heading. A sentence or two each."),
            "fields": ["glance_what", "glance_who", "glance_when", "glance_disputed", "glance_why"],
        },
    ),
    (
        _("Disclosures"),
        {
            "classes": ["in-people"],
            "description": _(
                "Readers see these at the end of the text. Say “None” where there is nothing to disclose."
            ),
            "fields": ["competing_interests", "funding", "ai_use"],
        },
    ),
]

FOLLOWS = (
    _("Translation"),
    {
        "classes": ["in-general"],
        "description": _("What this is a translation of is shown beside the form, under Translations."),
        "fields": ["follows"],
    },
)

# id, label, prefixes of the parts under it
TABS = [
    ("general", _("Case"), []),
    ("sections", _("Sections"), ["sections"]),
    ("references", _("Sources"), ["references"]),
    ("timeline", _("Timeline"), ["timeline"]),
    ("questions", _("Questions"), ["objectives", "questions"]),
    ("figures", _("Figures"), ["figures"]),
    ("parties", _("Parties"), ["parties"]),
    ("classifications", _("Classification"), ["classifications", "instruments"]),
    ("people", _("People"), ["contributions"]),
    ("history", _("History"), []),
]


@dataclass
class Tab:
    id: str
    label: Any
    fieldsets: list = field(default_factory=list)
    drawn_fields: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    count: int | None = None
    errors: int = 0


@dataclass(frozen=True)
class Mistake:
    """One line of the list above the form: the message, and the field it leads to."""

    message: str
    where: str
    target: str


def tabs_of(adminform, formsets) -> list[Tab]:
    by_prefix = {part.formset.prefix: part for part in formsets}
    tabs = []
    for identifier, label, prefixes in TABS:
        tab = Tab(identifier, label, parts=[by_prefix[prefix] for prefix in prefixes if prefix in by_prefix])
        tab.fieldsets = [fieldset for fieldset in adminform if f"in-{identifier}" in fieldset.classes]
        tab.errors = sum(len(errors_in(part.formset)) for part in tab.parts)
        tab.errors += sum(bool(adminform.form.errors.get(name)) for name in field_names(tab.fieldsets))
        if tab.parts:
            tab.count = sum(len(part.formset.initial_forms) for part in tab.parts)
        tabs.append(tab)
    return tabs


def field_names(fieldsets) -> list[str]:
    names = []
    for fieldset in fieldsets:
        for line in fieldset.fields:
            names += [line] if isinstance(line, str) else list(line)
    return names


def errors_in(formset) -> list:
    """The rows' errors and the part's own, as (label, messages, id of the field)."""
    if not formset.is_bound:
        return []
    found = [("", [message], f"{formset.prefix}-group") for message in formset.non_form_errors()]
    for form in formset.forms:
        if formset.can_delete and formset._should_delete_form(form):
            continue
        for name, messages in form.errors.items():
            known = name in form.fields
            label = form.fields[name].label if known else ""
            target = form[name].auto_id if known else f"{formset.prefix}-{form.prefix.rpartition('-')[2]}"
            found.append((label, list(messages), target))
    return found


def mistakes(adminform, tabs: list[Tab]) -> list[Mistake]:
    """Everything that kept the form from being saved, in the order of the tabs."""
    form = adminform.form
    found = [
        Mistake(error.messages[0], "", "") for error in form.non_field_errors().as_data() if error.code != "refused"
    ]
    for tab in tabs:
        for name in field_names(tab.fieldsets):
            label = capfirst(form.fields[name].label or "") if name in form.fields else ""
            found += [Mistake(message, str(label), form[name].auto_id) for message in form.errors.get(name, [])]
        for part in tab.parts:
            for label, messages, target in errors_in(part.formset):
                where = " · ".join(filter(None, [str(tab.label), str(capfirst(label or ""))]))
                found += [Mistake(message, where, target) for message in messages]
    return found
