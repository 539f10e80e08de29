"""The private links of a draft: those to preview it, and those of checkers without an account."""

from django.db.models import QuerySet

from casestudies.models import CaseStudy, CheckRequest, PreviewLink


def preview_links_of(draft: CaseStudy) -> list[PreviewLink]:
    """The newest first. A maker of several is one object, so that their rights are read once. One query."""
    found = list(PreviewLink.objects.filter(case_study=draft).select_related("made_by", "revision"))
    makers = {link.made_by_id: link.made_by for link in found}
    for link in found:
        link.case_study, link.made_by = draft, makers[link.made_by_id]
    return found


def check_requests_of(draft: CaseStudy, rows: QuerySet[CheckRequest] | None = None) -> list[CheckRequest]:
    """Those of `rows`, all without, that are about the draft, the newest first; an asker is one object. One query."""
    rows = CheckRequest.objects.all() if rows is None else rows
    found = list(rows.filter(case_study=draft).select_related("asked_by"))
    askers = {request.asked_by_id: request.asked_by for request in found}
    for request in found:
        request.case_study, request.asked_by = draft, askers[request.asked_by_id]
    return found
