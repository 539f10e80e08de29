"""The desk's roles: what each is for and may do, in words; and the field that gives them to an account."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from casestudies.actions.note_account_change import facts_of_role, note_role_change
from casestudies.admin.audit.subjects import HasHistory
from casestudies.admin.counts import count_of
from casestudies.admin.export import ExportsList
from casestudies.admin.seen import ShownTo
from casestudies.models import Account
from casestudies.roles import ROLES, offered_rights, purpose_of, rights_in_words, rights_of_parts


class RoleBoxes(forms.CheckboxSelectMultiple):
    """Each box is called as its role is; what the role is for, beside it, describes it."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"aria-label": value.instance.name, "aria-describedby": purpose_id(value.instance)}
        return option


def purpose_id(role):
    return f"role-{role.pk}-purpose"


class RolesField(forms.ModelMultipleChoiceField):
    """Roles to tick, each with what it is for."""

    widget = RoleBoxes

    def label_from_instance(self, obj):
        purpose = purpose_of(obj) or ". ".join(rights_in_words(obj.permissions.all()))
        return format_html(
            '<strong>{}</strong> <span class="desk-choice-help" id="{}">{}</span>', obj.name, purpose_id(obj), purpose
        )


def roles_field():
    groups = Group.objects.prefetch_related("permissions__content_type").order_by("name")
    return RolesField(
        groups,
        required=False,
        label=_("Roles"),
        help_text=_("What the account may do on the desk; several add up. Without a role it may only sign in."),
    )


class RightsField(forms.ModelMultipleChoiceField):
    """Rights to tick, in words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        words = rights_in_words([obj])
        return words[0] if words else obj.name


def rights_field():
    return RightsField(offered_rights(), required=False, label=_("What it may do"))


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(HasHistory, ExportsList, ShownTo, BaseGroupAdmin, ModelAdmin):
    """What a role may do is for a superuser to say: whoever could change it could give themselves any right."""

    compressed_fields = False
    actions = None
    list_display = ["name_and_purpose", "rights_in_words", "member_count"]
    list_display_links = None
    csv_columns = ["name", "purpose", "rights_as_text", "member_count"]
    readonly_fields = ["purpose", "members_now"]
    filter_horizontal = ()

    def get_queryset(self, request):
        found = super().get_queryset(request).annotate(members=count_of(Account.groups.through, "group"))
        return found.prefetch_related("permissions__content_type")

    def get_fieldsets(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        about = ["name", "purpose"] if obj else ["name"]
        rights = "permissions" if may_change else "rights_in_words"
        shown = [(None, {"fields": [*about, rights]})]
        return [*shown, (_("Who has it"), {"fields": ["members_now"]})] if obj else shown

    def get_readonly_fields(self, request, obj=None):
        """The six that come with the product keep their names: their descriptions hang on them."""
        fixed = ["name"] if obj and obj.name in ROLES else []
        return [*super().get_readonly_fields(request, obj), "rights_in_words", *fixed]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "permissions":
            return rights_field()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    class Media:
        css = {"all": ["desk/accounts.css"]}

    @display(description=_("role"), ordering="name")
    def name_and_purpose(self, obj):
        return render_to_string("admin/casestudies/role_cell.html", {"role": obj, "purpose": purpose_of(obj)})

    @display(description=_("what it is for"))
    def purpose(self, obj):
        return purpose_of(obj) or _("A role of this desk’s own.")

    @display(description=_("what it may do"))
    def rights_in_words(self, obj):
        rights = rights_in_words(obj.permissions.all()) if obj.pk else []
        return render_to_string("admin/casestudies/rights.html", {"rights": rights})

    @display(description=_("what it may do"))
    def rights_as_text(self, obj):
        return "; ".join(rights_in_words(obj.permissions.all()))

    @display(description=_("accounts"), ordering="members")
    def member_count(self, obj):
        return obj.members

    @display(description=_("accounts"))
    def members_now(self, obj):
        accounts = Account.objects.filter(groups=obj).order_by("username")
        return render_to_string("admin/casestudies/account_links.html", {"accounts": accounts})

    def save_model(self, request, obj, form, change):
        request.role_before = facts_of_role(Group.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        held = set(form.instance.permissions.values_list("codename", flat=True))
        form.instance.permissions.add(*rights_of_parts(held))
        verb = "changed" if change else "created"
        note_role_change(form.instance, verb, request.role_before, by=request.user, now=timezone.now())

    def delete_model(self, request, obj):
        if obj.name in ROLES:
            raise PermissionDenied
        note_role_change(obj, "deleted", None, by=request.user, now=timezone.now())
        super().delete_model(request, obj)

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser and not (obj and obj.name in ROLES)
