"""A page that gives back what was typed where it could not be saved: to be sent again, or to be copied."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from casestudies.admin.together.typed import typed_fields, typed_lists


def typed_page(request, sentence: str, *, typed=None, status: int, may_send: bool = False):
    """`typed` are the form's fields, else those of this request; `may_send` lets them be sent again as they are.

    Passwords are never given back.
    """
    fields = typed if typed is not None else typed_lists(request)
    fields = {name: values for name, values in fields.items() if "password" not in name}
    context = {
        **admin.site.each_context(request),
        "title": _("Not saved"),
        "sentence": sentence,
        "texts": [text for name, values in typed_fields(fields).items() for text in values if _is_text(text)],
        "fields": [(name, value) for name, values in fields.items() for value in values if _is_sent(name)],
        "may_send": may_send,
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/casestudies/together/typed.html", context, status=status)


def _is_text(value: str) -> bool:
    """Whether somebody would miss it: words, not numbers and keys."""
    return len(strip_tags(value).split()) > 1


def _is_sent(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "__prefix__" not in name
