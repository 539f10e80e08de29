"""A text in several languages at the desk: the panel beside the form, and the page on which a translation is begun."""

from django import forms
from django.conf.global_settings import LANGUAGES
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from casestudies.actions.begin_translation import begin_translation
from casestudies.admin.addresses import public_state
from casestudies.admin.edition_line import line_of
from casestudies.admin.seen import seen_case
from casestudies.enums import PublicStatus
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import CaseStudy
from casestudies.permissions import can_create, can_see
from casestudies.publication.language_names import name_here
from casestudies.queries.translations import original_of, translations_of

NAME = "casestudies_casestudy_translations"


class TranslationForm(forms.Form):
    language = forms.CharField(
        label=gettext_lazy("Language"),
        max_length=35,
        widget=UnfoldAdminTextInputWidget(attrs={"list": "language-tags", "autocomplete": "off"}),
        help_text=gettext_lazy("Its tag: fr, de, pt-BR. Type the beginning to be offered some."),
        error_messages={"required": gettext_lazy("Say into which language it is to be translated.")},
    )


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [path("<int:pk>/translations/", wrap(lambda request, pk: page(request, pk, model_admin)), name=NAME)]


def page(request, pk: int, model_admin):
    """GET lists the translations; POST begins one and leads to its form."""
    draft = seen_case(request, pk)
    if draft.translation_of is not None and can_see(request.user, draft.translation_of):
        return HttpResponseRedirect(_address(draft.translation_of))
    form = TranslationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = begin_translation(draft, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReady as error:
            for problem in error.problems:
                form.add_error("language" if problem.place == "language" else None, problem.message)
        except WrongStage as error:
            if not CaseStudy.objects.filter(pk=pk).exists():
                raise Http404(str(error)) from error
            form.add_error(None, str(error))
        else:
            words = _("The translation is begun. It has everything that the original has: put it into %(language)s.")
            messages.success(request, words % {"language": name_here(begun.language)})
            return HttpResponseRedirect(form_address(begun))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Translations"),
        "opts": model_admin.opts,
        "draft": draft,
        "line": line_of(draft),
        "form": form,
        "form_address": form_address(draft),
        "may_begin": can_create(request.user) and draft.translation_of is None,
        "is_withdrawn": is_withdrawn(draft),
        "translations": rows(draft, request.user),
        "languages": sorted(((code, _(name)) for code, name in LANGUAGES), key=lambda each: each[1]),
    }
    return TemplateResponse(request, "admin/casestudies/translations.html", context, status=400 if form.errors else 200)


def panel_context(request, obj: CaseStudy, snapshot):
    """What panels/translations.html shows: the original that a translation follows, or the translations of an original.

    Two queries at most.
    """
    source, original = obj.translation_of, original_of(obj)
    if source is None or original is None:
        found = rows(obj, request.user)
        badge = _("behind") if any(row["is_behind"] for row in found) else str(len(found) or "")
        address = _address(obj) if found or can_create(request.user) else ""
        return {"translation_rows": found, "translations_address": address, "badge": badge}
    seen = can_see(request.user, source)
    is_behind = original.is_ahead_of(obj.follows)
    shown = {
        "title": str(source) if seen else "",
        "address": form_address(source) if seen else "",
        "language": name_here(source.language),
        "follows": obj.follows,
        "edition": original.edition,
        "is_withdrawn": original.is_withdrawn,
        "is_behind": is_behind,
        "changed": f"/cases/{original.slug}/editions/{obj.follows}..{original.edition}/"
        if is_behind and obj.follows and not original.is_withdrawn
        else "",
        "translations_address": _address(source) if seen else "",
    }
    return {"translation_original": shown, "badge": _("behind") if is_behind or original.is_withdrawn else ""}


def rows(draft: CaseStudy, account):
    """The translations that the account may see, each with where it stands. One query."""
    state = public_state(draft)
    edition = state.edition.number if state else 0
    return [
        {
            "draft": each,
            "language": name_here(each.language),
            "line": line_of(each),
            "follows": each.follows,
            "is_behind": (each.follows or 0) < edition,
            "address": form_address(each),
        }
        for each in translations_of(draft, account)
    ]


def is_withdrawn(draft: CaseStudy) -> bool:
    state = public_state(draft)
    return state is not None and state.status == PublicStatus.WITHDRAWN


def form_address(draft: CaseStudy) -> str:
    return reverse("admin:casestudies_casestudy_change", args=[draft.pk])


def _address(draft: CaseStudy) -> str:
    return reverse(f"admin:{NAME}", args=[draft.pk])
