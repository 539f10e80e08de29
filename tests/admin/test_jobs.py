"""A job's page: for who asked and for administrators, to nobody else there is one."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission

from casestudies.enums import JobKind, JobState
from casestudies.models import Job
from tests.admin.forms import text_of
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db


def make_job(by, **fields):
    defaults = {"kind": JobKind.IMPORT_SOURCES, "label": "Import of sources: a.bib", "task": {"items": [1, 2]}}
    defaults |= {"total": 2, "asked_by": by, "asked_at": NOW}
    return Job.objects.create(**(defaults | fields))


def addresses(job):
    return [f"/admin/jobs/{job.uuid}/{name}" for name in ("", "progress/", "report.csv")]


def test_job_is_shown_to_who_asked_and_to_administrators_alone(client, writer):
    job = make_job(writer, report=[{"item": "SECRET work", "outcome": "made", "path": ""}])
    administrator = make_account(is_superuser=False)
    administrator.groups.add(Group.objects.get(name="Administrator"))
    editor = make_account(is_superuser=False)
    editor.groups.add(Group.objects.get(name="Publisher"))

    for account, status in ((writer, 200), (administrator, 200), (make_account(), 200), (editor, 404)):
        client.force_login(account)
        answers = [client.get(address) for address in addresses(job)]
        assert [answer.status_code for answer in answers] == [status] * 3
        if status == 404:
            assert all(b"SECRET" not in answer.content for answer in answers)
        assert client.post(f"/admin/jobs/{job.uuid}/again/").status_code == (302 if status == 200 else 404)
    client.logout()
    assert [client.get(address).status_code for address in addresses(job)] == [302] * 3


def test_progress_is_told_as_json_and_never_kept(client, writer):
    job = make_job(writer, state=JobState.RUNNING, done=1)
    client.force_login(writer)

    answer = client.get(f"/admin/jobs/{job.uuid}/progress/")

    assert answer.json() == {"done": 1, "total": 2, "state": "Running", "ended": False}
    assert "no-store" in answer["Cache-Control"]


def test_report_is_exported_without_formulas(client, writer):
    line = {"item": '=HYPERLINK("x")', "outcome": "Skipped, of course", "path": "/admin/"}
    job = make_job(writer, state=JobState.DONE, report=[line])
    client.force_login(writer)

    text = client.get(f"/admin/jobs/{job.uuid}/report.csv").content.decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text))) == [
        ["Item", "What became of it", "Where"],
        ['\'=HYPERLINK("x")', "Skipped, of course", "/admin/"],
    ]


def test_failed_job_says_why_and_is_taken_up_again(client, writer):
    writer.user_permissions.add(Permission.objects.get(codename="add_source"))
    job = make_job(writer, state=JobState.FAILED, error="The library is closed.", done=1)
    client.force_login(writer)
    assert "The library is closed. Go on where it stopped" in text_of(client.get(f"/admin/jobs/{job.uuid}/"))

    answer = client.post(f"/admin/jobs/{job.uuid}/again/")

    job.refresh_from_db()
    assert (answer["Location"], job.state, job.done) == (f"/admin/jobs/{job.uuid}/", JobState.WAITING, 1)
