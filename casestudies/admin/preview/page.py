"""The page of a draft: what its line says, and the answer that nobody keeps."""

from datetime import datetime

from django.http import HttpResponse
from django.template.loader import render_to_string

from casestudies.enums import Verdict
from casestudies.models import CaseStudy
from casestudies.publication.draft_page import DraftLine, draft_page
from casestudies.publication.edition_line import local_day
from casestudies.publication.statements import statements_of
from casestudies.queries.checking import verdicts_of
from casestudies.queries.publication import publication

THEMES = ("light", "dark")


def draft_answer(
    case_study: CaseStudy, document, *, what: str, at: datetime, notice: str, media_root: str, theme: str = ""
) -> HttpResponse:
    """The document as its page will be. `what` names the text in the line: `Revision 12`."""
    settings = publication()
    verdicts = verdicts_of(case_study)
    ticked = frozenset(key for key, verdict in verdicts.items() if verdict.verdict == Verdict.CHECKED)
    statements = statements_of(document)
    line = DraftLine(
        what=what,
        day=local_day(at, settings.time_zone),
        statements=len(statements),
        checked=sum(1 for statement in statements if statement.key in ticked),
    )
    context = {
        "publication": settings,
        "noindex": True,
        "theme": theme if theme in THEMES else "",
        "notice": notice,
        **draft_page(document, line=line, media_root=media_root, checked=ticked),
    }
    return kept_by_nobody(HttpResponse(render_to_string("preview/case.html", context)))


def kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    """No cache keeps it, no index lists it, no address leaks by a link that is followed from it."""
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
