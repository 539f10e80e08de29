"""Reports from readers at the desk: who sees them, who settles them."""

import pytest

from casestudies.models import CaseStudy, ErrorReport
from tests.factories import NOW, make_case, publish_case
from tests.roles import make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/errorreport/"


@world
def report():
    case_study = make_case(slug="sora-leak")
    publish_case(case_study)
    return ErrorReport.objects.create(
        case_study=case_study,
        edition_number=1,
        section="part-2",
        quote="It was four hours.",
        message="<b>It was three hours.</b>",
        email="reader@example.org",
        received_at=NOW,
    )


def page_of(report):
    return f"{LIST}{report.pk}/change/"


def as_member(client, role):
    account = make_member(role)
    client.force_login(account)
    return account


def test_editor_reads_where_it_stands_and_accepts_it(client, report):
    editor = as_member(client, "Editor")

    page = client.get(page_of(report)).content.decode()
    done = client.post(page_of(report), {"do": "accept"}, follow=True).content.decode()

    assert "&lt;b&gt;It was three hours.&lt;/b&gt;" in page
    assert "reader@example.org" in page
    assert f'href="/admin/casestudies/casestudy/{report.case_study_id}/change/#sections-1"' in page
    assert "Mend the text and publish a correction." in done
    report.refresh_from_db()
    assert (report.state, report.settled_by) == ("accepted", editor)


def test_refused_answer_keeps_what_was_typed(client, report):
    as_member(client, "Editor")

    answer = client.post(page_of(report), {"do": "answer", "answer": "x" * 6001})

    assert (answer.status_code, "x" * 6001 in answer.content.decode()) == (422, True)


def test_answer_that_was_begun_survives_accepting(client, report):
    as_member(client, "Editor")

    page = client.post(page_of(report), {"do": "accept", "answer": "You were right, and"}).content.decode()

    assert "You were right, and</textarea>" in page.replace("\n", "")
    assert "The report is accepted." in page
    assert " required" not in page[page.index("<textarea") : page.index("</textarea>")]


def test_author_reads_it_without_the_readers_address_and_settles_nothing(client, report):
    as_member(client, "Author")

    page = client.get(page_of(report)).content.decode()

    assert ("reader@example.org" in page, "Accept the report" in page) == (False, False)
    assert client.post(page_of(report), {"do": "decline"}).status_code == 403


def test_reports_on_a_limited_case_are_nowhere_for_others(client, report):
    CaseStudy.objects.update(is_limited=True)
    as_member(client, "Editor")

    assert "three hours" not in client.get(LIST).content.decode()
    assert client.get(page_of(report)).status_code == 404
    assert client.post(page_of(report), {"do": "accept"}).status_code == 404


@pytest.mark.parametrize(("role", "of_list", "of_page"), [("Partnerships", 403, 404), ("Fact-checker", 200, 200)])
def test_list_is_for_those_who_see_drafts(client, report, role, of_list, of_page):
    as_member(client, role)

    assert (client.get(LIST).status_code, client.get(page_of(report)).status_code) == (of_list, of_page)


def test_export_leaves_out_the_readers_address(client, report):
    as_member(client, "Publisher")

    page = client.get(LIST).content.decode()
    export = b"".join(client.get(f"{LIST}export.csv").streaming_content)

    assert "It was three hours." in page
    assert (b"It was three hours." in export, b"reader@example.org" in export) == (True, False)


def test_desk_counts_new_reports_for_those_who_see_the_draft(client, report):
    as_member(client, "Editor")
    seen = client.get("/admin/").content.decode()
    CaseStudy.objects.update(is_limited=True)
    make_case(slug="another")
    hidden = client.get("/admin/").content.decode()

    assert f'href="/admin/casestudies/errorreport/{report.pk}/change/"' in seen
    assert "It was three hours." not in hidden
