"""Importing a Word document at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casestudies.models import CaseStudy
from tests.admin.forms import errors_at, text_of
from tests.exchange.word.documents import docx, footnote, p
from tests.factories import make_account

pytestmark = pytest.mark.django_db
PAGE = "/admin/casestudies/casestudy/import-word/"


def test_document_is_imported_and_its_report_leads_to_the_draft(desk):
    data = docx(p("A title", style="Title") + p("Text", footnote(1)), footnotes=["Said so."])

    report = desk.post(PAGE, {"file": SimpleUploadedFile("a.docx", data)}, follow=True)

    draft = CaseStudy.objects.get()
    assert report.redirect_chain == [(f"/admin/casestudies/casestudy/{draft.pk}/word-report/", 302)]
    assert "“A title” is imported" in text_of(report)
    assert "1 footnote, as a note for the editor" in text_of(report)
    assert f"/admin/casestudies/casestudy/{draft.pk}/change/" in report.content.decode()


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (SimpleUploadedFile("a.docx", b"no"), "This is not a Word document"),
        (SimpleUploadedFile("a.docx", b""), "This file is empty."),
        (None, "Choose a Word document."),
    ],
)
def test_what_is_no_word_document_is_told_at_the_field(desk, upload, message):
    response = desk.post(PAGE, {"file": upload} if upload else {})

    assert response.status_code == 400
    assert message in " ".join(errors_at(response, "id_file"))
    assert not CaseStudy.objects.exists()


def test_report_is_for_who_imported_alone(desk, client):
    desk.post(PAGE, {"file": SimpleUploadedFile("a.docx", docx(p("Text")))})
    address = f"/admin/casestudies/casestudy/{CaseStudy.objects.get().pk}/word-report/"
    client.force_login(make_account())

    assert client.get(address).status_code == 302
    client.force_login(make_account(is_superuser=False))
    assert client.get(address).status_code == 404


def test_list_offers_the_import_to_who_may_begin_case_studies(desk, client):
    assert PAGE in desk.get("/admin/casestudies/casestudy/").content.decode()
    client.force_login(make_account(is_superuser=False))
    assert client.get(PAGE).status_code == 403
