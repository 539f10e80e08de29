"""Whether the approval of a draft still covers its text."""

from casestudies.enums import Stage
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import Snapshot

APPROVED_STAGES = frozenset({Stage.APPROVED, Stage.SCHEDULED})


def approval_stands(case_study: CaseStudy, snapshot: Snapshot) -> bool:
    """Somebody approved exactly this text. A source that changed since makes it another. No query."""
    approved = (case_study.approved_content_digest, case_study.approved_teaching_digest)
    return case_study.stage in APPROVED_STAGES and approved == (snapshot.content_digest, snapshot.teaching_digest)


def why_not_approved(case_study: CaseStudy, snapshot: Snapshot) -> str:
    """The sentence for whoever wants to publish; "" when the approval stands."""
    if approval_stands(case_study, snapshot):
        return ""
    if case_study.stage == Stage.IN_REVIEW:
        return "This text is still in review. Have it approved first."
    if not case_study.approved_content_digest:
        return "Nobody approved this text. Submit it for review first."
    saved = (case_study.content_digest, case_study.teaching_digest)
    if saved == (case_study.approved_content_digest, case_study.approved_teaching_digest):
        return "A source or another shared record changed since the text was approved. Have it approved again."
    return "The text differs from the one that was approved. Have it approved again."
