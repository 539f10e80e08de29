"""The list's steps for many: ticked, looked at on a page, handed to a job; the report names only what is seen."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies.actions.jobs import run_job
from casestudies.enums import JobKind, Stage
from casestudies.models import CaseStudy, Job
from tests.admin.forms import text_of
from tests.factories import make_account, make_case, make_member, publish_case

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/casestudy/"


@pytest.fixture
def publisher(client):
    account = make_member("Publisher", first_name="Pia")
    client.force_login(account)
    return account


def tick(client, step, *cases, **more):
    """Tick these in the list and run the step."""
    data = {"action": step, "_selected_action": [case.pk for case in cases], "index": "0", **more}
    return client.post(LIST, data)


def hidden(answer):
    return dict(re.findall(r'<input type="hidden" name="(items|looked)" value="([^"]*)">', answer.content.decode()))


def offered(client):
    found = re.search(r'<select name="action".*?</select>', client.get(LIST).content.decode(), re.DOTALL)
    return re.findall(r'<option value="(\w+)"', found.group()) if found else []


def test_list_offers_the_steps_that_the_account_may_take(client):
    make_case()
    rights = {
        "Publisher": ["export_ticked", "assign", "deadline", "review_by", "submit", "topic", "withdraw"],
        "Author": ["export_ticked", "submit", "topic"],
        "Fact-checker": ["export_ticked"],
    }
    for role, names in rights.items():
        client.force_login(make_member(role))
        assert offered(client) == names


def test_step_that_asks_is_looked_at_with_what_was_chosen_and_then_done(client, publisher):
    ana = make_member("Author", first_name="Ana")
    one, two = make_case(title="One"), make_case(title="Two")
    answer = tick(client, "assign", one, two)
    assert "2 case studies are chosen." in text_of(answer)
    assert hidden(answer)["looked"] == ""

    answer = client.post(f"{LIST}bulk/assign/", hidden(answer) | {"assignee": ana.pk})
    assert text_of(answer).count("Assigned to Ana, until now to nobody.") == 2
    assert "Assign 2 case studies" in text_of(answer)
    assert not CaseStudy.objects.filter(assignee=ana).exists()

    answer = client.post(f"{LIST}bulk/assign/", hidden(answer) | {"assignee": ana.pk})
    job = Job.objects.get()
    assert answer["Location"] == f"/admin/jobs/{job.uuid}/"
    assert (job.kind, job.asked_by, job.total) == (JobKind.BULK, publisher, 2)
    run_job(job.uuid)
    assert CaseStudy.objects.filter(assignee=ana).count() == 2
    assert "2 × Done" in text_of(client.get(answer["Location"]))


def test_step_with_other_values_than_were_looked_at_is_shown_again(client, publisher):
    case = make_case()
    soon = timezone.localdate() + timedelta(days=3)
    answer = client.post(f"{LIST}bulk/deadline/", hidden(tick(client, "deadline", case)) | {"deadline": soon})
    looked = hidden(answer)

    for data in ({"deadline": soon + timedelta(days=1)}, {"deadline": soon, "items": f"{case.pk}.9"}):
        again = client.post(f"{LIST}bulk/deadline/", looked | data)
        assert again.status_code == 200
    assert not Job.objects.exists()


def test_step_that_asks_nothing_shows_at_once_what_cannot_be_done_and_why(client, publisher):
    make_case(title="New")
    publish_case(title="Published")
    answer = tick(client, "submit", *CaseStudy.objects.all())

    text = text_of(answer)
    assert "Cannot be done 1" in text
    assert "The draft says word for word what edition 1 says." in text
    assert "Will be done 1" in text
    assert "Submit 1 case study" in text

    client.post(f"{LIST}bulk/submit/", hidden(answer))
    run_job(Job.objects.get().uuid)
    assert CaseStudy.objects.get(title="New").stage == Stage.IN_REVIEW
    assert {line["group"] for line in Job.objects.get().report} == {"Done", "Not done"}


@pytest.mark.rows
@pytest.mark.parametrize(
    ("step", "data", "sentence"),
    [
        ("withdraw", {"reason": " "}, "Give the public reason."),
        ("deadline", {"deadline": ""}, "Choose the day."),
        ("deadline", {"deadline": "nonsense"}, "Enter a valid date."),
        ("topic", {"topic": ""}, "Choose a topic."),
        ("assign", {"assignee": "999999"}, "This account is not there any more."),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, publisher, step, data, sentence):
    case = make_case()

    answer = client.post(f"{LIST}bulk/{step}/", {"items": f"{case.pk}.1"} | data)

    assert sentence in text_of(answer)
    assert hidden(answer) == {"items": f"{case.pk}.1", "looked": ""}
    assert not Job.objects.exists()


def test_step_that_can_be_done_with_none_has_no_button(client, publisher):
    answer = tick(client, "submit", publish_case().case_study)

    assert "With none of them this can be done." in text_of(answer)
    assert "Submit 0" not in text_of(answer)


def test_limited_case_studies_are_named_to_those_alone_who_see_them(client, publisher):
    case = make_case(title="SECRET")
    CaseStudy.objects.update(is_limited=True)

    assert b"SECRET" not in tick(client, "submit", case).content
    answer = client.post(f"{LIST}bulk/submit/", {"items": f"{case.pk}.1 {case.pk + 99}.1"})
    assert b"SECRET" not in answer.content
    assert "2 of them are not there any more, or no longer open to you." in text_of(answer)


def test_report_names_limited_case_studies_to_those_alone_who_see_them(client, publisher):
    case = make_case(title="SECRET")
    client.post(f"{LIST}bulk/submit/", hidden(tick(client, "submit", case)))
    job = Job.objects.get()
    run_job(job.uuid)
    addresses = [f"/admin/jobs/{job.uuid}/", f"/admin/jobs/{job.uuid}/report.csv"]
    CaseStudy.objects.update(is_limited=True)

    for account, is_named in ((publisher, False), (make_member("Administrator"), False), (make_account(), True)):
        client.force_login(account)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200
            assert (b"SECRET" in answer.content) == is_named


def test_step_is_refused_to_who_may_not_and_by_another_way(client, publisher):
    case = make_case()

    assert client.get(f"{LIST}bulk/submit/").status_code == 405
    assert client.post(f"{LIST}bulk/nonsense/").status_code == 404
    client.force_login(make_member("Fact-checker"))
    assert client.post(f"{LIST}bulk/submit/", {"items": f"{case.pk}.1"}).status_code == 403
    assert tick(client, "submit", case).status_code == 302
    client.logout()
    assert client.post(f"{LIST}bulk/submit/").status_code == 302
    assert not Job.objects.exists()


@pytest.mark.parametrize("items", ["", "x", "1", "1.2.3", "1.-1", "٣.1", "9" * 12 + ".1", "\x00.1"])
def test_odd_items_are_none(client, publisher, items):
    answer = client.post(f"{LIST}bulk/submit/", {"items": items})

    assert answer.status_code == 200
    assert "With none of them this can be done." in text_of(answer)


def test_everything_that_was_found_is_taken_across_the_pages(client, publisher):
    for number in range(3):
        make_case(title=f"Wanted {number}")
    make_case(title="Other")

    answer = client.post(
        f"{LIST}?q=wanted",
        {"action": "submit", "_selected_action": [CaseStudy.objects.first().pk], "select_across": "1", "index": "0"},
    )

    assert "3 case studies are chosen." in text_of(answer)


def test_ticked_ones_go_out_as_a_file(client, publisher):
    one, _two = make_case(title="One"), make_case(title="Two")

    answer = tick(client, "export_ticked", one)

    text = b"".join(answer.streaming_content).decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert "One" in text
    assert "Two" not in text


def test_page_takes_the_same_queries_with_one_and_with_many(client, publisher, django_assert_max_num_queries):
    cases = [make_case() for _ in range(8)]
    for some in (cases[:1], cases):
        with django_assert_max_num_queries(14):
            client.post(f"{LIST}bulk/submit/", {"items": " ".join(f"{case.pk}.1" for case in some)})
