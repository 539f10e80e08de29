"""The list of jobs: one's own; for administrators everybody's. A row leads to the job's own page."""

import pytest
from django.test import Client

from tests.admin.test_jobs import make_job
from tests.factories import make_account, make_member

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/job/"


def labels(account):
    client = Client()
    client.force_login(account)
    return [job.label for job in client.get(LIST).context["cl"].result_list]


def test_list_holds_ones_own_jobs_and_for_administrators_all(writer):
    job = make_job(writer, label="SECRET import")
    editor = make_member("Editor")

    assert labels(writer) == labels(make_member("Administrator")) == labels(make_account()) == ["SECRET import"]
    assert labels(editor) == []
    client = Client()
    client.force_login(editor)
    assert client.get(f"{LIST}{job.pk}/change/").status_code == 404
    assert b"SECRET" not in b"".join(client.get(f"{LIST}export.csv").streaming_content)


def test_row_leads_to_the_page_of_the_job(client, writer):
    job = make_job(writer)
    client.force_login(writer)

    assert f'href="/admin/jobs/{job.uuid}/"'.encode() in client.get(LIST).content
    assert client.get(f"{LIST}{job.pk}/change/")["Location"] == f"/admin/jobs/{job.uuid}/"
    assert client.post(f"{LIST}{job.pk}/delete/").status_code == 403
