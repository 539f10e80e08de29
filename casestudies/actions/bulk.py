"""Do one step to many case studies: foreseen for all of them, then done one after the other in the background."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from casestudies.actions.bulk_steps import STEPS, Foresight, Values
from casestudies.actions.jobs import Line, ask_job
from casestudies.actions.lock_row import lock
from casestudies.enums import JobKind
from casestudies.errors import CasebookError, NotReady, Problem
from casestudies.models import Account, CaseStudy, Job, Topic
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.publication import desk_day

MOST = 1000  # case studies at once
# What a job's page counts the lines of a report by.
DONE, NOT_DONE = "Done", "Not done"
GONE = "This case study is not there any more, or no longer open to you."

Item = tuple[int, int]  # a case study's row id, and the version that was looked at


@dataclass(frozen=True)
class Foreseen:
    draft: CaseStudy
    foresight: Foresight


def foresee(step: str, items: Sequence[Item], values: Values, *, by: Account, now: datetime) -> list[Foreseen]:
    """What would become of each, in the order of the titles; those the account does not see are left out.

    A fixed number of queries, however many items.
    """
    rows = drafts_seen_by(by).filter(pk__in=[pk for pk, _version in items])
    rows = rows.select_related("public_state__edition", "assignee").prefetch_related("limited_to", "topics")
    today = desk_day(now)
    return [Foreseen(draft, STEPS[step].foresee(draft, values, by, today)) for draft in rows.order_by("title", "pk")]


def ask_bulk(step: str, items: Sequence[Item], values: Values, label: str, *, by: Account, now: datetime) -> Job:
    """Have the step taken for every item, in the background; returns the job. Raises NotAllowed, NotReady."""
    if not items:
        raise NotReady([Problem("Choose at least one case study.")])
    if len(items) > MOST:
        raise NotReady([Problem(f"Choose at most {MOST:,} case studies at once.")])
    # In the order of rows, as everything locks several of them.
    task = {"step": step, "values": _written(values), "items": sorted([pk, version] for pk, version in items)}
    return ask_job(JobKind.BULK, label, task, by=by, now=now)


def take_batch(items: Sequence[Any], task: Mapping[str, Any], by: Account, now: datetime) -> list[Line]:
    """One line an item: what happened, or in the action's own words why nothing did."""
    values = _read(task["values"])
    return [_take(task["step"], pk, version, values, by=by, now=now) for pk, version in items]


def _take(step: str, pk: int, version: int, values: Values, *, by: Account, now: datetime) -> Line:
    line = {"item": "", "outcome": GONE, "path": "", "group": NOT_DONE, "case": str(pk)}
    with transaction.atomic():
        draft = lock(CaseStudy.objects.all()).filter(pk=pk).first()
        if draft is None or not drafts_seen_by(by).filter(pk=pk).exists():
            return line
        line |= {"item": draft.title, "path": f"/admin/casestudies/casestudy/{pk}/change/"}
        try:
            with transaction.atomic():
                said = STEPS[step].take(draft, version, values, by, now)
        except CasebookError as error:
            return line | {"outcome": str(error)}
        return line | {"outcome": said, "group": DONE}


def _written(values: Values) -> dict[str, Any]:
    """Values as a job's task holds them: records by their row, days in ISO form."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Account | Topic):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value


def _read(written: Mapping[str, Any]) -> dict[str, Any]:
    """Raises NotReady when what was chosen is not there any more."""
    values = dict(written)
    for name, model in (("assignee", Account), ("topic", Topic)):
        if values.get(name) is not None:
            found = model._default_manager.filter(pk=values[name]).first()
            if found is None:
                raise NotReady([Problem("What you chose is not there any more. Choose again.", name)])
            values[name] = found
    for name in ("deadline", "review_by"):
        if values.get(name) is not None:
            values[name] = date.fromisoformat(values[name])
    return values
