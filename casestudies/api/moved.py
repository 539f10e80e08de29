"""What an address answers where there is no text to give: moved, withdrawn, removed, never there."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect

from casestudies.api import addresses, envelope
from casestudies.api.base import ApiView
from casestudies.api.formats.ninjs import as_canceled
from casestudies.api.negotiation import JSON, NINJS, Format
from casestudies.api.problem_kinds import REDACTED, WITHDRAWN
from casestudies.api.problems import Problem
from casestudies.api.sample_problems import raise_sample_problem
from casestudies.queries.editions import address_of
from casestudies.queries.sandbox.states import sample_address
from casestudies.queries.surroundings import Surroundings, surroundings

GONE = "no-cache"


def moved(view: ApiView, slug: str, address: Callable[[str], str]) -> HttpResponse:
    """A redirect to the present address of an old slug or a UUID. Raises Http404 where the caller may not know it.

    In the sandbox, Problem at the address of a sample problem.
    """
    caller = view.caller
    if caller.is_sandbox:
        raise_sample_problem(slug)
    present = sample_address(slug) if caller.is_sandbox else address_of(slug)
    if present is None or present == slug or surroundings(present, caller) is None:
        raise Http404
    return redirect(view, address(present))


def redirect(view: ApiView, address: str) -> HttpResponse:
    """To another address for good, with the parameters that were asked with: the view has found each of them right."""
    query = view.request.GET.urlencode()
    return HttpResponsePermanentRedirect(f"{address}{'?' if query else ''}{query}")


def gone(page: Surroundings, form: Format = JSON) -> HttpResponse | None:
    """410 as ninjs for what is withdrawn or redacted; None for what is there. Raises Problem in any other format."""
    if not page.is_withdrawn and not page.is_redacted:
        return None
    if form is NINJS:
        answer = HttpResponse(envelope.to_json(as_canceled(page)), content_type=NINJS.content_type, status=410)
        answer["Cache-Control"] = GONE
        return answer
    tombstone = {"tombstone": envelope.tombstone(page)}
    if page.is_withdrawn:
        raise Problem(WITHDRAWN, "This case study was withdrawn; “tombstone” says when and why.", members=tombstone)
    raise Problem(REDACTED, REDACTED.meaning, members=tombstone)


def refuse_withdrawn(page: Surroundings) -> None:
    if page.is_withdrawn:
        gone(page)


def described() -> dict[str, str]:
    """Where this API is described, for the Link header."""
    return {
        "service_desc": addresses.absolute(addresses.OPENAPI),
        "service_doc": addresses.absolute(addresses.DOCS),
    }
