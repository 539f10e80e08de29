"""A session planned by a teacher: which questions, in which order, for how long. All of it stands in the address.

`q` names a question, once each, in the plan's order; `m-<question>` its minutes where they are not the case's own;
`length` the minutes that the session has; `section` and `kind` choose which questions are shown, not which are in the
plan. `up` and `down` move a question. Without any of it the plan is the whole case as its authors suggest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from casestudies.enums import SectionKind
from casestudies.publication.teaching.questions import Question

Parameters = Mapping[str, Sequence[str]]

LONGEST = 600  # minutes, of a question or of a session
WHOLE_CASE = "."  # stands for questions about no section; no anchor is called so
EMPTY = "plan"  # says that a plan without questions is meant
MINUTES = re.compile(r"[0-9]{1,4}")
NAMES = frozenset({"q", "length", "section", "kind", "up", "down", EMPTY})


@dataclass(frozen=True)
class Plan:
    """`chosen` pairs each question with its minutes, in order. `problems` says by name what was not understood, and
    `typed` holds it as it came. `gone` counts questions that the edition does not have (any more).
    """

    questions: tuple[Question, ...]
    chosen: tuple[tuple[Question, int], ...]
    length: int | None
    section: str
    kind: str
    problems: Mapping[str, str]
    typed: Mapping[str, str]
    gone: int
    is_settled: bool

    @property
    def total(self) -> int:
        return sum(minutes for _question, minutes in self.chosen)

    @property
    def left(self) -> int | None:
        """The minutes of the session that nothing is planned for; negative where too much is."""
        return None if self.length is None else self.length - self.total

    @property
    def query(self) -> str:
        """The plan as a query, in the one way that it is written."""
        return urlencode(self.pairs(filters=False))

    @property
    def query_with_filters(self) -> str:
        return urlencode(self.pairs(filters=True))

    def shows(self, question: Question) -> bool:
        """Whether the filters let the question through."""
        in_section = self.section in ("", question.anchor or WHOLE_CASE)
        return in_section and self.kind in ("", question.kind)

    def pairs(self, *, filters: bool) -> list[tuple[str, str]]:
        """The parameters that say this and no more."""
        pairs: list[tuple[str, str]] = []
        if self.chosen != _suggested(self.questions):
            for question, minutes in self.chosen:
                pairs.append(("q", question.key))
                if minutes != question.planned:
                    pairs.append((f"m-{question.key}", str(minutes)))
            if not self.chosen:
                pairs.append((EMPTY, "1"))
        if self.length is not None:
            pairs.append(("length", str(self.length)))
        if filters:
            pairs += [(name, value) for name, value in (("section", self.section), ("kind", self.kind)) if value]
        return pairs


def read_plan(parameters: Parameters, questions: tuple[Question, ...]) -> Plan:
    """The plan that an address holds. Never fails: what is not understood is among its problems.

    `is_settled` is False where the address could be written more simply, or asks to move a question.
    """
    by_key = {question.key: question for question in questions}
    problems: dict[str, str] = {}
    typed: dict[str, str] = {}

    def minutes(name: str, otherwise: int) -> int:
        value = _last(parameters, name)
        if not value:
            return otherwise
        if MINUTES.fullmatch(value) and 1 <= int(value) <= LONGEST:
            return int(value)
        problems[name] = _("Give whole minutes, from 1 to %(longest)s.") % {"longest": LONGEST}
        typed[name] = value[:20]
        return otherwise

    asked = list(dict.fromkeys(parameters.get("q", ())))
    if not asked and EMPTY not in parameters:
        asked = list(by_key)
    picked = [by_key[key] for key in asked if key in by_key]
    _move(picked, _last(parameters, "up"), -1)
    _move(picked, _last(parameters, "down"), 1)
    plan = Plan(
        questions=questions,
        chosen=tuple((question, minutes(f"m-{question.key}", question.planned)) for question in picked),
        length=minutes("length", 0) or None,
        section=_one_of(_last(parameters, "section"), {question.anchor or WHOLE_CASE for question in questions}),
        kind=_one_of(_last(parameters, "kind"), set(SectionKind.values)),
        problems=problems,
        typed=typed,
        gone=sum(1 for key in asked if key not in by_key),
        is_settled=True,
    )
    return replace(plan, is_settled=_own(parameters) == sorted(plan.pairs(filters=True)))


def _suggested(questions: tuple[Question, ...]) -> tuple[tuple[Question, int], ...]:
    return tuple((question, question.planned) for question in questions)


def _last(parameters: Parameters, name: str) -> str:
    values = parameters.get(name) or ("",)
    return values[-1].strip()


def _one_of(value: str, known: set[str]) -> str:
    return value if value in known else ""


def _move(picked: list[Question], key: str, by: int) -> None:
    """Exchange a question with the one before or after it, where there is one."""
    place = next((index for index, question in enumerate(picked) if question.key == key), None)
    if place is not None and 0 <= place + by < len(picked):
        picked[place], picked[place + by] = picked[place + by], picked[place]


def _own(parameters: Parameters) -> list[tuple[str, str]]:
    """The parameters that are a plan's, sorted: an address may carry others."""
    return sorted(
        (name, value)
        for name, values in parameters.items()
        if name in NAMES or name.startswith("m-")
        for value in values
    )
