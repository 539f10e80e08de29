"""The timeline over all cases: marks when they are few, columns when they are many, narrowed by plain parameters."""

import re

import pytest
from django.test import RequestFactory

from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy, PublicState, Redaction
from casestudies.public import timeline
from casestudies.public.timeline_address import TimelineAddress, read_address
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case, when
from tests.worlds import world

pytestmark = pytest.mark.django_db


def body(response):
    return response.content.decode()


def publish(slug, date, **changes):
    event = {"when": when(*date) if isinstance(date, tuple) else when(date) if date else None}
    return publish_case(slug=slug, event=event, **changes)


def asked(query):
    return read_address(RequestFactory().get(f"/timeline/?{query}"))


def listed(page):
    return re.findall(r'<p class="event-title" dir="auto"><a href="/cases/([a-z0-9-]+)/">', page)


def marked(page):
    """The cases that the marks of the wide picture lead to."""
    return re.findall(r'<a href="/cases/([a-z0-9-]+)/" aria-label=', page.partition("picture-tall")[0])


@world
def three():
    by = make_account()
    publish("old", ("2019-01-01", "year"), jurisdictions=["FR"], by=by)
    publish("middle", "2022-05-04", by=by)
    publish("new", "2024-11-26", topics=[], by=by)


def test_few_cases_are_marks_that_lead_to_them_with_the_same_as_a_list_and_a_table(client, three):
    page = body(client.get("/timeline/"))

    assert sorted(marked(page)) == ["middle", "new", "old"]
    assert listed(page) == ["new", "middle", "old"]
    assert 'aria-label="2019: The leak of old"' in page
    assert '<tr><th scope="row">January–March 2020</th><td>0</td></tr>' in page
    assert 'role="group" aria-labelledby="picture.cases.wide-title"' in page
    assert " style=" not in page


def test_many_cases_are_columns_that_lead_into_their_years(client, three, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_MARKS", 2)
    page = body(client.get("/timeline/"))

    assert marked(page) == []
    assert 'href="/timeline/?from=2022-04&amp;to=2022-06" aria-label="April–June 2022: 1 case"' in page
    assert listed(page) == ["new", "middle", "old"]


def test_timeline_is_narrowed(client, three):
    expected = {
        "from=2020": ["new", "middle"],
        "to=2022": ["middle", "old"],
        "from=2022-05&to=2022-05": ["middle"],
        "from=2024&to=2020": ["new", "middle"],
        "jurisdiction=FR": ["old"],
        "topic=creative-labour": ["middle", "old"],
        "topic=creative-labour&from=2020": ["middle"],
        "topic=unknown&jurisdiction=XX": ["new", "middle", "old"],
        "from=2023&to=2023": [],
    }
    pages = {query: body(client.get(f"/timeline/?{query}")) for query in expected}

    assert {query: listed(page) for query, page in pages.items()} == expected
    assert {query: sorted(marked(page)) for query, page in pages.items()} == {
        query: sorted(found) for query, found in expected.items()
    }
    assert '<meta name="robots" content="noindex">' in pages["from=2020"]


def test_timeline_leads_on_to_what_lies_before_and_after(client, three):
    page = body(client.get("/timeline/?from=2021&to=2022&topic=creative-labour"))

    assert '<a href="/timeline/?from=2019&amp;to=2020&amp;topic=creative-labour">Earlier: 2019–2020</a>' in page
    assert "Later" not in page


def test_whatever_is_asked_for_is_answered(client, three):
    for words in ("soon", "20244", "2024-13", "-1", "0000", "２０２４", "\x00", "<b>", "9" * 5000):
        answer = client.get("/timeline/", {"from": words})
        assert answer.status_code == 200
        assert "is not a year and was left out" in body(answer)
        assert "<b>" not in body(answer)
        assert len(listed(body(answer))) == 3
    for query in ("page=2", "page=0", "page=x", "from=2024&page=99999999"):
        assert client.get(f"/timeline/?{query}").status_code == 404
    for query in ("from=9999&to=9999", "from=0001&to=0001", "from=2020&from=2024&topic=&topic=x"):
        assert client.get(f"/timeline/?{query}").status_code == 200


def test_undated_case_is_listed_last_and_counted(client, three):
    publish("undated", None)
    page = body(client.get("/timeline/"))

    assert listed(page) == ["new", "middle", "old", "undated"]
    assert "4 cases, 1 of them without a date" in page
    assert listed(body(client.get("/timeline/?to=2030"))) == ["new", "middle", "old"]


def test_timeline_is_whole_without_a_case_and_with_undated_ones_alone(client):
    assert "No case is published yet" in body(client.get("/timeline/"))
    publish("undated", None)
    page = body(client.get("/timeline/"))
    assert listed(page) == ["undated"]
    assert "<svg" not in page


def test_withdrawn_and_redacted_cases_are_nowhere(client, three):
    withdraw(CaseStudy.objects.get(slug="old"), by=make_account(), now=NOW, reason="Forged.")
    one, two = make_account(), make_account()
    edition = PublicState.objects.get(slug="new").edition
    Redaction.objects.create(edition=edition, reason="A court.", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid)

    for address in ("/timeline/", "/places/", "/frameworks/", "/frameworks/mit-ai-risk/"):
        page = body(client.get(address))
        assert "2019" not in page
        assert "2024<" not in page
        assert "France" not in page


def test_timeline_costs_the_same_with_one_case_and_with_many(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_MARKS", 2)
    by = make_account()
    publish("first", "2024-01-01", by=by)
    with django_assert_num_queries(6):
        client.get("/timeline/")
    for number in range(3):
        publish(f"case-{number}", f"202{number}-01-01", by=by)
    with django_assert_num_queries(6):
        client.get("/timeline/?from=2020&topic=creative-labour&jurisdiction=US")


def test_reader_who_has_the_page_is_told_so_until_something_is_published(client, django_assert_num_queries):
    case = make_case(slug="sora")
    publish_case(case)
    etag = client.get("/timeline/")["ETag"]
    with django_assert_num_queries(2):
        assert client.get("/timeline/", headers={"if-none-match": etag}).status_code == 304
    assert client.get("/timeline/?from=2020", headers={"if-none-match": etag}).status_code == 200

    revise_case(case)
    publish_approved(case, by=make_account(), now=NOW, kind="update", change_note="More.")
    assert client.get("/timeline/", headers={"if-none-match": etag}).status_code == 200


def test_address_is_written_as_it_was_read():
    assert asked("to=2024-03&from=2020&topic=a&jurisdiction=US-CA").url(2) == (
        "/timeline/?from=2020&to=2024-03&topic=a&jurisdiction=US-CA&page=2"
    )
    assert asked("").url() == "/timeline/"
    assert asked("from=2020&to=2020").last_day.isoformat() == "2020-12-31"
    assert asked("from=2020-02&to=2020-02") == TimelineAddress(first=2020 * 12 + 1, last=2020 * 12 + 1)
