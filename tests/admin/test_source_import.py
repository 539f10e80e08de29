"""Adding sources from elsewhere, page by page."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casestudies.actions.jobs import run_job
from casestudies.models import Job, Source
from tests.admin.forms import errors_at, fields_of, text_of
from tests.factories import make_account, make_source

pytestmark = pytest.mark.django_db
PAGE = "/admin/casestudies/source/import/"
RIS = "TY  - NEWS\nAU  - Wiggers, Kyle\nTI  - Leaked\nPY  - 2024\nUR  - https://example.org/leaked\nER  -\n"


def test_one_work_is_previewed_and_then_added_and_opened(desk):
    preview = desk.post(PAGE, {"pasted": RIS})
    assert "1 work read as RIS" in text_of(preview)
    assert "Wiggers, Kyle" in text_of(preview)
    assert not Source.objects.exists()

    added = desk.post(PAGE, fields_of(preview, "plan-form"))

    source = Source.objects.get()
    assert (added.status_code, added["Location"]) == (302, reverse("admin:casestudies_source_change", args=[source.pk]))
    assert (source.key, source.title, source.year) == ("wiggers2024leaked", "Leaked", 2024)
    again = desk.post(PAGE, fields_of(preview, "plan-form"))
    assert again["Location"] == "/admin/casestudies/source/with-key/wiggers2024leaked/"
    assert Source.objects.count() == 1


def test_file_of_several_works_becomes_a_job_with_a_report(desk):
    make_source("there2024", url="https://example.org/there")
    works = [{"type": "book", "title": f"Book {number}"} for number in range(3)]
    works += [{"type": "book", "title": "There", "URL": "http://www.example.org/there/"}, {"type": "book"}]
    upload = SimpleUploadedFile("zotero.json", json.dumps(works).encode())

    preview = desk.post(PAGE, {"pasted": "", "file": upload})
    assert "5 works read as CSL-JSON 3 new" in text_of(preview)
    assert "Already in the library: “there2024” has the same address. Look at it" in text_of(preview)
    answer = desk.post(PAGE, fields_of(preview, "plan-form"))

    job = Job.objects.get()
    assert answer["Location"] == f"/admin/jobs/{job.uuid}/"
    assert job.label == "Import of sources: zotero.json"
    waiting = desk.get(answer["Location"])
    assert "0 of 5" in text_of(waiting)
    assert b"http-equiv" in waiting.content
    run_job(job.uuid)
    done = desk.get(answer["Location"])
    assert "5 of 5" in text_of(done)
    assert "Skipped. Not usable: It has no title." in text_of(done)
    assert "<li>3 × Created</li><li>2 × Skipped</li>" in done.content.decode()
    assert b"http-equiv" not in done.content


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({"pasted": "  "}, "id_pasted", "Paste an address, a DOI"),
        ({"pasted": "hello there"}, "id_pasted", "This is none of the formats"),
        ({"pasted": '[{"a":'}, "id_pasted", "This is not whole JSON: line 1"),
        ({"pasted": "x\x00"}, "id_pasted", "Null characters are not allowed."),
        ({"file": SimpleUploadedFile("a.bib", b"\xff\xfe\x00")}, "id_file", "This is none of the formats"),
        ({"file": SimpleUploadedFile("a.bib", b"")}, "id_file", "The submitted file is empty."),
        ({"file": SimpleUploadedFile("a.bib", b"x" * (10 * 1024 * 1024 + 1))}, "id_file", "larger than 10 MB"),
        ({"file": SimpleUploadedFile("a.bib", bytes(range(256)) * 4)}, "id_file", "This is none of the formats"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_kept(desk, sent, field, message):
    response = desk.post(PAGE, sent)

    assert response.status_code == 200
    assert message in " ".join(errors_at(response, field))
    assert not Source.objects.exists()


def test_address_that_does_not_answer_opens_the_form_with_what_is_known(desk, web):
    web.say("/gone", status=404)

    response = desk.post(PAGE, {"pasted": web.url("/gone")})

    assert "The address answered with status 404. Fill in its form yourself" in text_of(response)
    form = desk.get(f"/admin/casestudies/source/add/?url={web.url('/gone')}")
    assert fields_of(form, "source_form")["url"] == web.url("/gone")


def test_address_without_a_network_is_told(desk):
    response = desk.post(PAGE, {"pasted": "https://nowhere.invalid/page"})

    assert "There is no host nowhere.invalid" in text_of(response)
    assert "Fill in its form yourself" in text_of(response)


def test_address_is_looked_up_and_what_is_known_is_not_asked_for(desk, web):
    web.say("/page", b"<title>A page</title>", Content_Type="text/html")
    make_source("there2024", url=web.url("/there"))

    response = desk.post(PAGE, {"pasted": f"{web.url('/page')}\n{web.url('/there/')}"})

    assert [path for _, path, _, _ in web.asked] == ["/page"]
    assert "A page</td><td>New</td>" in response.content.decode()
    assert "“there2024” has the same address" in text_of(response)


def test_plan_of_another_account_or_altered_is_refused(desk):
    plan = fields_of(desk.post(PAGE, {"pasted": RIS}), "plan-form")
    other = make_account(username="other")
    desk.force_login(other)
    assert desk.post(PAGE, plan).status_code == 403

    altered = desk.post(PAGE, {"plan": plan["plan"][:-2] + "xx"}, follow=True)
    assert "older than a day, or not whole" in text_of(altered)
    assert not Source.objects.exists()


def test_who_may_not_add_sources_has_no_such_page(client, writer):
    client.force_login(writer)  # may change sources, and add none

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"pasted": RIS}).status_code == 403


def test_list_offers_to_add_from_elsewhere(desk):
    assert PAGE in desk.get(reverse("admin:casestudies_source_changelist")).content.decode()


def test_source_is_found_by_its_key(desk):
    source = make_source("there2024")

    assert desk.get("/admin/casestudies/source/with-key/there2024/")["Location"] == reverse(
        "admin:casestudies_source_change", args=[source.pk]
    )
    assert desk.get("/admin/casestudies/source/with-key/none/").status_code == 404
