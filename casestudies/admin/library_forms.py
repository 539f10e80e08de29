"""The form of a shared record: it knows from which version it began, and what stood in it then."""

from django import forms
from django.core.exceptions import PermissionDenied

from casestudies.actions.lock_record import lock_record
from casestudies.admin.library_differences import HIDDEN, FieldDifference, differences_of, values_of, with_theirs
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import CaseStudy
from casestudies.queries.approval import approvals_resting_on


class LibraryForm(forms.ModelForm):
    """`editor`, the account that saves, is set by the admin. Validates inside the admin's transaction."""

    editor = None
    approvals: list[CaseStudy] = []  # those that rested on the record before this save
    differences: list[FieldDifference] = []  # of a save that came too late
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_values = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base_version"].initial = self.instance.save_count
        if not self.instance.pk:
            return
        self.fields["base_values"].initial = values_of(self, self.instance)
        # A choice was made between two texts: it counts while the one that was shown still stands.
        if self.is_bound and self.data.get(self.add_prefix("base_version")) == str(self.instance.save_count):
            self.data = with_theirs(self, self.instance)

    def has_changed(self):
        return any(name not in HIDDEN for name in self.changed_data)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.editor:
            try:
                lock_record(self.instance, by=self.editor, base_version=self.cleaned_data.get("base_version") or 0)
                self.approvals = approvals_resting_on(self.instance)
            except NotAllowed as error:
                raise PermissionDenied(str(error)) from error
            except StaleDraft as error:
                # The form that is shown again begins from what stands, so that a second save is a decision.
                stands = type(self.instance)._default_manager.get(pk=self.instance.pk)
                self.differences = differences_of(self, stands, self.cleaned_data.get("base_values"))
                self.data = self.data.copy()
                self.data[self.add_prefix("base_version")] = error.current
                raise forms.ValidationError(str(error)) from error
        return cleaned
