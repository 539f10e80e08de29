"""Autosave's door, and the offer that the form makes when something was typed and not saved."""

from datetime import UTC, datetime

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from casestudies.actions.keep_working_copy import OtherCopy, drop_working_copy, keep_working_copy
from casestudies.admin.seen import seen_case
from casestudies.admin.together.answers import answers
from casestudies.admin.together.choices import is_choice
from casestudies.admin.together.states import form_rows, versions_of
from casestudies.admin.together.values import PARTS
from casestudies.models import CaseStudy, Revision, WorkingCopy
from casestudies.publication.merge import Difference, Side, compare

MOST_FIELDS = 20_000
TAKE_UP = "take_up"


def urls(model_admin):
    site = model_admin.admin_site
    keep = answers(site)(keep_copy)
    drop = site.admin_view(require_POST(drop_copy))
    return [
        path("working-copy/", keep, name="casestudies_casestudy_new_copy"),
        path("working-copy/drop/", drop, name="casestudies_casestudy_new_copy_drop"),
        path("<int:pk>/working-copy/", keep, name="casestudies_casestudy_copy"),
        path("<int:pk>/working-copy/drop/", drop, name="casestudies_casestudy_copy_drop"),
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
            known=_moment(sent.get("known")),
        )
    except OtherCopy as error:
        return JsonResponse({"why": "other_copy", "message": str(error), "kept_at": _text(error.kept_at)}, status=409)
    return JsonResponse({"kept_at": _text(now)})


def drop_copy(request, pk=None):
    drop_working_copy(seen_case(request, pk) if pk else None, by=request.user)
    address = reverse("admin:casestudies_casestudy_change", args=[pk]) if pk else _add_address()
    return HttpResponseRedirect(address)


def copy_of(account, case_study: CaseStudy | None) -> WorkingCopy | None:
    """What the account typed into this case study, or a new one, and did not save. One query."""
    return WorkingCopy.objects.filter(case_study=case_study, account=account).first()


def typed_fields(fields) -> dict[str, list[str]]:
    """Of what a form sends what somebody typed: no token, no button, no choice between versions, no empty row."""
    return {
        name: list(values)
        for name, values in fields.items()
        if not name.startswith("_")
        and name != "csrfmiddlewaretoken"
        and "__prefix__" not in name
        and not is_choice(name)
    }


def autosave_context(request, obj: CaseStudy | None):
    """What the form's scripts need, and the offer to take up what was typed. A constant number of queries."""
    user, opts = request.user, "admin:casestudies_casestudy_"
    copy = copy_of(user, obj)
    is_taken_up = request.saving.taken_up
    offer = None if copy is None or is_taken_up or request.method == "POST" else _offer(copy, obj)
    return {
        "autosave": {
            "keep": reverse(f"{opts}copy", args=[obj.pk]) if obj else reverse(f"{opts}new_copy"),
            "drop": reverse(f"{opts}copy_drop", args=[obj.pk]) if obj else reverse(f"{opts}new_copy_drop"),
            "presence": reverse(f"{opts}presence", args=[obj.pk]) if obj else "",
            "account": str(user.uuid),
            "is_on": user.keeps_typing,
            "known": _text(copy.kept_at) if copy and not offer else "",
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


def revision_from(obj: CaseStudy, version: int) -> Revision | None:
    """The text that a form of that version began from; None for a version that there never was.

    A version that changed the address alone has the text of the one before.
    """
    if not 0 < version <= obj.version:
        return None
    return Revision.objects.filter(case_study=obj, number__lte=version).order_by("-number").first()


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


def _moment(text) -> datetime | None:
    """The moment in UTC; None for what is none. Raises ValueError."""
    found = parse_datetime(text) if isinstance(text, str) and text else None
    try:
        return found.astimezone(UTC) if found and found.tzinfo else None
    except OverflowError as error:
        raise ValueError from error


def _text(moment: datetime) -> str:
    return moment.isoformat()
