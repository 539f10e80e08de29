"""What a partner's program asks of the list, of statements and of what case studies share."""

from datetime import timedelta

import pytest
from django.test import Client

from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import withdraw
from casestudies.enums import Coverage, Scope
from casestudies.models import Party, Source, Topic
from tests.api.asking import client_for
from tests.api.strict import check
from tests.factories import NOW, cite, make_account, make_partner, publish_approved, publish_case, revise_case, when
from tests.worlds import world

pytestmark = pytest.mark.django_db

API = "/api/v1/"
LIST = f"{API}case-studies/"
SECRET = "zx-sentinel-zx"


def ask(path, client=None, **query):
    answer = (client or Client()).get(path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(path=LIST, **query):
    answer = Client().get(path, query)
    assert answer.status_code == 400, answer.content
    (error,) = answer.json()["errors"]
    return error


# Fields


def test_fields_are_nested_in_lists_and_single_items():
    publish_case(slug="a-leak")
    fields = (
        "title,edition(number,published_at),sources(key,csl),parties(response(words)),statements(text,sources(key))"
    )
    page = ask(LIST, fields=fields)
    check("CaseStudyList", page)
    (item,) = page["results"]
    assert item == ask(f"{LIST}a-leak/", fields=fields)
    assert item["edition"] == {"number": 1, "published_at": "2026-11-14T09:30:00.000000Z"}
    assert item["parties"] == [{"response": {"words": "Participation is voluntary."}}]
    assert item["statements"][0]["sources"] == [{"key": "wiggers2024"}, {"key": "ars2024"}]
    assert set(item["sources"][0]) == {"key", "csl"}


def test_star_is_everything():
    publish_case(slug="a-leak")
    (item,) = ask(LIST, fields="*")["results"]
    whole = ask(f"{LIST}a-leak/")
    assert {name: item[name] for name in whole} == whole
    assert set(item) - set(whole) == {"statements", "source_count"}
    assert ask(f"{LIST}a-leak/", fields="sources(*)")["sources"] == whole["sources"]


@pytest.mark.parametrize(
    ("fields", "suggestion", "says"),
    [
        ("titel", "title", "There is no field “titel”. Did you mean “title”?"),
        ("edition(numbr)", "number", "There is no field “numbr” in “edition”. Did you mean “number”?"),
        ("zzz(a)", "", "Known are uuid, slug"),
        ("title(x)", "title", "has no fields of its own"),
        ("sources(csl(title))", "csl", "has no fields of its own"),
        ("title,title", "", "names “title” twice"),
        ("title,", "", "no name where one should stand"),
        ("sources(key", "", "does not close the bracket after “sources”"),
        ("title)", "", "closing bracket too many"),
        ("a b", "", "must be names separated by commas"),
        ("", "", "no name where one should stand"),
        ("sources()", "", "no name where one should stand after “sources(”"),
    ],
)
def test_fields_that_are_not_understood_are_named(fields, suggestion, says):
    error = refused(fields=fields)
    assert error["parameter"] == "fields"
    assert says in error["detail"]
    assert error.get("suggestion", "") == suggestion


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"fields": "title", "format": "csl"}, "fields"),
        ({"body": "text"}, "body"),
        ({"body": "text", "fields": "title"}, "body"),
        ({"page": 2}, "page"),
        ({"page": 2, "q": "leak", "sort": "title"}, "page"),
        ({"page": 11, "q": "leak", "limit": 100}, "page"),
        ({"sort": "relevance"}, "sort"),
        ({"sort": "titel"}, "sort"),
        ({"q": "“”"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"event_since": "2024-02-30"}, "event_since"),
        ({"updated_since": "2024-01-01T00:00:00"}, "updated_since"),
        ({"term": "mit-ai-risk"}, "term"),
        ({"role": "developr"}, "role"),
        ({"teaching": "yes"}, "teaching"),
        ({"topic": ",".join("abcdefghijk")}, "topic"),
    ],
)
def test_parameter_that_does_not_fit_is_named(query, named):
    assert refused(**query)["parameter"] == named


# One request that a policy analyst makes


def test_all_cases_on_a_term_in_a_place_since_a_year_with_their_sources():
    publish_case(slug="us-case")
    publish_case(slug="eu-case", jurisdictions=["EU"], now=NOW + timedelta(hours=1))
    publish_case(slug="old-case", jurisdictions=["EU"], event={"when": when("2020-01-01")})
    wanted = {"term": "mit-ai-risk/6.3", "jurisdiction": "EU", "event_since": "2024"}
    page = ask(LIST, **wanted, fields="slug,sources(key)")
    assert page["results"] == [
        {"slug": "eu-case", "sources": [{"key": "ars2024"}, {"key": "letter2024"}, {"key": "wiggers2024"}]}
    ]
    rows = ask(f"{API}classifications/", **wanted, fields="term(id),reason,case_study(slug,sources(key))")
    assert rows["results"] == [
        {"term": {"id": "mit-ai-risk@2025-04/6.3"}, "reason": "Unpaid testing.", "case_study": page["results"][0]}
    ]
    whole = ask(f"{API}classifications/", **wanted)
    check("ClassifiedList", whole)
    assert whole["results"][0]["case_study"]["slug"] == "eu-case"


def test_words_by_relevance_are_read_by_page_and_other_orders_by_cursor():
    for number in range(5):
        publish_case(slug=f"case-{number}", title=f"Cameras {number}")
    first = ask(LIST, q="cameras", limit=2)
    assert first["next"].endswith("?q=cameras&limit=2&page=2")
    second, third = (ask(LIST, q="cameras", limit=2, page=number) for number in (2, 3))
    slugs = [item["slug"] for page in (first, second, third) for item in page["results"]]
    assert sorted(slugs) == [f"case-{number}" for number in range(5)]
    assert third["next"] is None
    by_title = ask(LIST, q="cameras", sort="title", limit=3)
    assert [item["slug"] for item in by_title["results"]] == ["case-0", "case-1", "case-2"]
    cursor = by_title["next"].partition("cursor=")[2].replace("%3A", ":")
    rest = ask(LIST, q="cameras", sort="title", limit=3, cursor=cursor)
    assert [item["slug"] for item in rest["results"]] == ["case-3", "case-4"]
    assert refused(q="leak", sort="title", cursor=cursor)["parameter"] == "cursor"
    assert refused(q="cameras", sort="-title", cursor=cursor)["parameter"] == "cursor"
    assert refused(q="cameras", cursor=cursor)["parameter"] == "cursor"


# Statements


def test_statements_say_what_rests_on_what():
    edition = publish_case(slug="a-leak")
    body = ask(f"{LIST}a-leak/statements/")
    check("StatementList", body)
    assert len(body["results"]) == edition.fact_check["statements"] == body["edition"]["statements"]
    prose, _, event, response = body["results"]
    assert (prose["text"], prose["section"]) == (
        "Statement 1 of the record.",
        {"anchor": "part-1", "heading": "Part 1"},
    )
    assert [source["key"] for source in prose["sources"]] == ["wiggers2024", "ars2024"]
    assert prose["sources"][0]["title"] == "Title of wiggers2024"
    assert (event["kind"], event["text"], event["section"]) == ("event", "26 November 2024: The form appears", None)
    assert response["party"] == "openai"
    assert ask(f"{LIST}a-leak/editions/1/statements/") == body
    for query, count in (
        ({"kind": "prose"}, 2),
        ({"kind": "event"}, 1),
        ({"source": "letter2024"}, 1),
        ({"section": "part-2"}, 1),
        ({"checked": "false"}, 4),
        ({"checked": "true"}, 0),
    ):
        assert len(ask(f"{LIST}a-leak/statements/", **query)["results"]) == count


def test_statement_keeps_its_key_in_the_next_edition():
    edition = publish_case(slug="a-leak")
    revise_case(edition.case_study, text="Quite another statement.")
    publish_approved(
        edition.case_study, by=make_account(), now=NOW + timedelta(hours=1), kind="update", change_note="More."
    )
    before, after = (
        {row["key"]: row["text"] for row in ask(f"{LIST}a-leak/editions/{number}/statements/")["results"]}
        for number in (1, 2)
    )
    assert set(before.values()) - set(after.values()) == {"Statement 1 of the record."}
    assert len(set(before) & set(after)) == 3


def test_what_rests_on_a_source_in_every_case_study():
    for slug in ("one", "two", "three"):
        publish_case(slug=slug)
    first = ask(f"{API}sources/letter2024/statements/", limit=2)
    check("SourceStatements", first)
    rest = Client().get(first["next"].removeprefix("http://localhost:8000")).json()
    assert [row["slug"] for row in first["results"] + rest["results"]] == ["one", "two", "three"]
    assert {row["statements"][0]["text"] for row in first["results"]} == {"26 November 2024: The form appears"}
    assert rest["next"] is None
    assert Client().get(f"{API}sources/none2024/statements/").status_code == 404


# What case studies share


@world
def seven():
    for number in range(7):
        publish_case(slug=f"case-{number}", now=NOW + timedelta(minutes=number))


@pytest.mark.parametrize(
    ("path", "key", "component"),
    [
        ("topics", "creative-labour", "SharedTopic"),
        ("parties", "openai", "SharedParty"),
        ("sources", "wiggers2024", "SharedSource"),
        ("instruments", "eu-ai-act", "SharedInstrument"),
    ],
)
def test_shared_record_names_the_case_studies_that_carry_it(seven, path, key, component):
    page = ask(f"{API}{path}/")
    check(f"{component}List", page)
    row = next(row for row in page["results"] if key in (row.get("key"), row.get("slug")))
    assert row == ask(f"{API}{path}/{key}/")
    assert row["case_study_count"] == 7
    assert [case["slug"] for case in row["case_studies"]] == [f"case-{number}" for number in (6, 5, 4, 3, 2)]
    listed = Client().get(row["links"]["case_studies"].removeprefix("http://localhost:8000")).json()
    assert len(listed["results"]) == 7
    if row["links"]["html"]:
        assert Client().get(row["links"]["html"].removeprefix("http://localhost:8000")).status_code == 200
    narrowed = ask(f"{API}{path}/", fields="case_studies(title),case_study_count", key=key[:4])
    assert narrowed["results"] == [
        {"case_studies": [{"title": case["title"]} for case in row["case_studies"]], "case_study_count": 7}
    ]
    assert Client().get(f"{API}{path}/nothing-here/").status_code == 404


def test_shared_records_are_read_page_by_page():
    publish_case()
    path, keys = f"{API}sources/?limit=1&fields=key", []
    while path:
        page = ask(path)
        keys += [row["key"] for row in page["results"]]
        path = (page["next"] or "").removeprefix("http://localhost:8000")
    assert keys == ["ars2024", "letter2024", "wiggers2024"]


def test_frameworks_with_their_terms():
    publish_case(slug="a-leak")
    body = ask(f"{API}frameworks/")
    check("FrameworkList", body)
    assert ask(f"{API}frameworks/mit-ai-risk/") == body["results"][0]
    (term,) = body["results"][0]["terms"]
    assert (term["id"], term["case_study_count"]) == ("mit-ai-risk@2025-04/6.3", 1)
    assert len(Client().get(term["case_studies"].removeprefix("http://localhost:8000")).json()["results"]) == 1
    assert ask(f"{API}frameworks/mit-ai-risk/", fields="terms(name)")["terms"][0].keys() == {"name"}
    assert Client().get(f"{API}frameworks/none/").status_code == 404


def test_shared_records_are_what_live_editions_carry_and_not_the_library():
    edition = publish_case(slug="a-leak")
    withdraw(
        publish_case(slug="gone", topics=[{"slug": made_topic()}]).case_study, by=make_account(), now=NOW, reason="A."
    )
    Topic.objects.filter(slug="creative-labour").update(name=SECRET, description=SECRET)
    Party.objects.update(name=SECRET)
    Source.objects.update(title=SECRET, provenance=SECRET)
    Source.objects.create(key="unused2024", title=SECRET)
    revise_case(edition.case_study, text=f"{SECRET}{cite('ars2024')}")
    paths = ["topics/", "parties/", "sources/", "instruments/", "frameworks/", "classifications/"]
    paths += ["topics/creative-labour/", "sources/wiggers2024/", "sources/wiggers2024/statements/"]
    paths += ["case-studies/a-leak/statements/", "case-studies/?fields=*", "case-studies/a-leak.ninjs"]
    for path in paths:
        answer = Client().get(API + path)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode() + str(answer.headers)
    assert [row["slug"] for row in ask(f"{API}topics/")["results"]] == ["creative-labour"]
    assert Client().get(f"{API}topics/hidden/").status_code == 404
    assert Client().get(f"{API}sources/unused2024/").status_code == 404


def made_topic():
    return Topic.objects.create(slug="hidden", name="Hidden").slug


# Coverage, keys and caches


@world
def covered():
    """A partner that may have one of two case studies, and its client."""
    mine = publish_case(slug="mine").case_study
    topic = Topic.objects.create(slug="not-yours", name="Not yours")
    publish_case(slug="theirs", title=SECRET, topics=[{"slug": topic.slug}], jurisdictions=["EU"])
    partner = make_partner()
    client = client_for(partner, Scope.READ)
    set_coverage(partner, Coverage.CHOSEN, case_studies=[mine], by=make_account(), now=NOW)
    return client


def test_outside_coverage_nothing_exists(covered):
    old = publish_case(slug="old-name").case_study
    old.slug = "theirs-too"
    old.save()
    revise_case(old)
    publish_approved(old, by=make_account(), now=NOW + timedelta(hours=1), kind="update", change_note="More.")
    missing = ["theirs/", "theirs.ninjs", "theirs/editions/", "theirs/editions/1/", "theirs/editions/1/snapshot"]
    missing += ["theirs/statements/", "theirs/editions/1/statements/", "old-name/", "theirs-too/"]
    for path in missing:
        unknown = covered.get(f"{LIST}{path}".replace("theirs", "never-there"))
        answer = covered.get(f"{LIST}{path}")
        assert (answer.status_code, unknown.status_code) == (404, 404)
        assert {**answer.json(), "instance": ""} == {**unknown.json(), "instance": ""}
        assert Client().get(f"{LIST}{path}").status_code in (200, 301)
    for path in ("", "?q=leak", "?fields=*", "?format=ninjs", "?format=csl", "?sort=title"):
        text = covered.get(f"{LIST}{path}").content.decode()
        assert SECRET not in text
        assert "mine" in text
    assert covered.get(f"{LIST}?jurisdiction=EU").json()["results"] == []
    assert [row["slug"] for row in ask(f"{API}topics/", covered)["results"]] == ["creative-labour"]
    assert covered.get(f"{API}topics/not-yours/").status_code == 404
    assert ask(f"{API}sources/wiggers2024/", covered)["case_study_count"] == 1
    assert len(ask(f"{API}sources/wiggers2024/statements/", covered)["results"]) == 1
    assert len(ask(f"{API}classifications/", covered)["results"]) == 1
    assert ask(f"{API}frameworks/", covered)["results"][0]["terms"][0]["case_study_count"] == 1


def test_answers_to_a_key_are_private_and_have_etags_of_their_own(covered):
    for path in (LIST, f"{LIST}mine/", f"{LIST}mine/statements/", f"{API}topics/", f"{LIST}mine/editions/1/snapshot"):
        keyed, open_to_all = covered.get(path), Client().get(path)
        assert keyed["Cache-Control"].startswith("private, no-cache")
        assert open_to_all["Cache-Control"].startswith("public, no-cache")
        assert "Authorization" in keyed["Vary"]
    for path in (LIST, f"{LIST}mine/", f"{LIST}mine/statements/"):
        assert covered.get(path)["ETag"] != Client().get(path)["ETag"]


def test_key_without_the_scope_does_not_read(covered):
    client = client_for(make_partner("Another"), Scope.HOLDINGS)
    for path in (LIST, f"{LIST}mine/", f"{API}topics/", f"{API}classifications/"):
        assert client.get(path).status_code == 403


def test_teachers_notes_are_for_keys_that_may_have_them():
    edition = publish_case(slug="a-leak", note=SECRET)
    path = f"{LIST}a-leak/teaching/"
    client = client_for(make_partner(), Scope.TEACHING)
    body = ask(path, client)
    check("Teaching", body)
    assert [(row["prompt"], row["note"]) for row in body["questions"]] == [("Who was owed what?", SECRET)]
    assert client.get(path)["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"if-none-match": client.get(path)["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(path).status_code == 401
    assert client_for(make_partner("Another"), Scope.READ, Scope.EMBARGO).get(path).status_code == 403
    withdraw(edition.case_study, by=make_account(), now=NOW, reason="A reason.")
    assert client.get(path).status_code == 410
