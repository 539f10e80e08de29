"""The signature: one line that says which edition, of which day, how much of it was checked."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from casestudies.enums import PublicStatus
from casestudies.models import CaseStudy, Edition, PublicState
from casestudies.publication.edition_line import line_of as published_line
from casestudies.publication.snapshot import Snapshot


def edition_line(edition: Edition | None, *, state: PublicState | None = None) -> SafeString:
    """HTML of the line under a title; says so where nothing was published or the text was withdrawn."""
    line = published_line(edition, timezone.get_current_timezone_name()) if edition else None
    is_withdrawn = bool(state and state.status == PublicStatus.WITHDRAWN)
    return render_to_string("admin/casestudies/edition_line.html", {"line": line, "is_withdrawn": is_withdrawn})


def line_of(case_study: CaseStudy) -> SafeString:
    """The line of what the public sees now; reads `public_state__edition`, which the caller has fetched."""
    state = getattr(case_study, "public_state", None)
    return edition_line(state.edition if state else None, state=state)


def has_changes(case_study: CaseStudy, snapshot: Snapshot | None = None) -> bool:
    """Whether the draft says something the current edition does not, or wants another address.

    Of the draft as it is now, where the caller has its snapshot; else as it was last saved, which is what lists show.
    """
    state = getattr(case_study, "public_state", None)
    draft = snapshot or case_study
    if state is None:
        return bool(draft.content_digest)
    published = (state.slug, state.edition.content_digest, state.edition.teaching_digest)
    return (case_study.slug, draft.content_digest, draft.teaching_digest) != published
