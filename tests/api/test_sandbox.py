"""A sandbox key reads samples of everything through the same writers, changes nothing, and never meets a row."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casestudies.actions.api_key import issue_key
from casestudies.enums import ChangeEvent, PartnerEvent, Scope
from casestudies.models import Delivery, Holding
from casestudies.queries.sandbox.events import sample_change
from casestudies.queries.sandbox.offers import RELEASE
from tests.api.strict import check
from tests.factories import make_account, make_holding, make_partner, make_source, publish_case

pytestmark = pytest.mark.django_db
API = "/api/v1/"
LIST = f"{API}case-studies/"
SENTINEL = "ZZREALZZ"
# Each address with a sample, and the component that describes its answer.
ADDRESSES = {
    "": "Root",
    "me/": "Me",
    "case-studies/": "CaseStudyList",
    "case-studies/sample-live/": "CaseStudy",
    "case-studies/sample-corrected/": "CaseStudy",
    "case-studies/sample-corrected/editions/": "EditionList",
    "case-studies/sample-corrected/editions/1/": "CaseStudy",
    "case-studies/sample-corrected/editions/1/snapshot": "",
    "case-studies/sample-live/statements/": "",
    "case-studies/sample-corrected/editions/1/statements/": "",
    "case-studies/sample-live.ninjs": "",
    "case-studies/sample-live.csl.json": "",
    "case-studies/sample-live.jsonld": "",
    "case-studies/sample-live.md": "",
    "case-studies/sample-live.txt": "",
    "changes/": "ChangeList",
    "topics/": "",
    "topics/sample-topic/": "",
    "parties/": "",
    "parties/sampleton/": "",
    "sources/": "",
    "sources/sample-gazette/": "",
    "sources/sample-gazette/statements/": "",
    "instruments/": "",
    "instruments/sample-act/": "",
    "frameworks/": "",
    "frameworks/sample-risks/": "",
    "classifications/": "",
    "holdings/": "",
    "holdings/sample-corrected/": "",
    "releases/": "",
    f"releases/{RELEASE}/": "",
}


@pytest.fixture
def sandbox():
    """Asks with a key that may everything; beside it stand real texts, which carry the sentinel."""
    real = publish_case(title=SENTINEL, slug="real-case", by=make_account())
    partner = make_partner()
    make_holding(real, partner=partner, url=f"https://partner.example/{SENTINEL}")
    make_source(SENTINEL.lower(), title=SENTINEL)
    _, text = issue_key(
        partner, by=make_account(), now=timezone.now(), name="Trial", scopes=list(Scope.values), is_sandbox=True
    )
    return Client(headers={"authorization": f"Bearer {text}"})


def test_every_kind_of_item_has_a_sample_and_no_row_is_asked(sandbox):
    for address, component in ADDRESSES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = sandbox.get(f"{API}{address}")
        assert answer.status_code == 200, (address, answer.content[:300])
        assert SENTINEL.lower() not in answer.content.decode().lower(), address
        assert answer["Cache-Control"].startswith("private"), address
        if component:
            check(component, json.loads(answer.content))
        # The key is all that is looked up.
        tables = {query["sql"].split('FROM "')[-1].partition('"')[0] for query in asked.captured_queries}
        assert tables <= {"casestudies_apikey"}, (address, asked.captured_queries)
        again = sandbox.get(f"{API}{address}", headers={"if-none-match": answer.get("ETag", '"x"')})
        assert again.status_code == (304 if "ETag" in answer else 200), address


def test_what_is_gone_is_gone_in_the_sandbox_too(sandbox):
    withdrawn = sandbox.get(f"{LIST}sample-withdrawn/")
    assert (withdrawn.status_code, json.loads(withdrawn.content)["tombstone"]["slug"]) == (410, "sample-withdrawn")
    assert sandbox.get(f"{LIST}sample-redacted/").status_code == 410
    held = sandbox.get(f"{API}releases/{RELEASE}/", headers={"accept": "application/vnd.iptc.ninjs+json"})
    assert (held.status_code, json.loads(held.content)["pubStatus"]) == (200, "withheld")
    canceled = sandbox.get(f"{LIST}sample-withdrawn.ninjs")
    assert (canceled.status_code, json.loads(canceled.content)["pubStatus"]) == (410, "canceled")
    moved = sandbox.get(f"{LIST}sample-old-address/")
    assert (moved.status_code, moved["Location"].endswith("/sample-live/")) == (301, True)
    assert sandbox.get(f"{LIST}nothing/").status_code == 404
    # What is real is not there.
    for path in (f"{LIST}real-case/", f"{LIST}real-case/editions/1/", f"{API}sources/wiggers2024/"):
        assert sandbox.get(path).status_code == 404


def test_lists_narrow_order_find_and_page_as_the_real_ones_do(sandbox):
    def slugs(**query):
        answer = sandbox.get(LIST, query)
        assert answer.status_code == 200, answer.content
        return [item["slug"] for item in json.loads(answer.content)["results"]]

    both = {"sample-live", "sample-corrected"}
    assert set(slugs()) == both
    assert slugs(topic="sample-correction") == ["sample-corrected"]
    assert slugs(topic="creative-labour") == []
    assert set(slugs(term="sample-risks/3.1", party="sampleton", source="sample-report", jurisdiction="US")) == both
    assert slugs(term="sample-risks/9") == []
    assert slugs(event_since="2025") == ["sample-live"]
    assert slugs(q="fourteen residents") == ["sample-corrected"]
    assert slugs(sort="event") == ["sample-corrected", "sample-live"]
    assert slugs(sort="-title") == ["sample-corrected", "sample-live"]

    first = json.loads(sandbox.get(LIST, {"limit": 1, "sort": "event"}).content)
    second = json.loads(sandbox.get(first["next"].replace("http://localhost:8000", "")).content)
    assert [first["results"][0]["slug"], second["results"][0]["slug"]] == ["sample-corrected", "sample-live"]
    assert second["next"] is None
    assert sandbox.get(LIST, {"topics": "x"}).status_code == 400


def test_every_kind_of_change_has_a_sample(sandbox):
    told, address = [], f"{API}changes/?limit=5"
    for _ in range(10):
        page = json.loads(sandbox.get(address).content)
        told += page["results"]
        address = page["next"].replace("http://localhost:8000", "")
        if not page["has_more"]:
            break
    assert [entry["event"] for entry in told] == [*ChangeEvent.values, *PartnerEvent.values]
    assert json.loads(sandbox.get(address).content)["results"] == []
    corrected = json.loads(sandbox.get(f"{API}changes/?event=case_study.corrected").content)["results"]
    assert corrected[0]["edition"]["number"] == 2
    assert all(entry["tombstone"] for entry in corrected[1:])
    assert sandbox.get(f"{API}changes/?cursor=abc").status_code == 400
    assert sample_change("case_study.corrected").slug == "sample-corrected"


def test_a_sandbox_key_changes_nothing_and_is_told_where_there_are_no_samples(sandbox):
    def refused(answer):
        return (answer.status_code, json.loads(answer.content)["type"].rstrip("/").rpartition("/")[2])

    body = {"edition": 1, "url": "https://partner.example/a"}
    put = sandbox.put(f"{API}holdings/sample-live/", json.dumps(body), content_type="application/json")
    assert refused(put) == (403, "sandbox")
    assert refused(sandbox.put(f"{API}holdings/real-case/", "{}", content_type="application/json")) == (403, "sandbox")
    assert Holding.objects.count() == 1
    assert refused(sandbox.get(f"{API}webhooks/endpoints/")) == (403, "sandbox")
    weak = issue_key(make_partner(), by=make_account(), now=timezone.now(), name="x", scopes=["read"], is_sandbox=True)
    client = Client(headers={"authorization": f"Bearer {weak[1]}"})
    assert refused(client.get(f"{API}releases/")) == (403, "missing-scope")
    assert "release" not in client.get(f"{API}changes/").content.decode().replace('"release":null', "")


def test_a_test_of_a_webhook_carries_a_sample_of_each_kind_of_event(web):
    _, text = issue_key(make_partner(), by=make_account(), now=timezone.now(), name="x", scopes=["webhooks"])
    client = Client(headers={"authorization": f"Bearer {text}"})

    def post(path, body):
        return client.post(f"{API}webhooks/endpoints/{path}", json.dumps(body), content_type="application/json")

    uuid = json.loads(post("", {"url": f"http://{web.host}/hook"}).content)["uuid"]
    wrong = post(f"{uuid}/test", {"sample": "case_study.corected"})
    assert (wrong.status_code, json.loads(wrong.content)["errors"][0]["pointer"]) == (422, "/sample")
    for event in (*ChangeEvent.values, *PartnerEvent.values):
        Delivery.objects.all().delete()
        assert post(f"{uuid}/test", {"sample": event}).status_code == 202
        body = json.loads(Delivery.objects.get().body)
        assert body["type"] == "webhook.test"
        assert body["data"]["sample"]["type"] == body["data"]["sample"]["data"]["event"] == event
        check("Change", body["data"]["sample"]["data"])
