"""What somebody can do with a case study now, in the order of the work: the buttons of the desk, and what each does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from casestudies import permissions
from casestudies.actions.publication_checks import blocking, last_edition
from casestudies.actions.return_draft import RETURNABLE
from casestudies.enums import PublicStatus, Stage
from casestudies.errors import Problem
from casestudies.models import Account, CaseStudy, PublicState, Schedule
from casestudies.publication.snapshot import Snapshot, take_snapshot
from casestudies.queries.approval import approval_stands, why_not_approved


@dataclass(frozen=True)
class Step:
    """One action of the workflow.

    `name` is the action's, `label` the button's, `promise` the sentence that says what it will do. `refusal` says why
    it cannot succeed now, though it is this account's to take; empty when it can. `overrides` asks for a reason.
    `is_next` marks the one step that the text is waiting for.
    """

    name: str
    label: str
    promise: str
    refusal: str = ""
    overrides: bool = False
    is_next: bool = False


def steps(
    account: Account, case_study: CaseStudy, snapshot: Snapshot | None = None, problems: list[Problem] | None = None
) -> list[Step]:
    """The steps that are this account's to take, at most one of them marked as next. Writes nothing.

    `snapshot` and `problems` are those of the draft as it stands, if the caller has them. A constant number of queries.
    """
    if not permissions.can_see(account, case_study):
        return []
    desk = _Desk(account, case_study, snapshot or take_snapshot(case_study), problems)
    found = [step for rule in RULES for step in rule(desk)]
    awaited = desk.awaited
    return [replace(step, is_next=step.name == awaited and not (step.refusal or step.overrides)) for step in found]


def next_step(found: list[Step]) -> Step | None:
    """The one that is marked."""
    return next((step for step in found if step.is_next), None)


class _Desk:
    """What the rules ask, each question once."""

    def __init__(
        self, account: Account, case_study: CaseStudy, snapshot: Snapshot, problems: list[Problem] | None
    ) -> None:
        self.account, self.draft, self.snapshot = account, case_study, snapshot
        self.stage = Stage(case_study.stage)
        self.state = PublicState.objects.filter(case_study=case_study).first()
        self.schedule = Schedule.objects.filter(case_study=case_study).first()
        self.last = last_edition(case_study)
        self.stands = approval_stands(case_study, snapshot)
        digests = (snapshot.content_digest, snapshot.teaching_digest)
        self.is_new = self.last is None or digests != (self.last.content_digest, self.last.teaching_digest)
        self.problems = blocking(case_study, snapshot) if problems is None else problems

    def may(self, predicate: Callable[[Account, CaseStudy], bool]) -> bool:
        return predicate(self.account, self.draft)

    @property
    def awaited(self) -> str:
        """The step that the text is waiting for, by its name, if it waits for this account at all."""
        if self.stage == Stage.IN_REVIEW:
            if self.draft.reviewer_id is None:
                return "claim_review"
            return "approve" if self.draft.reviewer_id == self.account.pk else ""
        if self.stage == Stage.APPROVED:
            return "publish" if self.stands else "approve"
        return "submit" if self.stage == Stage.DRAFT else ""

    @property
    def withdrawn(self) -> bool:
        return self.state is not None and self.state.status == PublicStatus.WITHDRAWN

    @property
    def blocked(self) -> str:
        """In one sentence: the readiness panel names them all."""
        if not self.problems:
            return ""
        more = len(self.problems) - 1
        return self.problems[0].message + (f" And {more} more to mend." if more else "")


def _submit(desk: _Desk) -> Iterator[Step]:
    if desk.stage == Stage.DRAFT and desk.is_new and desk.may(permissions.can_submit):
        yield Step("submit", "Submit for review", "The text goes to those who review, and they are told.")


def _claim(desk: _Desk) -> Iterator[Step]:
    if desk.stage != Stage.IN_REVIEW:
        return
    if desk.draft.reviewer_id is None:
        if desk.may(permissions.can_approve):
            yield Step("claim_review", "Claim for review", "The desk sees that you are reviewing this text.")
    elif desk.draft.reviewer_id == desk.account.pk or desk.may(permissions.can_assign):
        yield Step("release_review", "Release", "Somebody else can claim this text for review.")


def _approve(desk: _Desk) -> Iterator[Step]:
    if desk.stage != Stage.IN_REVIEW and (desk.stage != Stage.APPROVED or desk.stands):
        return
    promise = "Exactly this text may then be published; a later change takes the approval away."
    if desk.may(permissions.can_approve):
        yield Step("approve", "Approve", promise, refusal=desk.blocked)
    elif desk.may(permissions.can_override):
        promise = "You approve your own text. The reason is kept, and somebody looks at it afterwards."
        yield Step("approve", "Approve without a second pair of eyes", promise, refusal=desk.blocked, overrides=True)


def _return(desk: _Desk) -> Iterator[Step]:
    if desk.stage not in RETURNABLE or not desk.may(permissions.can_review):
        return
    promise = "The text becomes a draft again, and its author is told your reason."
    if desk.stage == Stage.SCHEDULED:
        promise = "The appointment is taken back, the text becomes a draft again, and its author is told your reason."
    yield Step("return_draft", "Return", promise)


def _publish(desk: _Desk) -> Iterator[Step]:
    if not desk.is_new or not desk.may(permissions.can_publish):
        return
    overrides = not desk.stands
    if overrides and not desk.may(permissions.can_override):
        if desk.stage in (Stage.APPROVED, Stage.SCHEDULED):
            yield Step("publish", "Publish", "", refusal=why_not_approved(desk.draft, desk.snapshot))
        return
    refusal = desk.blocked
    if desk.withdrawn:
        refusal = "This case study is withdrawn. Reinstate it before you publish a new edition."
    number = desk.last.number + 1 if desk.last else 1
    promise = f"Edition {number} is public at once, and never changes."
    label = "Publish without an approval" if overrides else "Publish"
    yield Step("publish", label, promise, refusal=refusal, overrides=overrides)
    promise = "The text is published by itself at the time that you choose."
    label = "Change the time" if desk.stage == Stage.SCHEDULED else "Schedule"
    yield Step("schedule", f"{label} without an approval" if overrides else label, promise, refusal, overrides)


def _unschedule(desk: _Desk) -> Iterator[Step]:
    if desk.schedule is not None and desk.may(permissions.can_publish):
        then = "the text stays approved" if desk.stands else "the text is a draft again"
        yield Step("unschedule", "Unschedule", f"The appointment is taken back; {then}.")


def _notices(desk: _Desk) -> Iterator[Step]:
    if desk.state is None or not desk.may(permissions.can_withdraw):
        return
    if desk.withdrawn:
        yield Step("reinstate", "Reinstate", "Readers see the text again, and your reason for good.")
    else:
        yield Step("withdraw", "Withdraw", "Readers see a notice with your reason in place of the text.")


def _desk_work(desk: _Desk) -> Iterator[Step]:
    if desk.may(permissions.can_assign):
        yield Step("assign", "Assign", "Says whose turn it is and by when, and tells them.")
    if desk.may(permissions.can_limit):
        yield Step("limit", "Limit who sees it", "Only the people you name see the draft, anywhere.")


RULES = (_submit, _claim, _approve, _return, _publish, _unschedule, _notices, _desk_work)
