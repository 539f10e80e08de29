"""What an entry is about: how the audit names a record, where its page is, and where its own history is."""

from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse

from casestudies.models import Account, CaseStudy

# Where the audit's name of a kind is not the model's.
MODELS = {"case_study": CaseStudy, "account": Account, "role": Group}


def subject_of(record) -> tuple[str, str]:
    """`(subject_type, subject_id)` of a record, as the actions write them."""
    names = {model: name for name, model in MODELS.items()}
    model = type(record)
    return names.get(model, model._meta.model_name), str(getattr(record, "uuid", record.pk))


def record_of(subject_type, subject_id):
    """The record that an entry is about, if it is still there. One query, none for a kind that nobody knows."""
    model = MODELS.get(subject_type)
    if model is None:
        try:
            model = apps.get_model("casestudies", subject_type)
        except (LookupError, ValueError):
            return None
    has_uuid = any(field.name == "uuid" for field in model._meta.get_fields())
    return model._default_manager.filter(**{"uuid" if has_uuid else "pk": subject_id}).first()


def page_of(record) -> str:
    """Where the record is shown at the desk."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def history_of(record) -> str:
    """The audit entries of one record."""
    kind, key = subject_of(record)
    return (
        reverse("admin:casestudies_auditentry_changelist") + "?" + urlencode({"subject_type": kind, "subject_id": key})
    )


class HasHistory:
    """Of a model admin: the history of a record is its entries in the audit."""

    shows_history = True

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(history_of(record))
