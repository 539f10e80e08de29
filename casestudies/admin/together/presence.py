"""The heartbeat of an open form: says that one is there, learns who else is, and which version stands."""

from django.http import JsonResponse
from django.urls import path
from django.utils import timezone

from casestudies.actions.note_presence import end_presence, note_presence
from casestudies.admin.compare import compare_address
from casestudies.admin.seen import seen_case
from casestudies.admin.together.answers import answers
from casestudies.admin.together.typed import revision_from
from casestudies.publication.when import day_in_words
from casestudies.queries.presence import name_of, others_at


def urls(model_admin):
    beat = answers(model_admin.admin_site)(heartbeat)
    return [path("<int:pk>/presence/", beat, name="casestudies_casestudy_presence")]


def heartbeat(request, sent, pk):
    """Takes `{"typing", "base_version"}` or `{"leaving": true}`.

    Gives `{"others": [{"name", "initials", "typing", "since"}], "version", "saved_by", "changes"}`; the last is the
    address of what was saved since the base version, "" where nothing was. `since` is words: `14:05`.
    """
    case_study = seen_case(request, pk, "updated_by")
    if sent.get("leaving") is True:
        end_presence(case_study, by=request.user)
        return JsonResponse({})
    now = timezone.now()
    note_presence(case_study, by=request.user, now=now, is_typing=sent.get("typing") is True)
    others = others_at(case_study, request.user, now)
    return JsonResponse(
        {
            "others": [
                {
                    "name": other.name,
                    "initials": other.initials,
                    "typing": other.is_typing,
                    "since": _time_of(other.since, now),
                }
                for other in others
            ],
            "version": case_study.version,
            "saved_by": name_of(case_study.updated_by) if case_study.updated_by else "",
            "changes": _changes(case_study, sent.get("base_version")),
        }
    )


def _time_of(since, now) -> str:
    """The time of day, with the day where that is not today's."""
    local, today = timezone.localtime(since), timezone.localdate(now)
    return f"{local:%H:%M}" if local.date() == today else f"{day_in_words(local.date())}, {local:%H:%M}"


def _changes(case_study, base) -> str:
    is_behind = isinstance(base, int) and 0 < base < case_study.version
    revision = revision_from(case_study, base) if is_behind else None
    return compare_address(case_study, f"r{revision.number}") if revision else ""
