"""What is misspelt in a parameter or a body is refused with the nearest name that whoever asks may see."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import withdraw
from casestudies.enums import Coverage, Scope, TermKind
from casestudies.models import (
    ChangeLogEntry,
    ChangeTopic,
    Partner,
    PublicState,
    PublishedTerm,
    SearchFacet,
    Source,
    Topic,
)
from tests.api.asking import client_for, key_for
from tests.factories import (
    NOW,
    make_account,
    make_case,
    make_partner,
    publish_approved,
    publish_case,
    revise_case,
    when,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
API = "/api/v1/"
LIST, ROWS, CHANGES = f"{API}case-studies/", f"{API}classifications/", f"{API}changes/"
STATEMENTS = f"{LIST}leak/statements/"
ENDPOINTS = f"{API}webhooks/endpoints/"
HOOK = "https://198.51.100.7/hook"


def on(*slugs):
    for slug in slugs:
        Topic.objects.get_or_create(slug=slug, defaults={"name": slug})
    return [{"slug": slug} for slug in slugs]


@world
def there():
    """A case study that a partner may have, one that it may not, a withdrawn one, one that left a topic, a draft."""
    by = make_account()
    leak = publish_case(slug="leak", by=by).case_study
    publish_case(slug="courts", by=by, topics=on("court-rooms"), jurisdictions=["XK"], language="fr-XX")
    withdraw(publish_case(slug="gone", by=by, topics=on("ports")).case_study, by=by, now=NOW, reason="Wrong.")
    left = publish_case(slug="left", by=by, topics=on("bridges")).case_study
    left.topics.clear()
    revise_case(left, text="More.")
    publish_approved(left, by=by, now=NOW + timedelta(hours=1), kind="update", change_note="More.")
    make_case(topics=on("hidden-topic"))
    Source.objects.create(key="hidden2024", title="Hidden")
    partner = make_partner()
    set_coverage(partner, Coverage.CHOSEN, case_studies=[leak], by=by, now=NOW)
    return partner


def ask(path, client=None, **query):
    answer = (client or Client()).get(path, query)
    return answer.status_code, answer.json()


def refused(path, client=None, **query):
    status, body = ask(path, client, **query)
    assert status == 400, body
    return [(one["parameter"], one.get("suggestion", "")) for one in body["errors"]]


MISSPELT = {
    "topic": {"creative-labor": "creative-labour", "Creative-Labour": "creative-labour", "zzzz": ""},
    "party": {"opnai": "openai"},
    "source": {"wigers2024": "wiggers2024", "wiggers2042": "wiggers2024"},
    "instrument": {"eu-ai-atc": "eu-ai-act"},
    "term": {"mit-ai-risk/6.33": "mit-ai-risk/6.3", "mit-ai-risk@April 2025/6.3": "mit-ai-risk@2025-04/6.3"},
    "framework": {"mit-ai-risks": "mit-ai-risk", "mit-ai-risk@2025": "mit-ai-risk@2025-04"},
    "jurisdiction": {
        # Two letters are as near to one country's name as to another's; the lists know of no such parts.
        **dict.fromkeys(["XX", "AN", "ON", "JI", "GO", "ZZ-1", "EU-DE", "UN-1", "US-ZZ"], ""),
        "UK": "GB",
        "EL": "GR",
        "UKR": "UA",
        "Germany": "DE",
        "Deutschland": "DE",
        "us-ca": "US-CA",
        "Calfornia": "US-CA",
    },
    "language": {
        **dict.fromkeys(["qq", "en-ZZ", "en-Zzzx", "en-US-Latn"], ""),
        "eng": "en",
        "deu": "de",
        "ger": "de",
        "fr-xx": "fr-XX",
        "en-us": "en-US",
        "zh-hant-tw": "zh-Hant-TW",
    },
    "role": {"develper": "developer"},
}


LANGUAGES = """en-US fr-CA de-CH pt-PT es-ES es-419 mt la am yo zu se zh zh-Hant zh-Hant-TW zh-yue sr-Latn ca-valencia
de-1996 haw yue nb sh"""


@pytest.mark.parametrize("path", [LIST, ROWS])
def test_value_that_is_misspelt_is_refused_with_the_nearest(there, path):
    for name, values in MISSPELT.items():
        for value, near in values.items():
            assert refused(path, **{name: value}) == [(name, near)], value
    body = ask(path, topic="creative-labor")[1]
    (error,) = body["errors"]
    assert error["detail"] == "There is no topic “creative-labor” in what you can read. Did you mean “creative-labour”?"
    assert body["type"].endswith("/invalid-parameter/")
    assert ask(path, topic="zzzz")[1]["detail"].endswith("/api/v1/topics/ lists what there is.")
    # Beside one that is right, and with one that is wrong elsewhere.
    assert refused(path, topic="creative-labour,prisns", party="opnai", jurisdiction="US") == [
        *(("topic", ""), ("party", "openai"))
    ]


def test_value_that_is_right_and_finds_nothing_is_answered(there):
    for query in (
        {"topic": "creative-labour", "jurisdiction": "DE"},
        {"topic": "creative-labour", "language": "pt-BR"},
        {"party": "openai", "year": "1999"},
        {"source": "wiggers2024", "updated_since": "2199"},
        *({"jurisdiction": code} for code in ("US-OR", "GB-ENG", "UN", "OECD")),
        *({"language": tag} for tag in LANGUAGES.split()),
        {"topic": "ports"},  # of a withdrawn text
        {"topic": "bridges", "q": "nothing"},
    ):
        assert ask(LIST, **query)[1]["results"] == [], query
        assert ask(ROWS, **{name: value for name, value in query.items() if name != "q"})[1]["results"] == [], query
    for query in ({"jurisdiction": "XK"}, {"language": "fr-XX"}, {"topic": "court-rooms,ports"}):
        assert [row["slug"] for row in ask(LIST, **query)[1]["results"]] == ["courts"], query
    first = ask(LIST, topic="creative-labour,court-rooms", limit=1)[1]["next"]
    Topic.objects.filter(slug="court-rooms").delete()
    assert Client().get(first.removeprefix("http://localhost:8000")).status_code == 200


def test_changes_know_the_topics_of_all_that_they_tell(there):
    assert refused(CHANGES, topic="creative-labor") == [("topic", "creative-labour")]
    assert refused(CHANGES, event="case_study.corected") == [("event", "case_study.corrected")]
    for topic in ("creative-labour", "ports", "bridges"):
        assert ask(CHANGES, topic=topic)[1]["results"], topic
    # Whoever has a cursor was not refused when it began.
    limited = client_for(there, Scope.READ)
    cursor = ask(CHANGES, limited, topic="creative-labour")[1]["cursor"]
    courts = PublicState.objects.get(slug="courts").case_study
    set_coverage(there, Coverage.CHOSEN, case_studies=[courts], by=make_account(), now=NOW)
    assert ask(CHANGES, limited, topic="creative-labour", cursor=cursor)[0] == 200


@pytest.mark.proves("A name that whoever asks may not know is refused as one that there is not")
def test_what_somebody_may_not_see_is_as_unknown_as_what_there_is_not(there):
    limited = client_for(there, Scope.READ, Scope.WEBHOOKS)
    for client, hidden in ((Client(), "hidden-topic"), (limited, "hidden-topic"), (limited, "court-rooms")):
        for path in (LIST, ROWS, CHANGES):
            never = "never-there!"[: len(hidden) - 1].ljust(len(hidden), "x").replace("!", "x")
            mine, other = (client.get(path, {"topic": slug}) for slug in (hidden, never))
            assert mine.status_code == other.status_code == 400, hidden
            assert mine.content.decode().replace(hidden, "?") == other.content.decode().replace(never, "?")
            assert hidden not in client.get(path, {"topic": f"{hidden}s"}).content.decode().replace(f"{hidden}s", "")
    assert refused(LIST, source="hidden2024") == [("source", "")]
    assert refused(LIST, limited, jurisdiction="XK") == [("jurisdiction", "")]
    assert refused(LIST, limited, language="fr-XX") == [("language", "")]
    assert ask(LIST, limited, topic="creative-labour")[0] == 200
    for topics in (["court-rooms"], ["hidden-topic"], ["creative-labor"]):
        answer = limited.post(
            ENDPOINTS, json.dumps({"url": HOOK, "topics": ["creative-labour", *topics]}), "application/json"
        )
        (error,) = answer.json()["errors"]
        near = "creative-labour" if topics == ["creative-labor"] else ""
        assert (answer.status_code, error["pointer"], error.get("suggestion", "")) == (422, "/topics/1", near)
    many = [f"zz{number}" for number in range(99)]
    answer = limited.post(
        ENDPOINTS, json.dumps({"url": HOOK, "topics": ["creative-labour", *many]}), "application/json"
    )
    assert [one["pointer"] for one in answer.json()["errors"]] == [f"/topics/{number}" for number in range(1, 100)]
    # What its coverage is said to be, it may ask for.
    Partner.objects.filter(pk=there.pk).update(coverage=Coverage.TOPICS)
    there.covered_topics.add(Topic.objects.get(slug="hidden-topic"))
    assert ask(LIST, limited, topic="hidden-topic")[1]["results"] == []


ASKED = {
    "topic": ("zyxwv-unheard", "portz"),
    "party": ("zyxwv-unheard", "acme-holdingz"),
    "source": ("zyxwv-unheard", "wigers2024"),
    "instrument": ("zyxwv-unheard", "eu-ai-atc"),
    "term": ("zyxwv@1/unheard", "zyxwv/unheard", "mit-ai-risk/6.33"),
    "framework": ("zyxwv", "zyxwv@1", "mit-ai-risks"),
    "language": ("aa-QM", "fr-QM"),
}


def answers_to(client):
    """Status, text and number of queries of everything that names something."""
    found = {}

    def note(question, ask):
        with CaptureQueriesContext(connection) as asked:
            answer = ask()
        found[question] = answer.status_code, answer.content.decode(), len(asked)

    for name, values in ASKED.items():
        for value in values:
            for path in (LIST, ROWS, *([CHANGES] if name == "topic" else [])):
                query = {name: f"{value},zz-zz/z" if name == "term" else value}
                note((path, value), lambda path=path, query=query: client.get(path, query))
    for topics in (["zyxwv-unheard"], ["portz"], ["creative-labour", "portz", "zyxwv-unheard"]):
        body = json.dumps({"url": HOOK, "topics": topics})
        note(("body", *topics), lambda body=body: client.post(ENDPOINTS, body, "application/json"))
    return found


def carry(state, kind, key):
    PublishedTerm.objects.create(state=state, kind=kind, key=key, label=key)
    facet = "term" if kind == TermKind.FRAMEWORK_TERM else str(kind)
    SearchFacet.objects.create(state=state, facet=facet, value=key, also="", label=key)


@pytest.mark.proves("What texts outside its coverage carry changes no answer to a partner, nor what it costs")
def test_hidden_neighbours_change_neither_an_answer_nor_its_cost(there):
    mine, other = (PublicState.objects.get(slug=slug) for slug in ("leak", "courts"))
    carry(mine, TermKind.TOPIC, "Ports")
    carry(mine, TermKind.PARTY, "acme-holdings")
    limited = client_for(there, Scope.READ, Scope.WEBHOOKS)
    answers_to(limited)
    before = answers_to(limited)
    for name, values in ASKED.items():
        for value in values:
            key = value.replace("/", "@2/") if name == "term" and "@" not in value else value
            for like in {key, *(f"{key}{number}" for number in range(11)), key.replace("z", "s"), key.upper()}:
                if name == "language":
                    SearchFacet.objects.create(state=other, facet=name, value=like, also="", label=like)
                elif name != "framework":
                    carry(other, TermKind.FRAMEWORK_TERM if name == "term" else TermKind(name), like)
    entry = ChangeLogEntry.objects.get(case_uuid=other.uuid)
    for slug in ("zyxwv-unheard", "portz", "ports"):
        ChangeTopic.objects.create(entry=entry, slug=slug)
        Topic.objects.get_or_create(slug=slug, defaults={"name": slug})
    after = answers_to(limited)
    assert {question for question in before if before[question] != after[question]} == set()
    assert {status for status, _, _ in before.values()} == {400, 422}
    near = {question[-1]: re.findall('"suggestion": ?"(.*?)"', text) for question, (_, text, _) in before.items()}
    assert (near["portz"], near["acme-holdingz"]) == (["Ports"], ["acme-holdings"])
    # Two names of as many letters cost the same, whether something is like them or nothing.
    assert len({cost for question, (_, _, cost) in before.items() if question[0] == CHANGES}) == 1
    assert ask(LIST, topic="portz")[0] == 200  # who may read everything finds them


def test_names_are_told_apart_by_their_capitals(there):
    state = PublicState.objects.get(slug="leak")
    SearchFacet.objects.filter(state=state, facet="term").update(value="mit-ai-risk@V1/Abc%")
    PublishedTerm.objects.filter(state=state, kind=TermKind.FRAMEWORK_TERM).update(key="mit-ai-risk@V1/Abc%")
    PublishedTerm.objects.exclude(state=state).filter(kind=TermKind.FRAMEWORK_TERM).delete()
    SearchFacet.objects.exclude(state=state).filter(facet="term").delete()
    carry(state, TermKind.TOPIC, "Ports")
    for path in (LIST, ROWS):
        for query in (
            *({"term": term} for term in ("mit-ai-risk/Abc%", "mit-ai-risk@V1/Abc%")),
            *({"framework": framework} for framework in ("mit-ai-risk", "mit-ai-risk@V1")),
        ):
            assert len(ask(path, **query)[1]["results"]) == 1, query
        for query in (
            *({"term": term} for term in ("mit-ai-risk/abc%", "mit-ai-risk/bc%", "mit-ai-risk@v1/Abc%")),
            *({"framework": framework} for framework in ("mit-ai-ris", "mit-ai-risk@v1", "mit-ai-risk@V")),
        ):
            assert ask(path, **query)[0] == 400, query
    assert [row["slug"] for row in ask(f"{API}topics/", key="P")[1]["results"]] == ["Ports"]
    assert ask(f"{API}topics/", key="p")[1]["results"] == []


def test_topic_that_the_library_gave_up_is_not_chosen(there):
    carry(PublicState.objects.get(slug="leak"), TermKind.TOPIC, "given-up")
    body = json.dumps({"url": HOOK, "topics": ["creative-labour", "given-up"]})
    answer = client_for(there, Scope.WEBHOOKS).post(ENDPOINTS, body, "application/json")
    detail = "The topic “given-up” can be chosen no more."
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"pointer": "/topics/1", "detail": detail}])


def test_event_that_is_misspelt_in_a_body_is_refused_with_the_nearest(there):
    client = client_for(there, Scope.WEBHOOKS)
    sent = {"url": HOOK, "events": ["case_study.corrected", "case_study.withdrwn", "zzz"]}
    answer = client.post(ENDPOINTS, json.dumps(sent), "application/json")
    first, second = answer.json()["errors"]
    assert (answer.status_code, first["pointer"], first["suggestion"]) == (422, "/events/1", "case_study.withdrawn")
    assert first["detail"] == "There is no event “case_study.withdrwn” here. Did you mean “case_study.withdrawn”?"
    assert second["detail"].startswith("There is no event “zzz” here. There are case_study.published, ")
    strange = "00000000-0000-0000-0000-000000000000"
    assert refused(f"{API}webhooks/deliveries/", client, endpoint=strange) == [("endpoint", "")]
    assert refused(f"{API}webhooks/deliveries/", client, event="holding.stal") == [("event", "holding.stale")]


def test_source_and_section_of_no_statement_are_refused_with_the_nearest(there):
    publish_case(slug="other", timeline=[], event={"when": when("2020-01-01")})
    assert refused(STATEMENTS, source="wigers2024") == [("source", "wiggers2024")]
    assert refused(STATEMENTS, section="part1") == [("section", "part-1")]
    assert refused(STATEMENTS, kind="evnt") == [("kind", "event")]
    assert ask(STATEMENTS, section="part-1", kind="event")[1]["results"] == []
    assert ask(f"{LIST}courts/statements/", source="letter2024", checked="true")[1]["results"] == []


def test_it_costs_a_query_only_where_something_may_be_misspelt(there, django_assert_num_queries):
    client = Client()
    right = "topic=creative-labour&party=openai&source=wiggers2024&term=mit-ai-risk/6.3"
    for query, budget in {
        right: 1,
        f"{right}&year=1999": 2,
        f"{right},mit-ai-risk/6.4&year=1999": 3,
        "topic=creative-labour,ports": 2,
        "topic=" + ",".join(f"zz{number}" for number in range(10)): 5,
    }.items():
        with django_assert_num_queries(budget):
            assert client.get(f"{LIST}?{query}").status_code in (200, 400)


def test_samples_have_names_of_their_own(there):
    client = client_for(there)
    sandbox = Client(headers={"authorization": f"Bearer {key_for(there, is_sandbox=True)}"})
    assert refused(LIST, sandbox, topic="sample-topik") == [("topic", "sample-topic")]
    assert refused(CHANGES, sandbox, topic="creative-labour") == [("topic", "")]
    assert refused(LIST, sandbox, term="sample-risks/9")[0][0] == "term"
    assert refused(LIST, client, topic="sample-topic") == [("topic", "")]
