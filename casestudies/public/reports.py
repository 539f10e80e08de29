"""Where a reader reports an error in a case study: a page of its own, never stored, with no cookie."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casestudies.actions.report_error import LONGEST_QUOTE, report_error
from casestudies.errors import NotReady, TooMany
from casestudies.prose.characters import tidy_line
from casestudies.public import frames
from casestudies.public.addresses import case_url, report_url
from casestudies.public.answers import page, readable
from casestudies.public.cases import moved
from casestudies.public.errors import forbidden, gone, too_large
from casestudies.public.report_form import SOONEST, ReportForm, age_of, is_from_elsewhere, made_now, sender_of
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import Surroundings, parts_of, surroundings

TOO_OLD = _("This form was open for too long. Your text is still here: look at it and send it again.")
TOO_NEW = _("That was quick. Your text is still here: send it again in a few seconds.")
EDITION_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


@csrf_exempt  # there is no cookie that it could be checked against: the form is signed instead (report_form.py)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the form, filled with the passage that the address names. POST: the report."""
    shown = surroundings(slug)
    if shown is None:
        return moved(slug, "report/")
    if shown.is_redacted:
        return gone(shown.edition.number)
    if shown.is_withdrawn:
        return _unstored(HttpResponseRedirect(case_url(shown.slug)))
    if request.method != "POST":
        return _form(shown, ReportForm(initial=_named(request)))
    if is_from_elsewhere(request):
        return forbidden(request)
    if answer := too_large(request):
        return answer
    return _take(request, shown)


@readable
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens with a report that came in."""
    shown = surroundings(slug)
    if shown is None:
        return moved(slug, "report/sent/")
    context = {
        "publication": publication(),
        "noindex": True,
        "case": _named_case(shown),
    }
    return page("public/report_sent.html", context)


def _take(request: HttpRequest, shown: Surroundings) -> HttpResponse:
    form, now = ReportForm(request.POST), timezone.now()
    done = _unstored(HttpResponseRedirect(f"{report_url(shown.slug)}sent/"))
    if not form.is_valid():
        return _form(shown, form, status=422)
    given = form.cleaned_data
    if given["website"]:
        return done  # a robot filled in what nobody sees; it need not learn that
    age = age_of(given["opened"], shown.slug, now)
    if age is None or age < SOONEST:
        form.add_error(None, TOO_OLD if age is None else TOO_NEW)
        return _form(shown, form, status=422)
    try:
        report_error(
            shown.slug,
            now=now,
            sender=sender_of(request),
            edition=given["edition"] or shown.edition.number,
            **{name: given[name] for name in ("message", "section", "quote", "email")},
        )
    except NotReady as refusal:
        for problem in refusal.problems:
            form.add_error(problem.place, problem.message)
        return _form(shown, form, status=422)
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        answer = _form(shown, form, status=429)
        answer.headers["Retry-After"] = "3600"
        return answer
    return done


def _named(request: HttpRequest) -> dict[str, Any]:
    """What the address says of the passage, as far as it makes sense."""
    edition = request.GET.get("edition", "")
    return {
        "quote": tidy_line(request.GET.get("quote", "")[: LONGEST_QUOTE * 4])[:LONGEST_QUOTE],
        "section": request.GET.get("section", "")[:100],
        "edition": edition if EDITION_NUMBER.fullmatch(edition) else "",
    }


def _form(shown: Surroundings, form: ReportForm, *, status: int = 200) -> HttpResponse:
    """The form with what was typed, as old as it is while it may still be sent."""
    opened, now = form.data.get("opened", ""), timezone.now()
    if age_of(opened, shown.slug, now) is None:
        opened = made_now(shown.slug, now)
    settings = publication()
    context = {
        "publication": settings,
        "noindex": True,
        "case": _named_case(shown),
        "form": form,
        "parts": parts_of(shown),
        "opened": opened,
        "address": report_url(shown.slug),
    }
    return _unstored(HttpResponse(render_to_string("public/report.html", context), status=status))


def _named_case(shown: Surroundings) -> dict[str, str]:
    language = shown.card.get("language", "en")
    return {"title": frames.title(shown), "url": case_url(shown.slug), "language": language}


def _unstored(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
