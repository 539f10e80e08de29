"""Who is credited, who signs in, and which groups they belong to."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from casestudies.admin.counts import count_of
from casestudies.admin.vocabularies import CountsUses
from casestudies.models import Account, CaseStudy, Contribution, Person


@admin.register(Person)
class PersonAdmin(CountsUses):
    uses = (Contribution, "person")
    list_display = ["name", "key", "kind", "affiliation", "used_in"]
    search_fields = ["name", "key", "affiliation"]
    fields = [("name", "family"), ("key", "kind"), ("orcid", "affiliation"), "url"]

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(contributions__person=obj) | CaseStudy.objects.filter(
            classifications__classified_by=obj
        )


@admin.register(Account)
class AccountAdmin(UserAdmin, ModelAdmin):
    """Accounts that sign in. Only a superuser gives rights away; system accounts are the software's own."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    compressed_fields = False
    actions = None
    list_display = ["username", "full_name", "email", "is_active", "is_staff", "is_system", "last_login"]
    list_filter = ["is_active", "is_staff", "is_system", "groups"]
    list_filter_submit = True
    filter_horizontal = ()
    autocomplete_fields = ("groups",)
    readonly_fields = ["last_login", "date_joined", "is_system"]
    fieldsets = [
        (None, {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (
            _("What the account may do"),
            {"fields": [("is_active", "is_staff", "is_superuser"), "groups", "is_system"]},
        ),
        (_("When"), {"fields": [("last_login", "date_joined")]}),
    ]

    @display(description=_("name"))
    def full_name(self, obj):
        return obj.get_full_name()

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return readonly if request.user.is_superuser else [*readonly, "is_staff", "is_superuser", "groups"]

    def has_change_permission(self, request, obj=None):
        if obj is not None and (obj.is_system or (obj.is_superuser and not request.user.is_superuser)):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """An account that acted is switched off, so that the record can still say who it was."""
        return False


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin, ModelAdmin):
    """What a group may do is for a superuser to say: whoever could change a group could give themselves any right."""

    compressed_fields = False
    actions = None
    list_display = ["name", "member_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(members=count_of(Account.groups.through, "group"))

    def has_add_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    @display(description=_("accounts"), ordering="members")
    def member_count(self, obj):
        return obj.members
