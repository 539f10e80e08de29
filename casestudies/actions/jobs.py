"""Work that takes longer than a request: asked for, done in batches by a worker, taken up again where it stopped.

A kind of work is registered with `register` (background.py does it for all of them). Its items stand in the job's
task; a run claims the job by a lease, does one batch after the other and writes after each how far it came. A run that
was killed leaves its lease behind; when that has expired, `take_up_jobs` hands the job to another run, which goes on
behind the last batch written. A run whose job was taken over writes nothing more.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task as background_task

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import notify
from casestudies.enums import JobKind, JobState, NotificationKind
from casestudies.errors import CasebookError, NotAllowed, WrongStage
from casestudies.models import Account, Job
from casestudies.permissions import can_see_job

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than a batch takes, unless its work says otherwise
PATIENCE = timedelta(minutes=5)  # how long a job may wait before it is handed out again

Line = dict[str, str]  # {"item", "outcome", "path"}, as Job.report holds it
Run = Callable[[Sequence[Any], Mapping[str, Any], Account, datetime], list[Line]]


@dataclass(frozen=True)
class Work:
    """How a kind of job is done. `run(items, task, by, now)` does a batch and returns a line for each item.

    A batch that is `whole` is one transaction with the note of how far the job came, so that it happened or did not;
    else it may go to the network, opens transactions of its own, and does no harm when it is done a second time.
    `lease` is longer than a batch can take: a run that outlives it loses the job to another.
    """

    run: Run
    may: Callable[[Account], bool]
    batch: int = 20
    whole: bool = True
    lease: timedelta = LEASE


_works: dict[str, Work] = {}


class TakenOver(Exception):
    """Another run holds the job now."""


@dataclass
class Held:
    """A job as this run holds it: until `lease`, which the row says as long as nobody took it over."""

    job: Job
    work: Work
    lease: datetime

    def write(self, **fields: Any) -> None:
        """Raises TakenOver."""
        mine = Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, locked_until=self.lease)
        if not mine.update(**fields):
            raise TakenOver
        for name, value in fields.items():
            setattr(self.job, name, value)


def register(kind: JobKind, work: Work) -> None:
    _works[kind] = work


def ask_job(kind: JobKind, label: str, task: Mapping[str, Any], *, by: Account, now: datetime) -> Job:
    """Have the task's `items` worked off in the background; returns the job to look at. Raises NotAllowed."""
    if not _works[kind].may(by):
        raise NotAllowed("You may not ask for this.")
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, label=label[:300], task=dict(task), total=len(task["items"]), asked_by=by, asked_at=now
        )
        work_off.enqueue(str(job.uuid))
        return job


def ask_again(job: Job, *, by: Account, now: datetime) -> Job:
    """Let a job that failed go on where it stopped. Raises NotAllowed, WrongStage."""
    with transaction.atomic():
        row = lock(Job.objects.all()).get(pk=job.pk)
        if not can_see_job(by, row):
            raise NotAllowed("You may not ask for this.")
        if row.state != JobState.FAILED:
            raise WrongStage("This job has not failed, so there is nothing to take up again.")
        row.state, row.error, row.ended_at, row.locked_until = JobState.WAITING, "", None, now + PATIENCE
        row.save()
        work_off.enqueue(str(row.uuid))
        return row


def run_job(uuid: UUID, *, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Do what is left of a job; False when another run holds it or nothing is left. Failures are kept in the job."""
    job = Job.objects.select_related("asked_by").filter(uuid=uuid).first()
    if job is None or (held := _take(job, clock())) is None:
        return False
    try:
        _run(held, clock)
    except TakenOver:
        logger.warning("Job %s was taken over by another run.", uuid)
        return False
    return True


def take_up_jobs(now: datetime) -> int:
    """Hand out again what nobody works on: expired leases, and jobs that were never taken. Returns how many."""
    left = Q(state=JobState.RUNNING, locked_until__lt=now)
    left |= Q(state=JobState.WAITING, locked_until=None, asked_at__lt=now - PATIENCE)
    left |= Q(state=JobState.WAITING, locked_until__lt=now)
    taken = 0
    for uuid in list(Job.objects.filter(left).values_list("uuid", flat=True)):
        with transaction.atomic():
            # Until then nobody hands it out a second time; a worker may take it at once.
            rows = Job.objects.filter(left, uuid=uuid)
            if rows.update(state=JobState.WAITING, locked_until=now + PATIENCE):
                work_off.enqueue(str(uuid))
                taken += 1
    return taken


@background_task()
def work_off(uuid: str) -> None:
    """The worker's end: thin, since a task of its own is neither tried again nor taken over."""
    run_job(UUID(uuid))


def _take(job: Job, now: datetime) -> Held | None:
    """None when another run holds the job, or nothing is left of it."""
    held = Held(job, _works[job.kind], now + _works[job.kind].lease)
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, locked_until__lt=now)
    if not Job.objects.filter(free, pk=job.pk).update(state=JobState.RUNNING, locked_until=held.lease):
        return None
    job.refresh_from_db()  # another run may have done some of it since it was read
    return held


def _run(held: Held, clock: Callable[[], datetime]) -> None:
    """Raises TakenOver; what else goes wrong ends the job."""
    try:
        _work_through(held, clock)
    except TakenOver:
        raise
    except CasebookError as error:
        _end(held, JobState.FAILED, str(error), clock())
    except Exception:
        logger.exception("Job %s failed.", held.job.uuid)
        sentence = "An error in the software stopped it. What was done before stands; the log of the site names it."
        _end(held, JobState.FAILED, sentence, clock())
    else:
        _end(held, JobState.DONE, "", clock())


def _work_through(held: Held, clock: Callable[[], datetime]) -> None:
    job, work = held.job, held.work
    items = job.task["items"]
    if not work.may(job.asked_by):
        raise NotAllowed(f"{job.asked_by.get_username()}, who asked for it, may not do it any more.")
    while job.done < job.total:
        batch = items[job.done : job.done + work.batch]
        with transaction.atomic() if work.whole else nullcontext():
            lines = work.run(batch, job.task, job.asked_by, clock())
            longer = clock() + work.lease
            held.write(done=job.done + len(batch), report=job.report + lines, locked_until=longer)
        held.lease = longer


def _end(held: Held, state: JobState, error: str, now: datetime) -> None:
    """Raises TakenOver: then it is another run's to end, and nobody is told."""
    job = held.job
    with transaction.atomic():
        held.write(state=state, error=error, ended_at=now, locked_until=None)
        said = f"“{job.label}” is done." if state == JobState.DONE else f"“{job.label}” stopped: {error}"
        notify(NotificationKind.JOB_ENDED, to=[job.asked_by], sentence=said, now=now, path=f"/admin/jobs/{job.uuid}/")
