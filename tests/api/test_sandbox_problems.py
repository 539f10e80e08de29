"""A partner meets every problem, and checks a copy's proof, with a sandbox key alone."""

import json
import subprocess
import sys

import pytest
from django.test import Client

from casestudies.api.key_problems import QUOTA_EXCEEDED
from casestudies.api.problem_kinds import INTERNAL_ERROR, KINDS
from casestudies.enums import Scope
from casestudies.queries.key_text import make_key_text
from casestudies.queries.sandbox.hooks import sample_endpoints
from casestudies.queries.sandbox.releases import CANCELLED_RELEASE
from tests.api.asking import client_for, key_for
from tests.api.strict import check
from tests.factories import make_partner, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
API = "/api/v1/"
KEYS = "/.well-known/casebook-keys.json"
OFF = sample_endpoints()[-1].uuid
# What to ask for each kind of problem: method, address, headers, body.
ASKED = {
    "bad-request": ("put", "holdings/sample-live/", {"if-match": '"x"'}, "{}"),
    "invalid-parameter": ("get", "case-studies/?topics=x", {}, ""),
    "invalid-cursor": ("get", "changes/?cursor=x", {}, ""),
    "key-in-address": ("get", "me/?api_key=x", {}, ""),
    "key-required": ("get", "me/", {"authorization": None}, ""),
    "malformed-key": ("get", "me/", {"authorization": "Bearer x"}, ""),
    "unknown-key": ("get", "me/", {"authorization": f"Bearer {make_key_text(is_sandbox=True)[1]}"}, ""),
    "missing-scope": ("get", "releases/", {}, ""),
    "sandbox": ("post", "case-studies/", {}, "{}"),
    "not-found": ("get", "case-studies/sample-lost/", {}, ""),
    "method-not-allowed": ("put", "webhooks/endpoints/", {}, "{}"),
    "not-acceptable": ("get", "changes/", {"accept": "image/png"}, ""),
    "withdrawn": ("get", "case-studies/sample-withdrawn/", {}, ""),
    "redacted": ("get", "case-studies/sample-redacted/editions/1/snapshot", {}, ""),
    "other-log": ("get", "changes/?cursor=sample.elsewhere", {}, ""),
    "release-cancelled": ("get", f"releases/{CANCELLED_RELEASE}/", {"key": "embargo"}, ""),
    "too-large": ("put", "holdings/sample-live/", {}, json.dumps({"url": "x" * 300_000})),
    "invalid-body": ("put", "holdings/sample-live/", {}, "{}"),
    "conflict": ("post", f"webhooks/endpoints/{OFF}/test", {}, ""),
    "precondition-failed": ("get", "case-studies/sample-live/", {"if-match": '"x"'}, ""),
    "unsupported-media-type": ("put", "holdings/sample-live/", {"content_type": "text/plain"}, "x"),
}
# What no request brings about has an address of its own; a fault of ours nobody is to count on.
SHOWN = KINDS.keys() - ASKED.keys() - {INTERNAL_ERROR.name}


@world
def keys():
    partner = make_partner()
    most = [scope for scope in Scope if scope != Scope.EMBARGO]
    return {"": key_for(partner, *most, is_sandbox=True), "embargo": key_for(partner, is_sandbox=True)}


def test_every_kind_of_problem_can_be_brought_about(keys):
    for name, (method, path, headers, body) in ASKED.items():
        headers = {"authorization": f"Bearer {keys[headers.get('key', '')]}"} | headers
        more = {"data": body, "content_type": headers.get("content_type", "application/json")}
        given = {one: value for one, value in headers.items() if value and one not in ("key", "content_type")}
        answer = getattr(Client(headers=given), method)(f"{API}{path}", **({} if method == "get" else more))
        assert problem(answer) == (KINDS[name].status, name), path


def test_what_nobody_can_bring_about_has_an_address_of_its_own(keys, settings):
    settings.API_KEY_BURST, settings.API_KEY_DAILY = 700, 9_000
    assert len(SHOWN) == 5
    client = Client(headers={"authorization": f"Bearer {keys['']}"})
    docs = Client().get(f"{API}docs/sandbox/").content.decode()
    for name in SHOWN:
        for ending in ("/", "/editions/1/", ".md"):
            answer = client.get(f"{API}case-studies/sample-problem-{name}{ending}")
            assert problem(answer) == (KINDS[name].status, name)
        assert (answer.status_code == 401) == ("WWW-Authenticate" in answer)
        assert f"problems/{name}/" in docs
        assert Client().get(f"{API}case-studies/sample-problem-{name}/").status_code == 404, "in the sandbox alone"
        assert client_for(make_partner()).get(f"{API}case-studies/sample-problem-{name}/").status_code == 404
    full = client.get(f"{API}case-studies/sample-problem-quota-exceeded/")
    assert (full["Retry-After"], full.json()["violated-policies"]) == ("30", ["burst"])
    assert full["RateLimit-Policy"] == '"burst";q=700;w=60, "daily";q=9000;w=86400'
    assert full["RateLimit"] == '"burst";r=0;t=30, "daily";r=8300;t=86370'
    assert "All 700 requests of this minute are used." in full.json()["detail"]
    assert '"burst";r=6' in client.get(f"{API}case-studies/sample-live/")["RateLimit"], "nothing was used up"
    assert client.get(f"{API}case-studies/sample-problem-none/").status_code == 404


def problem(answer):
    told = json.loads(answer.content)
    check("Problem", told)
    name = told["type"].rstrip("/").rpartition("/")[2]
    return answer.status_code, "quota-exceeded" if told["type"] == QUOTA_EXCEEDED.type_address else name


def test_samples_are_proved_by_a_key_that_is_never_the_sites(keys, tmp_path):
    client = Client(headers={"authorization": f"Bearer {keys['']}"})
    publish_case(slug="leak")
    script = tmp_path / "verify_copy.py"
    script.write_bytes(Client().get(f"{API}docs/scripts/verify_copy.py").content)

    def verify(snapshot, proof, known):
        files = [tmp_path / name for name in ("snapshot", "proof", "keys")]
        for file, body in zip(files, (snapshot, proof, known), strict=True):
            file.write_bytes(body)
        ran = subprocess.run([sys.executable, "-I", script, *files], capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout + ran.stderr

    real = {name: Client().get(f"{API}case-studies/leak/editions/1/{name}") for name in ("snapshot", "signature")}
    site = Client().get(KEYS).content
    for slug, number in (("sample-corrected", 1), ("sample-corrected", 2), ("sample-live", 1)):
        at = f"{API}case-studies/{slug}/editions/{number}/"
        snapshot, proof = client.get(f"{at}snapshot"), client.get(f"{at}signature")
        check("Proof", proof.json())
        address = proof.json()["links"]["keys"]
        public = Client().get(address.replace("http://localhost:8000", ""))
        known = public.content
        assert verify(snapshot.content, proof.content, known)[1].startswith(f"Genuine: edition {number} of ")
        assert verify(snapshot.content, proof.content, site)[0] == 1, "by the site's own keys it is nothing"
        assert proof.json()["content_digest"] == client.get(at).json()["edition"]["content_digest"]
    assert verify(real["snapshot"].content, real["signature"].content, site)[0] == 0
    assert verify(real["snapshot"].content, real["signature"].content, known)[0] == 1
    assert (public.json()["note"] != "", address in Client().get(f"{API}docs/sandbox/").content.decode()) == (
        True,
        True,
    )
    [sample], sites = public.json()["keys"], json.loads(site)["keys"]
    assert sample["kid"] not in {key["kid"] for key in sites}
    assert sample["x"] not in {key["x"] for key in sites}
