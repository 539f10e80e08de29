"""The signature: one line that says which edition, of which day, how much of it was checked."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import CaseStudy, Edition, PublicState

DAY = "j F Y"


def edition_line(edition: Edition | None, *, state: PublicState | None = None) -> SafeString:
    """HTML of the line under a title; says so where nothing was published or the text was withdrawn."""
    checked = edition.fact_check.get("checked", 0) if edition else 0
    statements = edition.fact_check.get("statements", 0) if edition else 0
    return render_to_string(
        "admin/casestudies/edition_line.html",
        {
            "edition": edition,
            "day": date_format(timezone.localtime(edition.published_at), DAY) if edition else "",
            "is_correction": bool(edition and edition.kind == EditionKind.CORRECTION),
            "is_withdrawn": bool(state and state.status == PublicStatus.WITHDRAWN),
            "checked": checked,
            "statements": statements,
            "all_checked": bool(statements) and checked == statements,
        },
    )


def line_of(case_study: CaseStudy) -> SafeString:
    """The line of what the public sees now; reads `public_state__edition`, which the caller has fetched."""
    state = getattr(case_study, "public_state", None)
    return edition_line(state.edition if state else None, state=state)


def has_changes(case_study: CaseStudy) -> bool:
    """Whether the draft as last saved says something the current edition does not."""
    state = getattr(case_study, "public_state", None)
    if state is None:
        return bool(case_study.content_digest)
    published = (state.edition.content_digest, state.edition.teaching_digest)
    return (case_study.content_digest, case_study.teaching_digest) != published
