"""Autosave's door, and the offer that the form makes when something was typed and not saved."""

from datetime import UTC, datetime

from django.contrib import admin
from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casestudies.actions.keep_working_copy import (
    OtherCopy,
    drop_saved_copy,
    drop_working_copy,
    keep_working_copy,
)
from casestudies.admin.seen import seen_case
from casestudies.admin.together.answers import answers
from casestudies.admin.together.conflict import differences_of
from casestudies.admin.together.states import form_rows, versions_of
from casestudies.admin.together.typed import revision_from, typed_fields
from casestudies.admin.together.values import PARTS
from casestudies.models import CaseStudy, WorkingCopy
from casestudies.publication.merge import Difference, Side, compare

MOST_FIELDS = 20_000
TAKE_UP = "take_up"


def urls(model_admin):
    site = model_admin.admin_site
    keep = answers(site)(keep_copy)
    drop = answers(site)(drop_copy)
    look = site.admin_view(require_GET(look_at_copy))
    return [
        path("working-copy/", keep, name="casestudies_casestudy_new_copy"),
        path("working-copy/drop/", drop, name="casestudies_casestudy_new_copy_drop"),
        path("<int:pk>/working-copy/", keep, name="casestudies_casestudy_copy"),
        path("<int:pk>/working-copy/drop/", drop, name="casestudies_casestudy_copy_drop"),
        path("<int:pk>/working-copy/differences/", look, name="casestudies_casestudy_copy_differences"),
    ]


def keep_copy(request, sent, pk=None):
    """Takes `{"base_version", "fields", "known"}`; gives `{"kept_at"}`, which the next one names as `known`."""
    case_study = seen_case(request, pk) if pk else None
    now = timezone.now()
    try:
        keep_working_copy(
            case_study,
            by=request.user,
            now=now,
            base_version=_version(sent.get("base_version")),
            fields=typed_fields(_lists(sent.get("fields"))),
            known=moment(sent.get("known")),
        )
    except OtherCopy as error:
        return JsonResponse(
            {"why": "other_copy", "message": str(error), "kept_at": error.kept_at.isoformat()}, status=409
        )
    return JsonResponse({"kept_at": now.isoformat()})


def drop_copy(request, sent, pk=None):
    drop_working_copy(seen_case(request, pk) if pk else None, by=request.user)
    return JsonResponse({})


def look_at_copy(request, pk):
    """The page that shows what was typed beside what is saved."""
    case_study = seen_case(request, pk)
    copy = copy_of(request.user, case_study)
    decisions = differences_of(case_study, copy.fields, copy.base_version) if copy else []
    context = {
        **admin.site.each_context(request),
        "title": _("What you typed and did not save"),
        "subtitle": str(case_study),
        "case_study": case_study,
        "decisions": decisions,
    }
    return TemplateResponse(request, "admin/casestudies/together/differences.html", context)


def drop_saved(request, case_study: CaseStudy | None) -> None:
    """After a save: forget the copy that the form followed, and no other."""
    try:
        known = moment(request.POST.get("_known", ""))
    except ValueError:
        return
    if known:
        drop_saved_copy(case_study, by=request.user, known=known)


def copy_of(account, case_study: CaseStudy | None) -> WorkingCopy | None:
    """What the account typed into this case study, or a new one, and did not save. One query."""
    return WorkingCopy.objects.filter(case_study=case_study, account=account).first()


def autosave_context(request, obj: CaseStudy | None):
    """What the form's scripts need, and the offer to take up what was typed. A constant number of queries.

    `known` is the copy that this form follows: the one taken up, its own before a refused save, or one that says
    nothing that is not saved.
    """
    user, opts = request.user, "admin:casestudies_casestudy_"
    is_typed = request.method == "POST"
    copy = None if is_typed else copy_of(user, obj)
    offer = _offer(copy, obj) if copy else None
    known = copy.kept_at.isoformat() if copy and not offer else ""
    if is_typed:
        taken_up = request.saving.taken_up
        known = taken_up.kept_at.isoformat() if taken_up else request.POST.get("_known", "")
    return {
        "autosave": {
            "keep": reverse(f"{opts}copy", args=[obj.pk]) if obj else reverse(f"{opts}new_copy"),
            "drop": reverse(f"{opts}copy_drop", args=[obj.pk]) if obj else reverse(f"{opts}new_copy_drop"),
            "presence": reverse(f"{opts}presence", args=[obj.pk]) if obj else "",
            "session": reverse("admin:casestudies_session"),
            "login": reverse("admin:login"),
            "account": str(user.uuid),
            "username": user.get_username(),
            "is_on": user.keeps_typing,
            "known": known,
            "base_slug": request.POST.get("base_slug", obj.slug if obj else ""),
        },
        "working_copy": offer,
    }


def _offer(copy: WorkingCopy, obj: CaseStudy | None):
    """None where nothing would be lost with the copy."""
    if obj is None:
        rows = [row for part in PARTS for row in form_rows(copy.fields, part)]
        says_something = bool(copy.fields.get("title", [""])[-1].strip()) or any(not row.is_out for row in rows)
        return {"kept_at": copy.kept_at, "address": f"{_add_address()}?{TAKE_UP}=1"} if says_something else None
    mine = unsaved(copy, obj)
    if not mine:
        return None
    return {
        "kept_at": copy.kept_at,
        "address": f"{reverse('admin:casestudies_casestudy_change', args=[obj.pk])}?{TAKE_UP}=1",
        "count": len(mine),
        "is_old": copy.base_version != obj.version,
    }


def unsaved(copy: WorkingCopy, obj: CaseStudy) -> list[Difference]:
    """Where the copy says something that the draft does not, and that its author wrote."""
    three = versions_of(obj, copy.fields, revision_from(obj, copy.base_version))
    return [found for found in compare(three.mine, three.theirs, three.base) if found.suggested != Side.THEIRS]


def _add_address() -> str:
    return reverse("admin:casestudies_casestudy_add")


def _version(value) -> int:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _lists(fields) -> dict[str, list[str]]:
    """Raises ValueError for what no form sends."""
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise ValueError
    for values in fields.values():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ValueError
    return fields


def moment(text) -> datetime | None:
    """The moment in UTC; None for what is none. Raises ValueError."""
    found = parse_datetime(text) if isinstance(text, str) and text else None
    try:
        return found.astimezone(UTC) if found and found.tzinfo else None
    except OverflowError as error:
        raise ValueError from error
