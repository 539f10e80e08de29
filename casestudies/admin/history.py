"""What happened to a case study: its editions and the saves between them."""

from dataclasses import dataclass, field

from django.urls import reverse

from casestudies.admin.edition_line import edition_line
from casestudies.models import Account, CaseStudy, Edition, Revision

MOST = 50


@dataclass
class History:
    editions: list = field(default_factory=list)
    revisions: list = field(default_factory=list)
    more: int = 0


def history_of(case_study: CaseStudy) -> History:
    """The editions, and the last 50 revisions. Four queries."""
    editions = list(Edition.objects.filter(case_study=case_study).order_by("-number")[:MOST])
    names = names_of(edition.published_by for edition in editions)
    shown = [
        {
            "edition": edition,
            "line": edition_line(edition),
            "who": names.get(edition.published_by, ""),
            "url": reverse("admin:casestudies_edition_change", args=[edition.pk]),
        }
        for edition in editions
    ]
    revisions = Revision.objects.filter(case_study=case_study).select_related("saved_by").defer("content", "teaching")
    published = {edition.content_digest: edition.number for edition in reversed(editions)}
    rows = [
        {
            "revision": revision,
            "edition": published.get(revision.content_digest),
            "url": reverse("admin:casestudies_revision_change", args=[revision.pk]),
        }
        for revision in revisions.order_by("-number")[:MOST]
    ]
    return History(shown, rows, max(0, revisions.count() - MOST))


def names_of(uuids) -> dict:
    """Account names by their opaque ids; an erased account has none."""
    accounts = Account.objects.filter(uuid__in=set(uuids))
    return {account.uuid: account.get_full_name() or account.get_username() for account in accounts}
