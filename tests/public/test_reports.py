"""The form for an error: what it takes, what it refuses, and that it keeps nobody's cookie."""

import re

import pytest
from django.core import signing
from django.utils import timezone

from casestudies.actions.report_error import MOST_FROM_ONE
from casestudies.actions.withdraw import withdraw
from casestudies.models import ErrorReport, Redaction
from casestudies.public import report_form
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db
ADDRESS = "/cases/sora-leak/report/"


def body(answer):
    return answer.content.decode()


def opened(seconds=10, slug="sora-leak"):
    return signing.dumps([slug, int(timezone.now().timestamp()) - seconds], salt=report_form.SALT)


def given(**changes):
    return {
        "message": "It was three hours.",
        "quote": "It was four hours.",
        "section": "part-1",
        "email": "reader@example.org",
        "edition": "1",
        "website": "",
        "opened": opened(),
    } | changes


def test_form_is_filled_with_the_passage_and_stored_by_nobody(client, sora, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = client.get(ADDRESS, {"quote": "It was <four> hours.", "section": "part-1", "edition": "1"})

    page = body(answer)
    assert "It was &lt;four&gt; hours.</textarea>" in page
    assert '<option value="part-1" selected>Part 1</option>' in page
    assert (answer["Cache-Control"], answer.cookies, "Vary" in answer and "Cookie" in answer["Vary"]) == (
        "no-store",
        {},
        False,
    )


def test_form_takes_odd_addresses(client, sora):
    odd = ("quote=%00", f"quote={'x' * 9000}", "section=%00&section=b", "edition=99999999999999", "edition=x", "q[]=1")

    assert [client.get(f"{ADDRESS}?{query}").status_code for query in odd] == [200] * 6


def test_report_is_taken_without_a_cookie(client, sora):
    client.handler.enforce_csrf_checks = True

    answer = client.post(ADDRESS, given(), headers={"origin": "http://testserver"})
    after = client.get(answer["Location"])

    assert (answer.status_code, answer["Location"], answer.cookies) == (302, f"{ADDRESS}sent/", {})
    assert "The editors of this case have it" in body(after)
    report = ErrorReport.objects.get()
    assert (report.message, report.quote, report.section) == ("It was three hours.", "It was four hours.", "part-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"message": ""},
        {"message": "\0"},
        {"message": "x" * 4001},
        {"email": "nobody"},
        {"edition": "minus"},
        {"quote": "x" * 1001},
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(client, sora, changes):
    answer = client.post(ADDRESS, given(**changes))

    assert answer.status_code == 422
    assert "It was not sent yet" in body(answer)
    assert "part-1" in body(answer)
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        (lambda: opened(1), "That was quick."),
        (lambda: opened(report_form.LATEST + 1), "This form was open for too long."),
        (lambda: opened(slug="another-case"), "This form was open for too long."),
        (lambda: "forged", "This form was open for too long."),
        (lambda: signing.dumps("x", salt=report_form.SALT), "This form was open for too long."),
        (lambda: "", "This form was open for too long."),
    ],
)
def test_form_that_was_not_ours_or_too_quick_is_refused_with_its_text(client, sora, token, sentence):
    answer = client.post(ADDRESS, given(opened=token()))

    assert (answer.status_code, sentence in body(answer)) == (422, True)
    assert "It was three hours.</textarea>" in body(answer)
    assert not ErrorReport.objects.exists()


def test_form_that_was_too_quick_goes_through_when_time_has_passed(client, sora, monkeypatch):
    quick = client.post(ADDRESS, given(opened=opened(1)))
    monkeypatch.setattr(report_form, "SOONEST", 0)
    monkeypatch.setattr("casestudies.public.reports.SOONEST", 0)
    again = re.search(r'name="opened" value="([^"]+)"', body(quick))[1]

    assert client.post(ADDRESS, given(opened=again)).status_code == 302


def test_robot_that_fills_the_trap_learns_nothing(client, sora):
    answer = client.post(ADDRESS, given(website="https://example.org"))

    assert (answer.status_code, ErrorReport.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://["}, {"sec-fetch-site": "cross-site"}],
)
def test_form_on_another_site_is_refused(client, sora, headers):
    answer = client.post(ADDRESS, given(), headers=headers)

    assert (answer.status_code, ErrorReport.objects.count()) == (403, 0)


def test_too_many_reports_are_asked_to_wait_and_keep_their_text(client, sora):
    for number in range(MOST_FROM_ONE):
        client.post(ADDRESS, given(message=f"Error {number}."))

    answer = client.post(ADDRESS, given())

    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "It was three hours.</textarea>" in body(answer)


def test_reports_of_one_network_count_together(rf, settings):
    def sender(address, forwarded=""):
        return report_form.sender_of(rf.get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded))

    assert sender("2001:db8:1:2::1") == sender("2001:db8:1:2:ffff::9") != sender("2001:db8:1:3::1")
    assert sender("::ffff:192.0.2.1") == sender("192.0.2.1") != sender("::ffff:192.0.2.2")
    assert sender("192.0.2.1", forwarded="198.51.100.7") == "192.0.2.1"
    settings.BEHIND_PROXY = True
    assert sender("127.0.0.1", forwarded="made up, 198.51.100.7") == "198.51.100.7"


def test_case_that_cannot_be_read_takes_no_report(client, sora):
    make_case(slug="a-draft")
    assert client.get("/cases/a-draft/report/").status_code == 404
    withdraw(sora, by=make_account(), now=NOW, reason="Wrong.")
    assert client.get(ADDRESS)["Location"] == "/cases/sora-leak/"
    one, two = make_account(), make_account()
    Redaction.objects.create(
        edition=sora.editions.get(), reason="x", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid
    )
    assert client.get(ADDRESS).status_code == 410


def test_form_answers_other_methods_by_what_it_takes(client, sora):
    assert (client.head(ADDRESS).status_code, client.put(ADDRESS).status_code) == (200, 405)
