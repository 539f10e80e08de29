"""A sandbox key reads samples of everything through the same writers, tries every change, and never meets a row."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from standardwebhooks import Webhook

from casestudies.actions.api_key import issue_key
from casestudies.enums import ChangeEvent, PartnerEvent, Scope, WebhookEvent
from casestudies.models import Delivery
from casestudies.queries.sandbox.hooks import NEW_SECRET, SECRET
from casestudies.queries.sandbox.releases import RELEASE
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
    "case-studies/sample-corrected/editions/1/signature": "Proof",
    "case-studies/sample-live/statements/": "",
    "case-studies/sample-live/teaching/": "",
    "webhooks/endpoints/": "EndpointList",
    "webhooks/deliveries/": "DeliveryList",
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

    whole = {f"sample-{name}" for name in ("live", "corrected", "updated", "reinstated", "released", "gained")}
    assert set(slugs()) == whole
    assert slugs(topic="sample-correction") == ["sample-corrected"]
    assert slugs(topic="sample-former-topic") == []
    assert slugs(topic="sample-topic", jurisdiction="DE") == []
    assert set(slugs(term="sample-risks/3.1", party="sampleton", source="sample-report", jurisdiction="US")) == whole
    for name, value, near in (("topic", "creative-labour", ""), ("term", "sample-risks/9", "sample-risks/3.1")):
        (error,) = json.loads(sandbox.get(LIST, {name: value}).content)["errors"]
        assert (error["parameter"], error.get("suggestion", "")) == (name, near)
    assert slugs(event_since="2025") == ["sample-live"]
    assert slugs(q="fourteen residents") == ["sample-corrected"]
    by_event = ["sample-corrected", "sample-live"]
    assert slugs(sort="event")[-2:] == by_event
    assert slugs(sort="-title")[0] == "sample-updated"

    first = json.loads(sandbox.get(LIST, {"limit": 5, "sort": "event"}).content)
    second = json.loads(sandbox.get(first["next"].replace("http://localhost:8000", "")).content)
    assert [first["results"][-1]["slug"], second["results"][0]["slug"]] == by_event
    assert second["next"] is None
    assert sandbox.get(LIST, {"topics": "x"}).status_code == 400


def test_cursors_of_the_sandbox_are_its_own(sandbox):
    def refused(cursor):
        answer = sandbox.get(f"{API}changes/", {"cursor": cursor})
        return answer.status_code, json.loads(answer.content)["type"].split("/")[-2]

    for cursor in ("abc", "sample.999", "sample.-1", "sample.1x"):
        assert refused(cursor) == (400, "invalid-cursor"), cursor
    assert refused("sample.elsewhere") == (410, "other-log")
    corrected = json.loads(sandbox.get(f"{API}changes/?event=case_study.corrected").content)["results"]
    assert [one["edition"]["number"] for one in corrected if not one["tombstone"]] == [2]


def everything():
    """Every row of every table but those of the limits, where a request is counted."""
    tables = sorted(set(connection.introspection.table_names()) - {"limit_counter", "limit_use"})
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_a_sandbox_key_tries_every_change_which_is_checked_and_written_down_nowhere(sandbox):
    def ask(method, path, body=None, status=200):
        text = "" if body is None else json.dumps(body)
        with CaptureQueriesContext(connection) as asked:
            answer = getattr(sandbox, method)(f"{API}{path}", text, content_type="application/json")
        assert answer.status_code == status, (path, answer.content)
        tables = {query["sql"].split('FROM "')[-1].partition('"')[0] for query in asked.captured_queries}
        assert tables <= {"casestudies_apikey"}, (path, asked.captured_queries)
        told = json.loads(answer.content or "{}")
        if status >= 400:
            check("Problem", told)
        return told

    before = everything()
    copy = "https://partner.example/a"
    for body, standing, stale in (
        ({"edition": 1, "url": copy}, "corrected", True),
        ({"edition": 2, "url": copy}, "current", False),
        ({"removed": True}, "removed", False),
    ):
        kept = ask("put", "holdings/sample-corrected/", body)
        check("Holding", kept)
        assert (kept["standing"], kept["is_stale"], kept["url"]) == (standing, stale, body.get("url", ""))
    assert ask("put", "holdings/sample-withdrawn/", {"edition": 1})["standing"] == "withdrawn"
    for body in ({}, {"edition": 3}, {"edition": 1, "url": "javascript:x"}, {"edition": 1, "url": f"{copy}\x01"}):
        ask("put", "holdings/sample-corrected/", body, 422)
    ask("put", "holdings/real-case/", {"edition": 1}, 404)

    ends = "webhooks/endpoints/"
    wanted = {"url": copy, "events": ["case_study.corrected"], "topics": ["sample-topic"], "releases": False}
    made = ask("post", ends, wanted, 201)
    check("EndpointWithSecret", made)
    assert (made["secret"], {name: made[name] for name in wanted}) == (SECRET, wanted)
    for body in ({"url": "https://desk.local./"}, {"url": copy, "topics": ["real"]}, {"url": copy, "events": ["x"]}):
        ask("post", ends, body, 422)
    at = f"{ends}{made['uuid']}/"
    changed = ask("patch", at, {"description": "Mine", "is_active": False})
    check("Endpoint", changed)
    assert (changed["description"], changed["is_active"], changed["disabled_reason"] != "") == ("Mine", False, True)
    read = ask("get", at)
    check("Endpoint", read)
    assert read["is_active"], "the sample is as it was"
    check("EndpointList", ask("get", ends))
    turned = ask("post", f"{at}rotate-secret", {"overlap_hours": 1})
    assert (turned["secret"], len(turned["secrets"])) == (NEW_SECRET, 2)
    ask("post", f"{at}rotate-secret", {"overlap_hours": 999}, 422)
    sent = ask("post", f"{at}test", {"sample": "topic.left"}, 202)
    check("DeliveryWhole", ask("get", f"webhooks/deliveries/{sent['delivery']}/"))
    replayed = ask("post", f"{at}replay", {"since": "2025", "until": "2026"}, 202)
    check("Replayed", replayed)
    assert replayed["left_out"] == {"waiting": 1, "outside_coverage": 0}
    ask("post", f"{at}replay", {"since": "2026", "until": "2025"}, 422)
    off = ask("get", ends)["results"][-1]
    assert ask("post", f"{ends}{off['uuid']}/test", status=409)["status"] == 409
    ask("delete", at, status=204)
    assert everything() == before


def test_every_kind_of_delivery_has_a_sample_whose_signature_can_be_checked_with_the_documented_secret(sandbox):
    docs = Client().get(f"{API}docs/sandbox/").content.decode()
    assert SECRET in docs
    assert NEW_SECRET in docs
    rows, address = [], f"{API}webhooks/deliveries/?limit=7"
    while address:
        page = json.loads(sandbox.get(address).content)
        check("DeliveryList", page)
        rows += page["results"]
        address = (page["next"] or "").replace("http://localhost:8000", "")
    assert {row["event"] for row in rows} == set(WebhookEvent.values)
    assert {row["state"] for row in rows} == {"waiting", "delivered", "given_up"}
    for row in rows:
        whole = json.loads(sandbox.get(f"{API}webhooks/deliveries/{row['uuid']}/").content)
        check("DeliveryWhole", whole)
        assert whole["attempts"] == len(whole["log"])
        for attempt in whole["log"]:
            headers = attempt["request_headers"]
            at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
            assert headers["webhook-signature"] == Webhook(SECRET).sign(headers["webhook-id"], at, whole["body"])
        assert json.loads(whole["body"])["type"] == row["event"]
    for query, count in (({"event": "case_study.moved"}, 1), ({"state": "waiting"}, 1), ({"until": "2025"}, 0)):
        assert len(json.loads(sandbox.get(f"{API}webhooks/deliveries/", query).content)["results"]) == count


def test_a_weak_sandbox_key_is_shown_what_its_scopes_open(sandbox):
    def client(*scopes):
        _, text = issue_key(
            make_partner(), by=make_account(), now=timezone.now(), name="x", scopes=list(scopes), is_sandbox=True
        )
        return Client(headers={"authorization": f"Bearer {text}"})

    def refused(answer):
        return (answer.status_code, json.loads(answer.content)["type"].rstrip("/").rpartition("/")[2])

    weak = client("read")
    assert refused(weak.get(f"{API}releases/")) == (403, "missing-scope")
    assert refused(weak.get(f"{LIST}sample-live/teaching/")) == (403, "missing-scope")
    changes = json.loads(weak.get(f"{API}changes/").content)["results"]
    assert changes
    assert not [one for one in changes if one["release"] or one["event"].startswith("release.")]
    hooks = client("webhooks")
    for path in ("endpoints", "deliveries"):
        body = hooks.get(f"{API}webhooks/{path}/").content.decode()
        assert "release." not in body
        assert '"releases":true' not in body


def test_a_test_of_a_webhook_carries_a_sample_of_each_kind_of_event(web):
    _, text = issue_key(make_partner(), by=make_account(), now=timezone.now(), name="x", scopes=["webhooks"])
    client = Client(headers={"authorization": f"Bearer {text}"})

    def post(path, body):
        return client.post(f"{API}webhooks/endpoints/{path}", json.dumps(body), content_type="application/json")

    uuid = json.loads(post("", {"url": f"http://{web.host}/hook"}).content)["uuid"]
    wrong = post(f"{uuid}/test", {"sample": "case_study.corected"})
    assert (wrong.status_code, json.loads(wrong.content)["errors"][0]["pointer"]) == (422, "/sample")
    for event in (*ChangeEvent.values, *PartnerEvent.values, "topic.left"):
        Delivery.objects.all().delete()
        assert post(f"{uuid}/test", {"sample": event}).status_code == 202
        body = json.loads(Delivery.objects.get().body)
        assert body["type"] == "webhook.test"
        assert body["data"]["sample"]["type"] == body["data"]["sample"]["data"]["event"] == event
        check("Change", body["data"]["sample"]["data"])
