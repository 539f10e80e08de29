"""The handout of an edition, as a page to print and as PDF. `part` chooses what it holds, `q` its questions."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from casestudies.exchange.handout.pdf import PdfNotMade, make_pdf
from casestudies.exchange.handout.shelf import handout_version, kept_file
from casestudies.public.addresses import absolute, case_url
from casestudies.public.answers import readable
from casestudies.public.teaching.room import Room, in_public
from casestudies.public.teaching.session import address, plan_in
from casestudies.publication.edition_line import line_of
from casestudies.publication.handout.blocks import Dict
from casestudies.publication.handout.content import NOTES, PARTS, handout_blocks
from casestudies.publication.handout.html import html_of
from casestudies.publication.handout.sheet import sheet_of
from casestudies.publication.teaching.plan import Plan
from casestudies.publication.teaching.questions import Question, questions_of
from casestudies.queries.teaching import pictures_of

RETRY_AFTER = "30"  # seconds


@readable
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "handout/", handout_page)


@readable
def handout_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "handout.pdf", pdf_file, made_by=handout_version())


def handout_page(request: HttpRequest, room: Room) -> HttpResponse:
    """The parts that were asked for, under the form that chooses them."""
    parts, plan, sheet = _sheet(request, room)
    chosen = {"part": parts} if set(parts) != set(_parts_of(room)) else {}
    query = "&".join(filter(None, (urlencode(chosen, doseq=True), plan.query)))
    context = room.context() | {
        "canonical_url": absolute(case_url(room.shown.slug)),
        "noindex": True,
        "parts": [
            {"value": part, "name": name, "is_chosen": part in parts}
            for part, name in _names().items()
            if part in _parts_of(room)
        ],
        "carried": plan.pairs(filters=False),
        "html": html_of(sheet["blocks"], has_sources="sources" in parts),
        "colophon": html_of(sheet["colophon"], has_sources=False),
        "pdf_url": address(room.at.pdf, query),
        "teach_url": address(room.at.teach, plan.query),
    }
    return HttpResponse(render_to_string("public/teaching/handout.html", context))


def pdf_file(request: HttpRequest, room: Room) -> HttpResponse:
    """The same as tagged PDF; what everybody may read is kept for the next who asks. 503 when too many ask at once."""
    parts, plan, sheet = _sheet(request, room)
    shown = room.shown

    def make() -> bytes:
        return make_pdf(sheet, picture_files(room), at=shown.edition.published_at)

    keys = [question.key for question, _minutes in plan.chosen]
    made_of = (
        handout_version(),
        shown.edition.edition_digest,
        shown.slug,
        shown.state.counter,
        room.settings.updated_at,
        parts,
        keys,
    )
    try:
        data = make() if room.with_notes else kept_file(*made_of, make=make)
    except PdfNotMade as error:
        return _not_now(room, is_busy=error.is_busy)
    answer = HttpResponse(data, content_type="application/pdf")
    notes = "-notes" if NOTES in parts else ""
    name = f"{shown.slug}-edition-{shown.edition.number}{notes}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Link"] = f'<{absolute(case_url(shown.slug))}>; rel="canonical"'
    return answer


def _sheet(request: HttpRequest, room: Room) -> tuple[list[str], Plan, dict[str, Any]]:
    parts = _parts_in(request, room)
    snapshot, notes = room.text()
    plan = plan_in(request, questions_of(snapshot, notes))
    questions = [question for question, _minutes in plan.chosen]
    return parts, plan, sheet_in(room, snapshot, parts, questions)


def sheet_in(room: Room, snapshot: dict[str, Any], parts: Collection[str], questions: Sequence[Question]) -> Dict:
    """The edition's sheet with these parts and questions."""
    edition, state = room.shown.edition, room.shown.state
    return sheet_of(
        snapshot,
        handout_blocks(snapshot, parts, questions, links=state.link_states),
        line=line_of(edition, room.settings.time_zone),
        publication=room.settings.name,
        url=absolute(case_url(room.shown.slug)),
        digest=edition.edition_digest,
        with_notes=NOTES in parts,
    )


def _parts_of(room: Room) -> tuple[str, ...]:
    return (*PARTS, NOTES) if room.with_notes else PARTS


def _parts_in(request: HttpRequest, room: Room) -> list[str]:
    """The parts that were asked for, in the order of reading; all where none was. Http404 for what is no part."""
    asked = set(request.GET.getlist("part"))
    if not asked <= set(_parts_of(room)):
        raise Http404
    return [part for part in _parts_of(room) if part in asked or not asked]


def picture_files(room: Room) -> dict[str, bytes]:
    """The bytes of the pictures that are there, by name; a description stands for one that is missing."""
    files = {}
    for media in pictures_of(room.shown).values():
        try:
            with media.file.open("rb") as opened:
                files[media.name] = opened.read()
        except FileNotFoundError:
            continue
    return files


def _not_now(room: Room, *, is_busy: bool) -> HttpResponse:
    context = {
        "publication": room.settings,
        "status": 503,
        "heading": _("The PDF is not there yet"),
        "sentence": _("Several are being made at this moment. Ask again in half a minute.")
        if is_busy
        else _("It could not be made, and that was recorded. The handout’s page can be printed meanwhile."),
        "noindex": True,
    }
    answer = HttpResponse(render_to_string("public/error.html", context), status=503)
    answer.headers["Retry-After"] = RETRY_AFTER
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _names() -> dict[str, str]:
    return {
        "summary": _("Summary"),
        "text": _("Text"),
        "timeline": _("Timeline"),
        "parties": _("Parties"),
        "questions": _("Questions"),
        "sources": _("Sources"),
        NOTES: _("Teacher’s notes"),
    }
