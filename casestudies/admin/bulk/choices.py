"""What the list of case studies offers for those that are ticked."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.actions.bulk import MOST
from casestudies.admin.bulk.forms import BULKS
from casestudies.admin.bulk.page import begin


class BulkActions:
    """Of the list's model admin: the steps that the account may take at all, and the way out as a file."""

    actions_on_top = True
    actions_selection_counter = True

    def get_actions(self, request):
        if request.GET.get("_popup"):
            return {}
        found = {"export_ticked": (export_ticked, "export_ticked", gettext_lazy("Export as CSV"))}
        for name, bulk in BULKS.items():
            if request.user.has_perm(f"casestudies.{bulk.right}"):
                found[name] = (starter(name), name, bulk.choice)
        return found


def starter(name):
    def start(model_admin, request, queryset):
        items = list(queryset.order_by("pk").values_list("pk", "version")[: MOST + 1])
        if len(items) > MOST:
            messages.error(request, _("Choose at most %(most)s case studies at once.") % {"most": f"{MOST:,}"})
            return None
        return begin(request, model_admin, name, items)

    return start


def export_ticked(model_admin, request, queryset):
    return model_admin.file_of(queryset)
