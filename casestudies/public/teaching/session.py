"""The teaching page with its session plan, and the projector that shows the plan question by question."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from casestudies.public.addresses import absolute
from casestudies.public.answers import readable
from casestudies.public.teaching.room import Room, in_public, public_addresses
from casestudies.publication.teaching.plan import EMPTY, LONGEST, WHOLE_CASE, Plan, read_plan
from casestudies.publication.teaching.questions import Question, questions_of

SLIDE = re.compile(r"[1-9][0-9]{0,3}")
SCREENS = ("light", "dark")
# Longer questions are set smaller, so that each fits on one screen.
SIZES = ((110, "short"), (260, "medium"), (520, "long"))


@readable
def teach(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "teach/", teaching_page)


@readable
def project(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "teach/project/", projector)


def teaching_page(request: HttpRequest, room: Room) -> HttpResponse:
    """Objectives, questions and the plan. A form sent leads to the plan's own address; a mistake in it is 400."""
    snapshot, notes = room.text()
    plan = plan_in(request, questions_of(snapshot, notes))
    if not (plan.is_settled or plan.problems or plan.gone):
        return HttpResponseRedirect(address(room.at.teach, plan.query_with_filters))
    slug = room.shown.slug
    context = room.context() | {
        "canonical_url": absolute(public_addresses(slug).teach),
        "description": _("Objectives, questions and a session plan for “%(title)s”.") % {"title": snapshot["title"]},
        "noindex": room.with_notes or not snapshot["questions"],
        "objectives": snapshot["objectives"],
        "plan": plan,
        "rows": list(_rows(plan)),
        "sections": _sections(plan.questions),
        "kinds": _kinds(plan.questions),
        "longest": LONGEST,
        "length_typed": plan.typed.get("length", plan.length or ""),
        "over": -(plan.left or 0),
        "empty_name": EMPTY,
        "project_url": address(room.at.project, plan.query),
        "handout_url": address(room.at.handout, plan.query),
        "pdf_url": address(room.at.pdf, plan.query),
    }
    return HttpResponse(render_to_string("public/teaching/teach.html", context), status=400 if plan.problems else 200)


def projector(request: HttpRequest, room: Room) -> HttpResponse:
    """All questions of the plan, one of them shown: `n`, counted from 1; beyond the end the last."""
    snapshot, _notes = room.text()
    plan = plan_in(request, questions_of(snapshot))
    asked = request.GET.get("n", "1")
    if not SLIDE.fullmatch(asked):
        raise Http404
    number, last = min(int(asked), max(1, len(plan.chosen))), len(plan.chosen)
    screen = request.GET.get("screen", "")
    screen = screen if screen in SCREENS else ""

    def slide_url(at: int, on: str = screen) -> str:
        more = "&".join(part for part in (f"screen={on}" if on else "", f"n={at}" if at > 1 else "") if part)
        return address(room.at.project, "&".join(filter(None, (plan.query, more))))

    context = room.context() | {
        "slides": [
            {"number": place, "question": question, "minutes": minutes, "size": _size(question.prompt)}
            for place, (question, minutes) in enumerate(plan.chosen, start=1)
        ],
        "number": number,
        "last": last,
        "theme": screen,
        "previous_url": slide_url(number - 1) if number > 1 else "",
        "next_url": slide_url(number + 1) if number < last else "",
        "back_url": address(room.at.teach, plan.query),
        "dark_url": slide_url(number, "dark"),
        "light_url": slide_url(number, "light"),
    }
    return HttpResponse(render_to_string("public/teaching/project.html", context))


def plan_in(request: HttpRequest, questions: tuple[Question, ...]) -> Plan:
    return read_plan(dict(request.GET.lists()), questions)


def address(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """The plan's questions in its order, then the others; those that a filter hides stay in the plan unseen."""
    chosen = {question.key for question, _minutes in plan.chosen}
    others = ((question, question.planned) for question in plan.questions if question.key not in chosen)
    for place, (question, minutes) in enumerate((*plan.chosen, *others), start=1):
        name = f"m-{question.key}"
        is_in = question.key in chosen
        if not (is_in or plan.shows(question)):
            continue
        yield {
            "question": question,
            "minutes": plan.typed.get(name, minutes),
            "problem": plan.problems.get(name, ""),
            "is_in": is_in,
            "is_shown": plan.shows(question) or name in plan.problems,
            "can_rise": is_in and place > 1,
            "can_sink": is_in and place < len(plan.chosen),
        }


def _sections(questions: tuple[Question, ...]) -> list[dict[str, Any]]:
    """The sections that questions are about, each with how many are."""
    found: dict[str, dict[str, Any]] = {}
    for question in questions:
        value = question.anchor or WHOLE_CASE
        name = question.heading or _("The whole case")
        found.setdefault(value, {"value": value, "name": name, "count": 0})["count"] += 1
    return list(found.values())


def _kinds(questions: tuple[Question, ...]) -> list[dict[str, str]]:
    """The kinds of section that questions are about, where there are several to choose from."""
    names = {"record": _("The record: what happened"), "analysis": _("Analysis: what it means"), "other": _("Other")}
    used = {question.kind for question in questions} - {""}
    return [{"value": kind, "name": name} for kind, name in names.items() if kind in used] if len(used) > 1 else []


def _size(prompt: str) -> str:
    return next((name for most, name in SIZES if len(prompt) <= most), "longest")
