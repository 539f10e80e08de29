"""Jobs in the admin: how far one came, what became of each item, for who asked for it and for administrators."""

import csv
import re
from collections import Counter

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from casestudies.actions.jobs import ask_again
from casestudies.admin.csv_cells import harmless
from casestudies.enums import JobState
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Job
from casestudies.permissions import can_see_job
from casestudies.queries.drafts import drafts_seen_by

ENDED = (JobState.DONE, JobState.FAILED)


def visible_job(request, uuid):
    """The job, if there is one that the account may see; to others there is none."""
    job = Job.objects.select_related("asked_by").filter(uuid=uuid).first()
    if job is None or not can_see_job(request.user, job):
        raise Http404(_("There is no such job."))
    job.report = shown_lines(job.report, request.user)
    return job


def shown_lines(report, account):
    """The report, in which case studies that the account may not see are not named. One query where it names any."""
    cases = {line["case"] for line in report if "case" in line}
    seen = drafts_seen_by(account).filter(pk__in=cases).values_list("pk", flat=True) if cases else ()
    named = {str(pk) for pk in seen}
    hidden = {"item": _("A case study that is gone, or not open to you"), "path": ""}
    return [line if "case" not in line or line["case"] in named else line | hidden for line in report]


@require_GET
def job_page(request, uuid):
    job = visible_job(request, uuid)
    # A line's first words say what kind of outcome it is: “Created as …”, “Skipped. Already …”.
    outcomes = Counter(line.get("group") or re.split(r"\.| as ", line["outcome"])[0] for line in job.report)
    context = {
        **site.each_context(request),
        "title": _("Job"),
        "job": job,
        "has_ended": job.state in ENDED,
        "outcomes": outcomes.items(),
    }
    return TemplateResponse(request, "admin/casestudies/job.html", context)


@require_GET
def progress(request, uuid):
    """`{"done", "total", "state", "ended"}` for the page's own script."""
    job = visible_job(request, uuid)
    state = str(job.get_state_display())
    return JsonResponse({"done": job.done, "total": job.total, "state": state, "ended": job.state in ENDED})


@require_GET
def report(request, uuid):
    """The report as CSV, one line an item."""
    job = visible_job(request, uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{job.kind}-{job.asked_at:%Y-%m-%d}.csv"'
    response.write("\ufeff")
    rows = csv.writer(response)
    rows.writerow([_("Item"), _("What became of it"), _("Where")])
    for line in job.report:
        rows.writerow([harmless(str(line[name])) for name in ("item", "outcome", "path")])
    return response


@require_POST
def again(request, uuid):
    """Let a job that failed go on where it stopped."""
    job = visible_job(request, uuid)
    try:
        ask_again(job, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except WrongStage as error:
        messages.info(request, str(error))
    return HttpResponseRedirect(reverse("desk_job", args=[job.uuid]))


def _page(view):
    return site.admin_view(never_cache(view))


urlpatterns = [
    path("<uuid:uuid>/", _page(job_page), name="desk_job"),
    path("<uuid:uuid>/progress/", _page(progress), name="desk_job_progress"),
    path("<uuid:uuid>/report.csv", _page(report), name="desk_job_report"),
    path("<uuid:uuid>/again/", _page(again), name="desk_job_again"),
]
