"""Whether the approval of a draft still covers its text, and which approvals rest on a shared record."""

from collections.abc import Collection

from django.db.models import Model, Q

from casestudies.enums import Stage
from casestudies.models import CaseStudy, Framework, Party, Person, PolicyInstrument, Source, Topic
from casestudies.publication.snapshot import Snapshot, take_snapshots

APPROVED_STAGES = frozenset({Stage.APPROVED, Stage.SCHEDULED})
# How a case study uses each kind of shared record.
USES: dict[type[Model], tuple[str, ...]] = {
    Source: ("references__source",),
    Topic: ("topics",),
    Party: ("parties__party",),
    Person: ("contributions__person", "classifications__classified_by"),
    PolicyInstrument: ("instruments__instrument",),
    Framework: ("classifications__term__framework",),
}


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


def approvals_standing(case_studies: Collection[CaseStudy]) -> list[CaseStudy]:
    """Those whose approval stands. As many queries for many as for one, none where no stage is of an approved text."""
    found = [case_study for case_study in case_studies if case_study.stage in APPROVED_STAGES]
    snapshots = take_snapshots(found) if found else {}
    return [one for one in found if one.pk in snapshots and approval_stands(one, snapshots[one.pk])]


def approvals_resting_on(record: Model) -> list[CaseStudy]:
    """The approved and scheduled drafts whose approval stands and whose text uses the record, by title.

    A bounded number of queries; none for a kind of record that no text uses.
    """
    uses = Q()
    for path in USES.get(type(record), ()):
        uses |= Q(**{path: record})
    if not uses:
        return []
    rows = CaseStudy.objects.filter(uses, stage__in=APPROVED_STAGES).distinct().order_by("title", "pk")
    return approvals_standing(list(rows.select_related("schedule")))
