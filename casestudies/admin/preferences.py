"""What each person chooses for themselves: their name, when they are written to, autosave, being named as checker."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from casestudies.admin.accounts import noting_changes
from casestudies.models import Account


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = Account
        fields = ["first_name", "last_name", "email", "mail_choice", "keeps_typing", "agrees_to_be_named"]
        labels = {
            "email": _("E-mail address"),
            "mail_choice": _("Tell me by e-mail"),
            "keeps_typing": _("Autosave: keep what I type on the server until I save it"),
            "agrees_to_be_named": _("Name me to readers as checker of the editions I checked"),
        }
        help_texts = {"mail_choice": "", "keeps_typing": "", "agrees_to_be_named": ""}
        widgets = {
            "first_name": UnfoldAdminTextInputWidget(attrs={"autocomplete": "given-name"}),
            "last_name": UnfoldAdminTextInputWidget(attrs={"autocomplete": "family-name"}),
            "email": UnfoldAdminEmailInputWidget(attrs={"autocomplete": "email"}),
            "mail_choice": UnfoldAdminRadioSelectWidget,
            "keeps_typing": UnfoldBooleanWidget,
            "agrees_to_be_named": UnfoldBooleanWidget,
        }


@never_cache
def preferences(request):
    """GET shows the form, POST saves it."""
    account = Account.objects.get(pk=request.user.pk)
    form = PreferencesForm(request.POST if request.method == "POST" else None, instance=account)
    if request.method == "POST" and form.is_valid():
        with noting_changes(account, by=account):
            form.save()
        messages.success(request, _("Your preferences are saved."))
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("My preferences"),
        "form": form,
        "roles": Account.objects.get(pk=account.pk).groups.order_by("name"),
    }
    return TemplateResponse(request, "admin/casestudies/preferences.html", context)


urlpatterns = [path("", admin.site.admin_view(preferences), name="preferences")]
