"""Every list goes out as a file: what the list shows, to who may see it, in a fixed number of queries."""

import csv
import io

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudy, Topic
from tests.factories import make_account, make_case, make_member, make_picture, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
CASES = "/admin/casestudies/casestudy/"
LISTS = [
    *("auditentry", "casestudy", "correction", "edition", "framework", "holding", "job", "mediafile"),
    *("partner", "party", "person", "policyinstrument", "revision", "source", "topic", "withdrawal"),
]


@world
def published():
    """A published case study and, in the media library, a picture."""
    return publish_case(note=make_picture().sha256)


def rows_of(answer):
    """The lines of the file by their columns."""
    text = b"".join(answer.streaming_content).decode()
    assert not text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_case_studies_go_out_with_their_columns_as_plain_text(desk, editor):
    edition = publish_case(slug="out", title="=The leak", by=editor)

    answer = desk.get(f"{CASES}export.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"].startswith('attachment; filename="case-studies-2')
    assert "no-store" in answer["Cache-Control"]
    (row,) = rows_of(answer)
    assert row["Uuid"] == str(edition.case_study.uuid)
    assert row["Title"] == "'=The leak"
    assert row["Edition"].startswith("Edition 1 · 14 November 2026 · 0 of ")
    assert (row["Stage"], row["Unpublished changes"], row["Sections"]) == ("Draft", "no", "2")
    assert row["Last changed"].startswith("2026-11-14T")
    assert row["Last changed by"] == editor.username


def test_export_holds_every_page_of_what_the_list_is_filtered_searched_and_ordered_by(desk, monkeypatch):
    for number in range(3):
        make_case(slug=f"kept-{number}", summary="Wanted.")
    make_case(slug="other")
    monkeypatch.setattr(admin.site._registry[CaseStudy], "list_per_page", 1)

    answer = desk.get(f"{CASES}export.csv", {"q": "wanted", "o": "1", "stage__exact": "draft", "p": "2"})

    assert [row["Address"] for row in rows_of(answer)] == ["kept-0", "kept-1", "kept-2"]
    answer = desk.get(f"{CASES}export.csv", {"stage__exact": "approved"})
    assert rows_of(answer) == []


def test_limited_drafts_go_out_to_those_alone_who_see_them(client, writer):
    case = make_case(title="SECRET")
    CaseStudy.objects.update(is_limited=True)
    named = make_member("Author")
    case.limited_to.set([named])
    writer.user_permissions.add(*Permission.objects.filter(codename__in=["view_revision", "view_auditentry"]))
    addresses = [CASES, "/admin/casestudies/revision/", "/admin/casestudies/auditentry/"]

    client.force_login(writer)
    for address in addresses:
        for ending in ("csv", "jsonl"):
            answer = client.get(f"{address}export.{ending}")
            assert answer.status_code != 200 or b"SECRET" not in b"".join(answer.streaming_content)
    client.force_login(named)
    assert [row["Title"] for row in rows_of(client.get(f"{CASES}export.csv"))] == ["SECRET"]


@pytest.mark.rows
@pytest.mark.parametrize("model", LISTS)
def test_every_list_offers_its_export_and_gives_it_to_who_may_see_it(desk, published, client, model):
    address = f"/admin/casestudies/{model}/"

    assert b'href="export.csv' in desk.get(address).content
    answer = desk.get(f"{address}export.csv")
    assert answer.status_code == 200
    head = b"".join(answer.streaming_content).split(b"\r\n")[0]
    assert len(head.split(b",")) > 2
    client.force_login(make_account(is_superuser=False))
    assert client.get(f"{address}export.csv").status_code in ((403,) if model != "job" else (200,))
    client.logout()
    assert client.get(f"{address}export.csv").status_code == 302


def test_accounts_and_roles_go_out_too_without_passwords(desk, editor):
    answer = desk.get("/admin/casestudies/account/export.csv")

    (row,) = rows_of(answer)
    assert (row["Username"], row["Uuid"]) == ("maria", str(editor.uuid))
    assert editor.password not in str(row)
    assert "Editor" in {row["Name"] for row in rows_of(desk.get("/admin/auth/group/export.csv"))}


@pytest.mark.parametrize("query", ["p=99999", "o=99", "nonsense__foo=1", "e=1", "case_study__id__exact=9" + "9" * 40])
def test_odd_addresses_are_answered_as_the_list_answers_them(desk, query):
    make_case()

    assert desk.get(f"/admin/casestudies/revision/export.csv?{query}").status_code in (200, 302, 400)


def test_export_is_read_alone(desk):
    assert desk.post(f"{CASES}export.csv").status_code == 405


def test_export_takes_the_same_queries_with_one_row_and_with_many(desk, editor):
    models = ["casestudy", "edition", "auditentry", "revision", "source", "withdrawal", "topic"]

    def cost(model):
        with CaptureQueriesContext(connection) as queries:
            b"".join(desk.get(f"/admin/casestudies/{model}/export.csv").streaming_content)
        return len(queries)

    publish_case(by=editor)
    for model in models:
        cost(model)
    few = {model: cost(model) for model in models}
    for number in range(3):
        publish_case(by=make_account())
        Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}")
    assert {model: cost(model) for model in models} == few


@pytest.mark.rows
@pytest.mark.parametrize("model", LISTS)
def test_every_list_is_searched_and_goes_out_as_it_was_searched(desk, published, model):
    answer = desk.get(f"/admin/casestudies/{model}/export.csv", {"q": "no such thing anywhere"})

    assert len(b"".join(answer.streaming_content).splitlines()) in (1, 2)
