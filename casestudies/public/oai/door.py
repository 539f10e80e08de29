"""Answers the six verbs. Every answer is 200 and XML, errors too: that is what the protocol says."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from casestudies.prose.characters import tidy_line
from casestudies.public.addresses import absolute
from casestudies.public.errors import method_not_allowed, too_large
from casestudies.public.oai.arguments import Arguments, OaiError, check_prefix, read_arguments, read_span, read_topic
from casestudies.public.oai.records import read_identifier, record, stamp
from casestudies.public.oai.tokens import Token, read_token, write_token
from casestudies.queries.harvest import Selection, first_change, harvest, how_many, one_record, topics_of_records
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import Surroundings

PAGE_SIZE = 100
METHODS = ("GET", "HEAD", "POST")


@csrf_exempt
def oai(request: HttpRequest) -> HttpResponse:
    """GET and POST ask alike, and nothing is written."""
    if request.method not in METHODS:
        answer = method_not_allowed(request)
        answer.headers["Allow"] = ", ".join(METHODS)
        return answer
    if refused := too_large(request):
        return refused
    context: dict[str, Any] = {"base_url": absolute("/oai"), "now": stamp(timezone.now()), "asked": {}}
    try:
        arguments = read_arguments(request.POST if request.method == "POST" else request.GET)
        context["asked"] = {"verb": arguments.verb} | {name: tidy_line(text) for name, text in arguments.given.items()}
        context |= {"verb": arguments.verb} | ANSWERS[arguments.verb](arguments)
    except OaiError as error:
        context["error"] = error
        if error.code in ("badVerb", "badArgument"):
            context["asked"] = {}
    body = render_to_string("public/oai.xml", context)
    # Each answer says when it was made, so none is kept.
    return HttpResponse(body, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-store"})


def _identify(arguments: Arguments) -> dict[str, Any]:
    about, first = publication(), first_change()
    return {
        "name": tidy_line(about.name),
        "admin": about.corrections_contact or settings.DEFAULT_FROM_EMAIL,
        "earliest": stamp(first or timezone.now()),
    }


def _formats(arguments: Arguments) -> dict[str, Any]:
    if "identifier" in arguments.given:
        _known(arguments.given["identifier"])
    return {}


def _sets(arguments: Arguments) -> dict[str, Any]:
    if "resumptionToken" in arguments.given:
        raise OaiError("badResumptionToken", "The list of sets comes whole and has no token.")
    topics = topics_of_records()
    if not topics:
        raise OaiError("noSetHierarchy", "No case study has a topic yet, and sets are topics.")
    return {"sets": [(f"topic:{slug}", tidy_line(name)) for slug, name in topics]}


def _one(arguments: Arguments) -> dict[str, Any]:
    shown = _known(arguments.given["identifier"])
    check_prefix(arguments.given)
    return {"records": [record(shown, with_metadata=True)]}


def _list(arguments: Arguments) -> dict[str, Any]:
    """A page of records or of their headers, and the token that goes on; an empty one ends a list of several pages."""
    given, verb = arguments.given, arguments.verb
    token = read_token(given["resumptionToken"], verb) if "resumptionToken" in given else None
    if token is None:
        since, before = read_span(given)
        check_prefix(given)
        selection, after, cursor = Selection(since, before, read_topic(given)), None, 0
    else:
        selection, after, cursor = token.selection, token.after, token.cursor
    page = harvest(selection, after=after, limit=PAGE_SIZE)
    if not page.rows and token is None:
        raise OaiError("noRecordsMatch", "No record is of that set and was changed in that time.")
    context: dict[str, Any] = {"records": [record(row, with_metadata=verb == "ListRecords") for row in page.rows]}
    if page.end:
        total = token.total if token else how_many(selection)
        following = Token(verb, selection, page.end, cursor + len(page.rows), total)
        context |= {"token": write_token(following), "cursor": cursor, "total": total}
    elif token:
        context |= {"token": "", "cursor": cursor, "total": token.total}
    return context


def _known(identifier: str) -> Surroundings:
    uuid = read_identifier(identifier)
    shown = one_record(uuid) if uuid else None
    if shown is None:
        raise OaiError("idDoesNotExist", "There is no record of that identifier.")
    return shown


ANSWERS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _one,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}
