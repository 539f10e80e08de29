"""What can be done to many case studies at once: each step says beforehand what would become of one, and does it.

Whatever is foreseen, the ordinary action decides when the step is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casestudies.actions import assign as assigning
from casestudies.actions import submit as submitting
from casestudies.actions import withdraw as withdrawing
from casestudies.actions.add_topic import add_topic
from casestudies.actions.save_draft import NOT_YOURS as NOT_YOURS_TO_CHANGE
from casestudies.actions.stages import need_stage
from casestudies.enums import NoticeKind, PublicStatus, Stage
from casestudies.errors import WrongStage
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_assign, can_edit, can_submit, can_withdraw
from casestudies.publication.when import day_in_words
from casestudies.queries.staff import name_of

Values = Mapping[str, Any]  # what the step asks for: "assignee", "deadline", "review_by", "reason", "topic"


@dataclass(frozen=True)
class Foresight:
    """What would become of one case study: why it is refused, or in a sentence what happens; `changes` nothing."""

    refusal: str = ""
    sentence: str = ""
    changes: bool = True


@dataclass(frozen=True)
class Step:
    """`foresee(draft, values, by, today)` asks no query of a draft that bulk.py has read, with its limits and state.

    `values` are empty before they are chosen. `take(draft, version, values, by, now)` returns what happened.
    """

    foresee: Callable[[CaseStudy, Values, Account, date], Foresight]
    take: Callable[[CaseStudy, int, Values, Account, datetime], str]


def _foresee_assign(draft: CaseStudy, values: Values, by: Account, today: date) -> Foresight:
    if not can_assign(by, draft):
        return Foresight(assigning.NOT_YOURS)
    problems = assigning.assignment_problems(draft, values, today=today)
    if problems:
        return Foresight(" ".join(problem.message for problem in problems))
    if all(getattr(draft, name) == value for name, value in values.items()):
        return Foresight(sentence="It is so already." if values else "", changes=not values)
    return Foresight(sentence=_assigned(draft, values))


def _assigned(draft: CaseStudy, values: Values) -> str:
    said = []
    if "assignee" in values:
        said.append(f"Assigned to {_name(values['assignee'])}, until now to {_name(draft.assignee)}.")
    for name, words in (("deadline", "Deadline"), ("review_by", "Looked at again by")):
        if name in values:
            said.append(f"{words}: {_day(values[name])}, until now {_day(getattr(draft, name))}.")
    return " ".join(said)


def _assign(draft: CaseStudy, version: int, values: Values, by: Account, now: datetime) -> str:
    said = _assigned(draft, values)
    wanted = {name: getattr(draft, name) for name in ("assignee", "deadline", "review_by")} | dict(values)
    if all(getattr(draft, name) == value for name, value in values.items()):
        said = "It was so already."
    assigning.assign(draft, by=by, now=now, **wanted)
    return said


def _foresee_submit(draft: CaseStudy, values: Values, by: Account, today: date) -> Foresight:
    if not can_submit(by, draft):
        return Foresight(submitting.NOT_YOURS)
    try:
        need_stage(draft, {Stage.DRAFT}, submitting.ONLY_DRAFTS)
    except WrongStage as error:
        return Foresight(str(error))
    state = getattr(draft, "public_state", None)
    if state is not None:
        published = (state.edition.content_digest, state.edition.teaching_digest)
        if published == (draft.content_digest, draft.teaching_digest):
            return Foresight(submitting.nothing_new(state.edition.number))
    return Foresight(sentence="Goes to those who review, and they are told.")


def _submit(draft: CaseStudy, version: int, values: Values, by: Account, now: datetime) -> str:
    submitting.submit(draft, by=by, now=now, base_version=version)
    return "Submitted for review."


def _foresee_withdraw(draft: CaseStudy, values: Values, by: Account, today: date) -> Foresight:
    if not can_withdraw(by, draft):
        return Foresight(withdrawing.NOT_YOURS)
    state = getattr(draft, "public_state", None)
    if state is None or state.status != PublicStatus.LIVE:
        return Foresight(withdrawing.STEPS[NoticeKind.WITHDRAWN][3])
    return Foresight(sentence="Readers see the reason in place of the text, for good.")


def _withdraw(draft: CaseStudy, version: int, values: Values, by: Account, now: datetime) -> str:
    withdrawing.withdraw(draft, by=by, now=now, reason=values["reason"])
    return "Withdrawn."


def _foresee_topic(draft: CaseStudy, values: Values, by: Account, today: date) -> Foresight:
    if not can_edit(by, draft):
        return Foresight(NOT_YOURS_TO_CHANGE)
    topic = values.get("topic")
    if topic is None:
        return Foresight()
    if topic in draft.topics.all():
        return Foresight(sentence="It has this topic already.", changes=False)
    lapses = " What was said of its text lapses: it is a draft again." if draft.stage != Stage.DRAFT else ""
    return Foresight(sentence=f"Gets the topic “{topic.name}”, as a new revision.{lapses}")


def _topic(draft: CaseStudy, version: int, values: Values, by: Account, now: datetime) -> str:
    revision = add_topic(draft, values["topic"], by=by, now=now, base_version=version)
    return f"Has the topic, as revision {revision.number}." if revision else "It had this topic already."


def _name(account: Account | None) -> str:
    return name_of(account) if account else "nobody"


def _day(day: date | None) -> str:
    return day_in_words(day) if day else "none"


STEPS: dict[str, Step] = {
    "assign": Step(_foresee_assign, _assign),
    "deadline": Step(_foresee_assign, _assign),
    "review_by": Step(_foresee_assign, _assign),
    "submit": Step(_foresee_submit, _submit),
    "withdraw": Step(_foresee_withdraw, _withdraw),
    "topic": Step(_foresee_topic, _topic),
}
