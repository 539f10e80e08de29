"""Accounts that sign in, and the roles they have. Every change is in the audit; a password never is."""

from contextlib import contextmanager

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserCreationForm

from casestudies.actions.lock_row import lock
from casestudies.actions.note_account_change import facts_of_account, note_account_change
from casestudies.admin.account_form import AccountForm
from casestudies.admin.audit.subjects import HasHistory
from casestudies.admin.export import ExportsList
from casestudies.admin.roles import roles_field
from casestudies.admin.seen import ShownTo
from casestudies.models import Account
from casestudies.permissions import can_manage

CHOICES = ("mail_choice", "keeps_typing", "agrees_to_be_named")
OWN = (
    _("What the person chose"),
    {"fields": [CHOICES], "description": _("Each chooses for themselves, under “My preferences”.")},
)


@admin.register(Account)
class AccountAdmin(HasHistory, ExportsList, ShownTo, UserAdmin, ModelAdmin):
    """Whoever may change accounts gives roles; superusers are made and changed by superusers alone.

    System accounts are the software's own, and nobody's to change; what a person chose is theirs alone.
    """

    form = AccountForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    compressed_fields = False
    actions = None
    list_display = ["username", "full_name", "email", "roles", "is_active", "last_login"]
    csv_columns = [
        *("uuid", "username", "first_name", "last_name", "email", "roles"),
        *("is_active", "is_staff", "is_superuser", "is_system", "last_login", "date_joined"),
    ]
    list_filter = ["groups", "is_active", "is_superuser", "is_system"]
    list_filter_submit = True
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined", "is_system", *CHOICES]
    fieldsets = [
        (None, {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (_("What the account may do"), {"fields": ["groups", ("is_active", "is_staff", "is_superuser"), "is_system"]}),
        OWN,
        (_("When"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", ("first_name", "last_name"), "email"]}),
        (_("Password"), {"fields": ["usable_password", ("password1", "password2")]}),
        (_("What the account may do"), {"fields": ["groups"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else [*readonly, "is_superuser"]

    def get_fieldsets(self, request, obj=None):
        (name, options), *rest = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return [(name, options), *rest]
        return [(name, {**options, "fields": [*options["fields"], "base"]}), *rest]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user}) if obj else form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            return roles_field()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    class Media:
        css = {"all": ["desk/accounts.css"]}

    @display(description=_("name"))
    def full_name(self, obj):
        return obj.get_full_name()

    @display(description=_("roles"))
    def roles(self, obj):
        names = [_("Superuser")] if obj.is_superuser else [_("The system’s own")] if obj.is_system else []
        return ", ".join(map(str, [*names, *sorted(group.name for group in obj.groups.all())]))

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or can_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """An account that acted is switched off, so that the record can still say who it was."""
        return False

    def save_model(self, request, obj, form, change):
        request.account_before = facts_of_account(Account.objects.get(pk=obj.pk)) if change else None
        if change:
            obj.save(update_fields=form.changed_columns)  # Nothing that was read before the row was locked.
            return
        obj.is_staff = True  # Accounts are made for the desk.
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        note_account_change(form.instance, request.account_before, by=request.user, now=timezone.now())

    def user_change_password(self, request, id, form_url=""):
        with noting_changes(self.get_object(request, unquote(id)), by=request.user):
            return super().user_change_password(request, id, form_url)


@contextmanager
def noting_changes(account, *, by):
    """What happens to the account inside is in the audit, in the same transaction."""
    if account is None:
        yield
        return
    with transaction.atomic():
        locked = lock(Account.objects.all()).get(pk=account.pk)
        before = facts_of_account(locked)
        yield
        locked.refresh_from_db()
        note_account_change(locked, before, by=by, now=timezone.now())


def change_own_password(request, extra_context=None):
    """The admin's own page, with the change in the audit."""
    with noting_changes(request.user, by=request.user):
        return password_change(request, extra_context)


password_change = admin.site.password_change
admin.site.password_change = change_own_password
