"""The rows of a part of a case study, as one formset: no query a row, and nothing typed is lost.

A row somebody else deleted meanwhile comes back as a new one; a row somebody else added is left alone. Uniqueness
is checked among the rows themselves, each message at the row that caused it.
"""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casestudies.admin.labels import label_of

MOST = 100_000


class RowId(forms.Field):
    """The hidden key of a row. Resolved from the rows at hand, where Django would ask one query for each."""

    widget = forms.HiddenInput

    def __init__(self, rows, initial):
        super().__init__(required=False, initial=initial)
        self.rows = rows

    def to_python(self, value):
        return self.rows.get(str(value))

    def validate(self, value):
        pass

    def has_changed(self, initial, data):
        return False


class Position(forms.Field):
    """The hidden place of a row. What cannot be a place puts the row last; on a new row it is not a change."""

    widget = forms.HiddenInput

    def __init__(self, *, adding):
        super().__init__(required=False)
        self.adding = adding

    def to_python(self, value):
        text = str(value or "")
        return min(int(text), MOST) if text.isdecimal() and len(text) < 10 else 0

    def has_changed(self, initial, data):
        return not self.adding and self.to_python(data) != (initial or 0)


class PartFormSet(BaseInlineFormSet):
    """Rows with a position; `unique_field` names what no two of them may share, `taken` the message about it."""

    unique_field = ""
    taken = ""
    unseen = ()  # rows that somebody else added since the form was opened

    def __init__(self, *args, by=None, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)

    @cached_property
    def empty_form(self):
        """Django makes it anew for each that looks at it."""
        return super().empty_form

    def get_queryset(self):
        """The rows that the form shows: when bound those it names, in its order, whatever was added since."""
        if not hasattr(self, "_queryset"):
            rows = list(self.queryset)
            if self.is_bound:
                there = {str(row.pk): row for row in rows}
                count = min(self.initial_form_count(), self.total_form_count())
                keys = [
                    self.data.get(f"{self.prefix}-{index}-{self.model._meta.pk.name}", "") for index in range(count)
                ]
                rows = [there.pop(key, None) or self.model(**{self.fk.attname: self.instance.pk}) for key in keys]
                self.unseen = list(there.values())
            self._queryset = rows
        return self._queryset

    def rows_by_id(self):
        if not hasattr(self, "_rows_by_id"):
            self._rows_by_id = {str(row.pk): row for row in self.get_queryset() if row.pk}
        return self._rows_by_id

    def known_records(self, name):
        """`{"12": record}`: what the rows refer to by the field `name`; fetched with the rows."""
        cache = self.__dict__.setdefault("_known_records", {})
        if name not in cache:
            field = self.model._meta.get_field(name)
            records = (getattr(row, name) for row in self.get_queryset() if getattr(row, field.attname))
            cache[name] = {str(record.pk): record for record in records}
        return cache[name]

    def known_labels(self, name):
        """`{"12": label}` of the same."""
        cache = self.__dict__.setdefault("_known_labels", {})
        if name not in cache:
            cache[name] = {key: label_of(record) for key, record in self.known_records(name).items()}
        return cache[name]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        row = form.instance
        form.fields[self._pk_field.name] = RowId(self.rows_by_id(), None if row._state.adding else row.pk)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if hasattr(widget, "labels"):
                widget.labels = self.known_labels(name)
                field.known = self.known_records(name)
        if "position" in form.fields:
            form.fields["position"] = Position(adding=row._state.adding)

    def is_removed(self, form):
        return self.can_delete and self._should_delete_form(form)

    def kept_forms(self):
        """Rows that will be there after the save, in the form's order."""
        return [form for form in self.forms if not self.is_removed(form) and (form.has_changed() or form.instance.pk)]

    def settled_forms(self):
        """The same in the order that saving gives them (actions/save_draft.py numbers parts by it)."""
        rows = [(form, form.instance) for form in self.kept_forms()]
        last = len(rows)
        order = {id(form): row.pk or 10**12 + place for place, (form, row) in enumerate(rows, start=last)}
        return sorted(
            (form for form, _row in rows),
            key=lambda form: (form.instance.position == 0, form.instance.position, order[id(form)]),
        )

    def validate_unique(self):
        """Two rows with one value; and a value that another row still has until this save is over."""
        if not self.unique_field:
            return
        first = {}
        kept = self.kept_forms()
        for form in kept:
            value = form.cleaned_data.get(self.unique_field)
            if not value or self.unique_field in form.errors:
                continue
            if value in first:
                form.add_error(self.unique_field, self.taken)
            first.setdefault(value, form)
        held = {self._stored(form): form for form in kept if not form.instance._state.adding}
        for value, form in first.items():
            holder = held.get(getattr(value, "pk", value))
            if holder and holder is not form and self.unique_field in holder.changed_data:
                form.add_error(
                    self.unique_field, _("Another row has this until it is saved. Save that first, then this.")
                )

    def _stored(self, form):
        value = form.initial.get(self.unique_field)
        return getattr(value, "pk", value)

    def clean(self):
        super().clean()
        self.clean_rows(self.kept_forms())

    def clean_rows(self, rows):
        """What a part checks over all its rows; puts each error on the row that caused it."""

    def posted(self, prefix, name):
        """The values of one field over the rows of any part in this same request, rows marked for removal left out."""
        count = str(self.data.get(f"{prefix}-TOTAL_FORMS", ""))
        rows = range(min(int(count), 2000) if count.isdecimal() and len(count) < 10 else 0)
        return {
            self.data.get(f"{prefix}-{row}-{name}", "") for row in rows if not self.data.get(f"{prefix}-{row}-DELETE")
        }

    def unseen_in_the_way(self):
        """Rows added by somebody else that have what only one may have, and that a row of this form has too."""
        values = (form.cleaned_data.get(self.unique_field) for form in self.kept_forms() if self.unique_field)
        mine = {getattr(value, "pk", value) for value in values if value}
        name = self.model._meta.get_field(self.unique_field).attname if mine else ""
        return [row for row in self.unseen if mine and getattr(row, name) in mine]

    def save_existing_objects(self, commit=True):
        """Deleted rows go first, so that another row may take what they held; so do those that were not seen.

        Somebody else's row is in the way only of a save that is meant to go over theirs: any other one is stale.
        """
        for row in self.unseen_in_the_way():
            self.delete_existing(row, commit=commit)
        deleted = []
        for form in self.initial_forms:
            if self.is_removed(form) and not form.instance._state.adding:
                deleted.append(form.instance)
                self.delete_existing(form.instance, commit=commit)
        self.changed_objects, self.deleted_objects, saved = [], deleted, []
        for form in self.initial_forms:
            if self.is_removed(form) or form.instance._state.adding or not form.has_changed():
                continue
            self.changed_objects.append((form.instance, form.changed_data))
            saved.append(self.save_existing(form, form.instance, commit=commit))
            if not commit:
                self.saved_forms.append(form)
        return saved

    def save_new_objects(self, commit=True):
        """New rows, and those that somebody deleted while they were being written."""
        self.new_objects = []
        for form in [*(form for form in self.initial_forms if form.instance._state.adding), *self.extra_forms]:
            if self.is_removed(form) or not form.has_changed():
                continue
            self.new_objects.append(self.save_new(form, commit=commit))
            if not commit:
                self.saved_forms.append(form)
        return self.new_objects
