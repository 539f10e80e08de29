"""The room that a class is taught in: one live edition, the addresses around it, and whether notes may be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from casestudies.public import frames
from casestudies.public.addresses import case_url
from casestudies.public.answers import etag_of, not_modified, with_validators
from casestudies.public.cases import moved
from casestudies.public.errors import gone
from casestudies.public.languages import local
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import Surroundings, surroundings
from casestudies.queries.teaching import snapshot_of, snapshot_with_notes


@dataclass(frozen=True)
class Addresses:
    """Where the pages of a class are. The package for a course holds no notes and is everybody's."""

    case: str
    teach: str
    project: str
    handout: str
    pdf: str
    questions: str
    cartridge: str


def public_addresses(slug: str) -> Addresses:
    case = case_url(slug)
    return Addresses(
        case=case,
        teach=f"{case}teach/",
        project=f"{case}teach/project/",
        handout=f"{case}handout/",
        pdf=f"{case}handout.pdf",
        questions=f"{case}questions.xml",
        cartridge=f"{case}case.imscc",
    )


def private_addresses(token: str, slug: str) -> Addresses:
    """Those that a teacher pass opens."""
    root = local(f"/teach/{token}/{slug}/")
    return Addresses(
        case=case_url(slug),
        teach=root,
        project=f"{root}project/",
        handout=f"{root}handout/",
        pdf=f"{root}handout.pdf",
        questions=f"{root}questions.xml",
        cartridge=public_addresses(slug).cartridge,
    )


@dataclass(frozen=True)
class Room:
    """`settings` is the publication; `with_notes` says whether whoever asks may read the teacher's notes, and
    `notice` until when.
    """

    shown: Surroundings
    settings: Any
    at: Addresses
    with_notes: bool = False
    notice: str = ""

    def text(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The snapshot, and the notes that may be read. One query."""
        return snapshot_with_notes(self.shown) if self.with_notes else (snapshot_of(self.shown), {})

    def context(self) -> dict[str, Any]:
        """What every page of a class shows around what is its own."""
        case = frames.case(self.shown, self.settings.time_zone)
        return {
            "publication": self.settings,
            "case": case,
            "at": self.at,
            "with_notes": self.with_notes,
            "pass_notice": self.notice,
        }


View = Callable[[HttpRequest, Room], HttpResponse]


def in_public(request: HttpRequest, slug: str, below: str, view: View, *, made_by: str = "") -> HttpResponse:
    """The view of a live edition as everybody may see it: 304 before its text is read, 410 once it is withdrawn.

    `below` is the address under the case study's, `made_by` the version of what makes it, beside the templates.
    """
    shown = surroundings(slug)
    if shown is None:
        return with_query(request, moved(slug, below))
    settings = publication()
    etag = etag_of(
        below,
        made_by,
        shown.edition.edition_digest,
        shown.state.counter,
        shown.state.status,
        shown.is_redacted,
        settings.updated_at,
        request.GET.urlencode(),
    )
    if answer := not_modified(request, etag):
        return answer
    if answer := closed(shown):
        return answer
    answer = view(request, Room(shown=shown, settings=settings, at=public_addresses(slug)))
    if answer.status_code >= 500:
        return answer
    return with_validators(answer, etag if answer.status_code == 200 else "")


def closed(shown: Surroundings) -> HttpResponse | None:
    """The page instead of a text that is not to be read any more; None where it is."""
    if shown.is_redacted:
        return gone(shown.edition.number)
    if not shown.is_withdrawn:
        return None
    context = {
        "publication": publication(),
        "status": 410,
        "heading": _("Withdrawn"),
        "sentence": _("This case study was withdrawn, and with it what was made for teaching. Its page says why."),
        "case_url": case_url(shown.slug),
        "noindex": True,
    }
    answer = HttpResponse(render_to_string("public/teaching/withdrawn.html", context), status=410)
    return with_validators(answer)


def with_query(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A redirect that takes the plan along, which stands in the query."""
    if isinstance(answer, HttpResponseRedirectBase) and request.GET:
        answer.headers["Location"] = f"{answer.url}?{request.GET.urlencode()}"
    return answer
