"""Places, frameworks and their terms by year: counts that lead to the list of cases, gaps that lead nowhere."""

import re

import pytest

from casestudies.models import Framework, FrameworkTerm
from tests.factories import make_account, make_case, publish_case, when

pytestmark = pytest.mark.django_db

ADDRESSES = ("/places/", "/frameworks/", "/frameworks/mit-ai-risk/", "/frameworks/mit-ai-risk/?by=place")
RISK = {"key": "mit-ai-risk", "version": "2025-04"}


def body(response):
    return response.content.decode()


def publish(slug, date, **changes):
    return publish_case(slug=slug, event={"when": when(date) if date else None}, **changes)


def cells(page):
    """Each row of the page's tables: its name, then its cells' words."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    return {
        re.sub("<.*?>", "", name): [re.sub("<.*?>", "", cell) for cell in re.findall("<td.*?</td>", rest)]
        for name, rest in rows
    }


def classified(*terms, version="2025-04"):
    return [
        {"framework": RISK | {"version": version}, "term": {"key": term}, "reason": "", "classified_by": None}
        for term in terms
    ]


def test_places_count_each_case_in_each_of_its_places_and_lead_to_it(client):
    publish("one", "2022-01-01", jurisdictions=["US", "FR"])
    publish("two", "2024-01-01", jurisdictions=["US"])
    publish("three", None, jurisdictions=["US"])
    page = body(client.get("/places/"))

    assert cells(page) == {
        "United States": ["1", "none", "1", "1", "3"],
        "France": ["1", "none", "none", "none", "1"],
    }
    assert '<a href="/cases/?jurisdiction=US&amp;year=2024" aria-label="United States, 2024: 1 case">1</a>' in page
    assert listed(client, "/cases/?jurisdiction=US&year=2024") == ["two"]


def test_framework_shows_its_terms_by_year_with_gaps(client):
    make_case()
    framework = Framework.objects.get(key="mit-ai-risk")
    above = FrameworkTerm.objects.create(framework=framework, key="6", name="Socioeconomic")
    FrameworkTerm.objects.filter(key="6.3").update(parent=above)
    FrameworkTerm.objects.create(framework=framework, key="6.10", name="Tenth", parent=above)
    FrameworkTerm.objects.create(framework=framework, key="7.1", name="Never used")
    publish("one", "2022-01-01", classifications=classified("6.3", "6.10"))
    publish("two", "2024-01-01", classifications=classified("6.10"), jurisdictions=["FR"])
    page = body(client.get("/frameworks/mit-ai-risk/"))

    assert list(cells(page).items()) == [
        ("Economic and cultural devaluation of human effort", ["1", "none", "none", "1"]),
        ("Tenth", ["1", "none", "1", "2"]),
    ]
    assert page.count(">Socioeconomic</th>") == 1
    assert "Never used" not in page
    link = "/cases/?term=mit-ai-risk%402025-04%2F6.10&year=2024"
    assert f'href="{link.replace("&", "&amp;")}"' in page
    assert listed(client, link) == ["two"]

    by_place = body(client.get("/frameworks/mit-ai-risk/?by=place"))
    assert cells(by_place)["Tenth"] == ["1", "1"]
    link = "/cases/?term=mit-ai-risk%402025-04%2F6.10&jurisdiction=FR"
    assert f'href="{link.replace("&", "&amp;")}"' in by_place
    assert listed(client, link) == ["two"]


def test_versions_of_a_framework_stand_apart_even_with_a_slash_in_their_name(client):
    make_case()
    other = Framework.objects.create(key="mit-ai-risk", version="(EU) 2026/1", name="MIT AI Risk Repository")
    FrameworkTerm.objects.create(framework=other, key="a/b", name="Split")
    publish("one", "2022-01-01")
    publish("two", "2022-01-01", classifications=classified("a/b", version="(EU) 2026/1"))
    page = body(client.get("/frameworks/mit-ai-risk/"))

    assert page.count('<table class="matrix">') == 2
    assert cells(page)["Split"] == ["1"]
    assert cells(body(client.get("/frameworks/"))) == {"MIT AI Risk Repository": ["2"]}


def test_frameworks_count_a_case_once_however_many_terms_it_has(client):
    make_case()
    FrameworkTerm.objects.create(framework=Framework.objects.get(key="mit-ai-risk"), key="6.4", name="Other")
    publish("one", "2022-01-01", classifications=classified("6.3", "6.4"))

    page = body(client.get("/frameworks/"))
    assert cells(page) == {"MIT AI Risk Repository": ["1"]}
    assert '<a href="/frameworks/mit-ai-risk/">MIT AI Risk Repository</a>' in page


def test_framework_that_no_live_edition_uses_is_404(client):
    make_case()

    assert client.get("/frameworks/mit-ai-risk/").status_code == 404
    assert client.get("/frameworks/mit-ai-ris/").status_code == 404


def test_pages_are_whole_without_a_case(client):
    assert "No published case names a place yet." in body(client.get("/places/"))
    assert "No published case is classified yet." in body(client.get("/frameworks/"))


def test_names_are_those_of_the_live_editions(client):
    publish("one", "2022-01-01")
    Framework.objects.update(name="Renamed in the library")
    FrameworkTerm.objects.update(name="Renamed in the library")

    for address in ADDRESSES:
        assert "Renamed" not in body(client.get(address))


def test_pages_cost_the_same_with_one_case_and_with_three_and_answer_304(client, django_assert_num_queries):
    by = make_account()
    publish("one", "2022-01-01", by=by)
    budgets = dict(zip(ADDRESSES, (3, 4, 4, 4), strict=True))
    for address, budget in budgets.items():
        with django_assert_num_queries(budget):
            client.get(address)
    for number in range(2):
        publish(f"more-{number}", "2024-01-01", by=by, jurisdictions=["FR", "DE"])
    for address, budget in budgets.items():
        with django_assert_num_queries(budget):
            etag = client.get(address)["ETag"]
        with django_assert_num_queries(2):
            assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def listed(client, address):
    return re.findall(
        r'<h2 class="case-row-title" dir="auto"><a href="/cases/([a-z0-9-]+)/">', body(client.get(address))
    )
