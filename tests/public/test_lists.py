"""Home, list, search and topic: what they show, and that more cases cost no more queries."""

from datetime import timedelta

import pytest

from casestudies.enums import EditionKind
from tests.factories import NOW, publish_case
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db


def body(response):
    return response.content.decode()


def publish_many(count, name="case"):
    for number in range(count):
        publish_case(slug=f"{name}-{number}", now=NOW + timedelta(minutes=number))


QUERIES = {
    "/": 2,
    "/cases/": 4,
    "/cases/?q=leak": 6,
    "/cases/?topic=creative-labour&sort=corrected": 5,
    "/cases/?q=leek": 10,
    "/cases/?q=leak+nowhere-at-all": 7,
    "/cases/suggest?q=leak": 3,
    "/topics/creative-labour/": 5,
    "/parties/openai/": 6,
    "/instruments/eu-ai-act/": 5,
    "/feed.atom": 3,
    "/sitemap.xml": 3,
}


def test_lists_cost_the_same_at_one_case_and_at_three(client, django_assert_num_queries):
    for more, name in [(1, "case"), (2, "more")]:
        publish_many(more, name)
        for address, queries in QUERIES.items():
            with django_assert_num_queries(queries, info=address):
                assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/cases/", "/cases/?q=anything", "/standards/", "/feed.atom", "/sitemap.xml"])
def test_lists_are_whole_without_a_case(client, address):
    assert client.get(address).status_code == 200


def test_home_leads_with_the_latest_case_its_question_and_at_a_glance(client, sora):
    page = body(client.get("/"))

    assert '<a href="/cases/sora-leak/">The leak of sora-leak</a>' in page
    assert '<p class="lead-question" dir="auto">What is owed to those who test?</p>' in page
    assert "<dt>What is disputed</dt><dd>How long it stayed up.</dd>" in page
    assert "The latest</h2>" not in page


def test_home_says_what_was_corrected(client, sora):
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours, not four.")

    page = body(client.get("/"))

    assert "Corrected lately</h2>" in page
    assert "Corrected: Three hours, not four." in page


def test_list_has_pages_of_twenty_and_links_between_them(client):
    publish_many(21)

    first, second = body(client.get("/cases/")), body(client.get("/cases/?page=2"))

    assert (first.count('class="case-row"'), second.count('class="case-row"')) == (20, 1)
    assert '<a href="/cases/?page=2" rel="next">' in first
    assert '<a href="/cases/" rel="prev">' in second


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "1.5", "01", "99999999999999999999", "%00", "１"])
def test_list_page_that_is_not_there_is_404(client, sora, page):
    answer = client.get(f"/cases/?page={page}")

    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in body(answer)


@pytest.mark.parametrize("q", ["leak", "LEAK", "léak", "testers developer", " leak "])
def test_search_finds_whatever_the_case_and_accents(client, sora, q):
    page = body(client.get("/cases/", {"q": q}))

    assert page.count('class="case-row"') == 1


@pytest.mark.parametrize("q", ["nowhere-to-be-found", "leak nowhere-to-be-found"])
def test_search_without_a_hit_says_so_and_what_to_do(client, sora, q):
    page = body(client.get("/cases/", {"q": q}))

    assert f"No case has “{q}”" in page
    assert "Try fewer words, or other ones." in page


@pytest.mark.parametrize("q", ["\x00", "%", "_", "'", '"', "\\", "<b>", "a" * 5000, "\ud83d", "((((", "NOT AND OR"])
def test_search_for_anything_at_all_answers(client, sora, q):
    answer = client.get("/cases/", {"q": q.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200
    assert "<b>" not in body(answer)


def test_search_results_are_not_for_search_engines(client, sora):
    assert '<meta name="robots" content="noindex">' in body(client.get("/cases/?q=leak"))


def test_topic_lists_the_cases_that_carry_it(client, sora):
    page = body(client.get("/topics/creative-labour/"))

    assert '<h1 dir="auto">Creative labour</h1>' in page
    assert page.count('class="case-row"') == 1


def test_topic_that_no_live_edition_carries_is_404(client, sora):
    assert client.get("/topics/unknown/").status_code == 404


def test_standards_keeps_apart_what_is_enforced_and_what_is_promised(client, db):
    page = body(client.get("/standards/"))

    assert "What the software enforces</h2>" in page
    assert "What it leaves to editors</h2>" in page
    assert "it does not claim that there is a staff" in page
