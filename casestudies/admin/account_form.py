"""The form of an account: it knows from which state it began."""

from django import forms
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.contrib.auth.hashers import is_password_usable
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from unfold.forms import UserChangeForm

from casestudies.actions.lock_account import lock_account, state_of_account
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import Account


class PasswordState(ReadOnlyPasswordHashWidget):
    """Whether there is a password, and the way to another one; nothing of how it is kept."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        is_set = bool(value) and is_password_usable(value)
        return context | {"summary": [{"label": _("Set. Nobody can read it.") if is_set else _("No password is set.")}]}


class AccountForm(UserChangeForm):
    """`editor`, the account that saves, is set by the admin. Validates inside the admin's transaction."""

    editor = None
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].widget = PasswordState()
        if "base" in self.fields:
            self.fields["base"].initial = state_of_account(self.instance)

    @property
    def changed_columns(self):
        """The account's own columns that were changed: roles stand elsewhere."""
        columns = {field.name for field in Account._meta.concrete_fields}
        return [name for name in self.changed_data if name in columns]

    def clean(self):
        cleaned = super().clean()
        if self.editor is None:
            return cleaned
        try:
            lock_account(self.instance, by=self.editor, base=cleaned.get("base", ""))
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except StaleDraft as error:
            # The form that is shown again begins from what stands, so that a second save is a decision.
            self.data = self.data.copy()
            self.data[self.add_prefix("base")] = state_of_account(Account.objects.get(pk=self.instance.pk))
            raise forms.ValidationError(str(error)) from error
        return cleaned
