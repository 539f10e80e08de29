"""What a teacher pass opens to whoever has it: the pages of a class with the teacher's notes. Nobody keeps them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions.teacher_pass import count_pass_use
from casestudies.public import frames
from casestudies.public.answers import readable
from casestudies.public.errors import not_found
from casestudies.public.lists import page_number
from casestudies.public.teaching.room import Room, View, closed, private_addresses, with_query
from casestudies.publication.edition_line import local_day
from casestudies.publication.when import day_in_words
from casestudies.queries.editions import redirect_for
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import surroundings
from casestudies.queries.teacher_passes import opened_cases, opens, pass_of, works


def page(view: View) -> Callable[..., HttpResponse]:
    """The view of a class as the holder of a pass sees it."""

    @readable
    def by_pass(request: HttpRequest, token: str, slug: str) -> HttpResponse:
        try:
            return private(_class(request, token, slug, view))
        except Http404:
            return private(not_found(request))

    return by_pass


@readable
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The case studies that a pass opens; one for a single case study leads to it."""
    granted = pass_of(token)
    if answer := _refused(granted):
        return private(answer)
    try:
        number = page_number(request)
    except Http404:
        return private(not_found(request))
    found = opened_cases(granted, number=number)
    if granted.case_study_id is not None and len(found.states) == 1:
        return private(HttpResponseRedirect(private_addresses(token, found.states[0].slug).teach))
    settings = publication()
    context = {
        "publication": settings,
        "noindex": True,
        "pass_notice": _notice(granted, settings),
        "rows": [
            frames.row(state, settings.time_zone) | {"url": private_addresses(token, state.slug).teach}
            for state in found.states
        ],
        "previous_url": f"?page={number - 1}" if number > 1 else "",
        "next_url": f"?page={number + 1}" if found.has_more else "",
    }
    return private(HttpResponse(render_to_string("public/teaching/pass.html", context)))


def private(answer: HttpResponse) -> HttpResponse:
    """No cache keeps it, no index lists it, no address leaks by a link that is followed from it."""
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _class(request: HttpRequest, token: str, slug: str, view: View) -> HttpResponse:
    granted = pass_of(token)
    if answer := _refused(granted):
        return answer
    shown = surroundings(slug)
    if shown is None:
        now = redirect_for(slug)
        below = request.path.removeprefix(private_addresses(token, slug).teach)
        if now is None:
            return _nowhere()
        return with_query(request, HttpResponseRedirect(f"{private_addresses(token, now).teach}{below}"))
    if not opens(granted, shown.state):
        return _nowhere()
    if answer := closed(shown):
        return answer
    settings = publication()
    at, notice = private_addresses(token, slug), _notice(granted, settings)
    answer = view(request, Room(shown=shown, settings=settings, at=at, with_notes=True, notice=notice))
    is_asked_for = request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")
    if answer.status_code == 200 and is_asked_for:
        count_pass_use(granted, now=timezone.now())
    return answer


def _notice(granted, settings) -> str:
    until = day_in_words(local_day(granted.expires_at, settings.time_zone))
    return _("Given to %(label)s. Please pass this address to nobody; it works until %(until)s.") % {
        "label": granted.label,
        "until": until,
    }


def _refused(granted) -> HttpResponse | None:
    """The page for a pass that there is not, or that has ended; None for one that works."""
    if granted is None:
        return _nowhere()
    if works(granted, timezone.now()):
        return None
    ended = _("It was taken back.") if granted.revoked_at else _("It was given for a time, and that time is over.")
    return _error(410, _("This teacher pass has ended"), f"{ended} " + _("Ask whoever gave it to you for a new one."))


def _nowhere() -> HttpResponse:
    sentence = _("The address may have been cut short. Open it from where you were given it.")
    return _error(404, _("This pass leads nowhere"), sentence)


def _error(status: int, heading: str, sentence: str) -> HttpResponse:
    context = {
        "publication": publication(),
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "noindex": True,
    }
    return HttpResponse(render_to_string("public/error.html", context), status=status)
