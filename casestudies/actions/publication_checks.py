"""What has to hold before a text is approved, scheduled or published: the same checks, in the same words."""

from casestudies.actions.claim_slug import taken_slug
from casestudies.enums import EditionKind, PublicStatus
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, Edition, PublicState
from casestudies.permissions import can_override
from casestudies.publication.evidence import Evidence
from casestudies.publication.snapshot import Snapshot
from casestudies.queries.approval import why_not_approved
from casestudies.queries.evidence import evidence_of
from casestudies.readiness import blockers


def last_edition(draft: CaseStudy) -> Edition | None:
    return Edition.objects.filter(case_study=draft).order_by("-number").first()


def check_kind(draft: CaseStudy, kind: EditionKind, previous: Edition | None) -> None:
    """The kind fits what is public. Raises WrongStage."""
    if previous is None and kind != EditionKind.INITIAL:
        raise WrongStage("This case study was never published: its first edition is neither update nor correction.")
    if previous is not None and kind == EditionKind.INITIAL:
        raise WrongStage(f"Edition {previous.number} is there already: publish an update or a correction.")
    state = PublicState.objects.filter(case_study=draft).first()
    if state and state.status == PublicStatus.WITHDRAWN:
        raise WrongStage("This case study is withdrawn. Reinstate it before you publish a new edition.")


def check_new(snapshot: Snapshot, previous: Edition | None) -> None:
    """The text is not the one that was published last. Raises NothingToPublish."""
    digests = (snapshot.content_digest, snapshot.teaching_digest)
    if previous and digests == (previous.content_digest, previous.teaching_digest):
        raise NothingToPublish(f"The draft says word for word what edition {previous.number} says.")


def check_approval(draft: CaseStudy, snapshot: Snapshot, *, by: Account, override_reason: str) -> bool:
    """Exactly this text is approved, or somebody who may overrides that; returns whether that was needed.

    Raises WrongStage when nobody tried to override it, NotAllowed when the one who tried may not.
    """
    refusal = why_not_approved(draft, snapshot)
    if not refusal:
        return False
    if not override_reason.strip():
        raise WrongStage(refusal)
    if not can_override(by, draft):
        raise NotAllowed(f"{refusal} You may not publish without an approval.")
    return True


def blocking(draft: CaseStudy, snapshot: Snapshot, evidence: Evidence | None = None) -> list[Problem]:
    """Everything that keeps this text from being approved and published; empty when it is ready.

    `evidence` is that of the draft as it stands, if the caller has it.
    """
    taken = taken_slug(draft.slug, draft)
    return [*([taken] if taken else []), *blockers(snapshot.document, evidence or evidence_of(draft))]


def check_ready(draft: CaseStudy, snapshot: Snapshot, change_note: str | None = None) -> None:
    """Nothing blocks the text, and where it is to be published, readers are told what changes. Raises NotReady."""
    problems = blocking(draft, snapshot)
    if change_note is not None and not change_note.strip():
        problems.insert(0, Problem("Say in public what this edition changes.", "change_note"))
    if problems:
        raise NotReady(problems)
