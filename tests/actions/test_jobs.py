"""Work in the background: done once, in batches, taken up where it stopped, with a report and a word at the end."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from casestudies.actions import jobs
from casestudies.actions.jobs import LEASE, PATIENCE, Work, ask_again, ask_job, run_job, take_up_jobs
from casestudies.enums import JobKind, JobState
from casestudies.errors import CasebookError, NotAllowed, WrongStage
from casestudies.models import Job, Notification, Topic
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As when the process dies: nothing is caught, nothing is noted."""


@pytest.fixture
def work(monkeypatch):
    """A kind of job that makes topics; `work.stop` is raised at the item of that name."""

    class Topics:
        stop = {}
        done = []

        def run(self, items, task, by, now):
            lines = []
            for item in items:
                if item in self.stop:
                    raise self.stop[item]
                Topic.objects.create(slug=f"t{item}", name=f"{task['name']} {item}")
                self.done.append(item)
                lines.append({"item": str(item), "outcome": "made", "path": ""})
            return lines

    topics = Topics()
    topics.stop, topics.done = {}, []
    monkeypatch.setitem(jobs._works, JobKind.BULK, Work(run=topics.run, may=lambda by: by.is_staff, batch=3))
    return topics


def ask(by, count=8):
    return ask_job(JobKind.BULK, "Make topics", {"name": "Topic", "items": list(range(count))}, by=by, now=NOW)


def test_job_is_handed_to_the_worker_and_done_in_batches(work, django_assert_num_queries):
    by = make_account()
    job = ask(by)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(job.uuid)]

    assert run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.error, job.ended_at) == (JobState.DONE, 8, 8, "", NOW)
    assert job.report == [{"item": str(number), "outcome": "made", "path": ""} for number in range(8)]
    notification = Notification.objects.get()
    assert (notification.account, notification.kind) == (by, "job_ended")
    assert (notification.sentence, notification.path) == ("“Make topics” is done.", f"/admin/jobs/{job.uuid}/")


def test_job_that_is_done_or_held_is_not_done_again(work):
    job = ask(make_account())
    Job.objects.update(state=JobState.RUNNING, locked_until=NOW + LEASE)
    assert not run_job(job.uuid, clock=lambda: NOW)

    Job.objects.update(state=JobState.DONE, locked_until=None)
    assert not run_job(job.uuid, clock=lambda: NOW)
    assert work.done == []


def test_killed_job_is_taken_up_where_it_stopped(work):
    job = ask(make_account())
    work.stop = {4: Killed()}
    with pytest.raises(Killed):
        run_job(job.uuid, clock=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.done, Topic.objects.count()) == (JobState.RUNNING, 3, 3)

    DBTaskResult.objects.all().delete()
    assert take_up_jobs(NOW + LEASE) == 0
    later = NOW + LEASE + timedelta(seconds=1)
    assert take_up_jobs(later) == 1
    assert take_up_jobs(later + PATIENCE / 2) == 0
    assert DBTaskResult.objects.count() == 1

    work.stop = {}
    assert run_job(job.uuid, clock=lambda: later)
    job.refresh_from_db()
    assert (job.state, job.done, Topic.objects.count()) == (JobState.DONE, 8, 8)
    assert [line["item"] for line in job.report] == [str(number) for number in range(8)]


def test_job_that_no_worker_took_is_handed_out_again(work):
    ask(make_account())

    assert take_up_jobs(NOW + PATIENCE / 2) == 0
    assert take_up_jobs(NOW + PATIENCE * 2) == 1


def test_run_whose_job_was_taken_over_writes_nothing_more(work):
    job = ask(make_account())
    honest = work.run

    def run(items, task, by, now):
        Job.objects.filter(uuid=job.uuid).update(locked_until=NOW + timedelta(days=1))  # somebody else's lease
        return honest(items, task, by, now)

    jobs._works[JobKind.BULK] = Work(run=run, may=lambda by: True, batch=3)

    assert not run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.done, job.report, Topic.objects.count()) == (JobState.RUNNING, 0, [], 0)


@pytest.mark.parametrize("error", [None, ZeroDivisionError(), CasebookError("No.")])
@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE])
def test_run_whose_job_was_taken_over_does_not_end_it(work, error, state):
    """The other run goes on, or has ended it; nobody is told that it failed."""
    job = ask(make_account(), count=0 if error is None else 3)
    theirs = NOW + timedelta(days=1)

    def taken_over(by):
        Job.objects.filter(uuid=job.uuid).update(state=state, locked_until=theirs)
        return True

    def run(items, task, by, now):
        raise error

    jobs._works[JobKind.BULK] = Work(run=run, may=taken_over)

    assert not run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.error, job.ended_at, job.locked_until) == (state, "", None, theirs)
    assert not Notification.objects.exists()


def test_run_holds_its_job_as_long_as_its_work_says(work):
    job = ask(make_account())
    lease = timedelta(hours=2)
    until = []

    def run(items, task, by, now):
        until.append(Job.objects.get(uuid=job.uuid).locked_until)
        return work.run(items, task, by, now)

    jobs._works[JobKind.BULK] = Work(run=run, may=lambda by: True, batch=3, lease=lease)
    times = iter(NOW + timedelta(minutes=number) for number in range(20))

    assert run_job(job.uuid, clock=lambda: next(times))
    assert until[0] == NOW + lease
    assert until == sorted(set(until))


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_does_the_job(work):
    job = ask(make_account(), count=12)
    ready = threading.Barrier(4)
    took = []

    def worker():
        try:
            ready.wait()
            took.append(run_job(job.uuid, clock=lambda: NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    job.refresh_from_db()
    assert sorted(took) == [False, False, False, True]
    assert (job.state, job.done, Topic.objects.count(), sorted(work.done)) == (JobState.DONE, 12, 12, list(range(12)))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CasebookError("The library is closed."), "The library is closed."),
        (ZeroDivisionError("secret"), "An error in the software stopped it. What was done before stands; "),
    ],
)
def test_failed_job_says_why_and_goes_on_when_asked(work, error, sentence):
    by = make_account()
    job = ask(by)
    work.stop = {7: error}
    run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, job.done, job.ended_at) == (JobState.FAILED, 6, NOW)
    assert job.error.startswith(sentence)
    assert Notification.objects.get().sentence.startswith("“Make topics” stopped: ")
    assert take_up_jobs(NOW + timedelta(days=1)) == 0

    work.stop = {}
    ask_again(job, by=by, now=NOW)
    run_job(job.uuid, clock=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.done, job.error, Topic.objects.count()) == (JobState.DONE, 8, "", 8)
    with pytest.raises(WrongStage):
        ask_again(job, by=by, now=NOW)


def test_only_who_may_asks_and_only_while_they_may(work):
    with pytest.raises(NotAllowed):
        ask(make_account(is_staff=False, is_superuser=False))
    by = make_account(is_superuser=False)
    job = ask(by)
    by.is_staff = False
    by.save()

    run_job(job.uuid, clock=lambda: NOW)

    job.refresh_from_db()
    assert (job.state, Topic.objects.count()) == (JobState.FAILED, 0)
    assert "may not do it any more" in job.error
