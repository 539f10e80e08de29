"""Who asks the API, what is left of their limits, and what an answer is charged; keys show up nowhere."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from casestudies.actions.api_key import issue_key, revoke_key
from casestudies.actions.count_request import keep_use, prune_counters
from casestudies.limits.addresses import network_of
from casestudies.limits.store import store
from casestudies.models import ApiKey, ApiUsage, AuditEntry
from cms.logs import without_secrets
from tests.actions.threads import at_once
from tests.api.strict import check
from tests.factories import make_account, make_partner

LIST, ME = "/api/v1/case-studies/", "/api/v1/me/"


@pytest.fixture
def clean(db):
    store().collect()
    store().prune((timezone.now() + timedelta(days=2)).timestamp())


def issued(**fields):
    partner = make_partner(**fields.pop("partner", {}))
    by = make_account()
    return issue_key(partner, by=by, now=timezone.now(), **({"name": "Website", "scopes": ["read"]} | fields))


def ask(path=ME, key=None, **headers):
    return Client().get(path, headers={"authorization": f"Bearer {key}"} | headers if key else headers)


def problem(answer, status, name):
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = json.loads(answer.content)
    check("Problem", body)
    assert body["type"].rstrip("/").endswith(name)
    return body


@pytest.mark.django_db
def test_a_key_is_told_who_it_is_and_what_is_left(clean, settings):
    settings.API_KEY_BURST, settings.API_KEY_DAILY = 100, 1_000
    key, text = issued(scopes=["read", "webhooks"])
    answer = ask(key=text)
    body = json.loads(answer.content)
    check("Me", body)
    assert body["partner"] == {"slug": "the-harbour-post", "name": "The Harbour Post"}
    assert (body["key"]["prefix"], body["key"]["scopes"]) == (key.prefix, ["read", "webhooks"])
    assert [(limit["name"], limit["remaining"]) for limit in body["limits"]] == [("burst", 99), ("daily", 999)]
    assert answer["RateLimit-Policy"] == '"burst";q=100;w=60, "daily";q=1000;w=86400'
    assert answer["RateLimit"] == '"burst";r=99;t=60, "daily";r=999;t=86400'
    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "Accept"} <= set(answer["Vary"].split(", "))
    assert text.split("_")[3].encode() not in answer.content

    first = ask(LIST, text)
    again = ask(LIST, text, **{"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["RateLimit"].startswith('"burst";r=97;')
    assert again["Cache-Control"].startswith("private")
    assert ask(LIST)["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_each_way_in_which_a_key_opens_nothing_has_its_own_problem(clean):
    key, text = issued()
    nothing = ask()
    problem(nothing, 401, "key-required")
    assert nothing["WWW-Authenticate"] == 'Bearer realm="Casebook API"'

    for header in (text, f"Basic {text}", "Bearer", f"Bearer {text[:-1]}", f"Bearer {text}, Bearer {text}", ""):
        answer = Client().get(ME, headers={"authorization": header})
        problem(answer, 401, "malformed-key")
        assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    assert Client().get(ME, headers={"authorization": f"bearer  {text} "}).status_code == 200

    body = problem(ask("/api/v1/holdings/", text), 403, "missing-scope")
    assert (body["scope"], body["scopes"]) == ("holdings", ["read"])

    key.expires_at = timezone.now() - timedelta(seconds=1)
    key.save()
    problem(ask(key=text), 401, "expired-key")
    revoke_key(key, by=make_account(), now=timezone.now(), reason="It leaked.")
    problem(ask(LIST, text), 401, "revoked-key")
    problem(ask(f"{LIST}nothing/", text), 401, "revoked-key")


@pytest.mark.django_db
def test_a_key_that_is_used_no_longer_needs_the_secret_key_before(clean, settings):
    _, text = issued()
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [old]
    assert ask(key=text).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert ask(key=text).status_code == 200


@pytest.mark.django_db
def test_a_key_in_the_address_is_refused_with_the_advice_to_revoke_it(clean):
    _, text = issued()
    for path in (
        f"{ME}?key={text}",
        f"{ME}?access_token=x",
        f"{LIST}{text}/",
        f"{LIST}?{text}",
        f"{LIST}?topic={text}",
    ):
        assert "revoke" in problem(ask(path), 400, "key-in-address")["detail"]
        problem(ask(path, text), 400, "key-in-address")


@pytest.mark.proves("One request more than a limit allows, all at once, is refused once")
@pytest.mark.django_db
def test_one_more_than_the_limit_at_once_is_refused_once(transactional_db, settings):
    store().prune((timezone.now() + timedelta(days=2)).timestamp())
    settings.API_ANONYMOUS_BURST = 6
    answers = at_once(*[lambda: Client().get("/api/v1/", REMOTE_ADDR="192.0.2.9")] * 7)
    assert sorted(answer.status_code for answer in answers) == [200] * 6 + [429]
    refused = next(answer for answer in answers if answer.status_code == 429)
    body = problem(refused, 429, "http-problem-types#quota-exceeded")
    assert body["violated-policies"] == ["burst"]
    assert refused["RateLimit"].startswith('"burst";r=0;t=')
    seconds = int(refused["RateLimit"].partition("t=")[2].partition(",")[0])
    assert 1 <= seconds <= int(refused["Retry-After"]) <= 60
    # Another address, a key, and the pages for people are not concerned; an address that does not exist is.
    assert Client().get("/api/v1/", REMOTE_ADDR="192.0.2.10").status_code == 200
    _, text = issued(partner={"burst_limit": 2})
    headers = {"authorization": f"Bearer {text}"}
    asked = [Client().get(ME, headers=headers, REMOTE_ADDR="192.0.2.9").status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    assert Client().get("/api/v1/docs/", REMOTE_ADDR="192.0.2.9").status_code == 200
    assert Client().get("/api/nothing", REMOTE_ADDR="192.0.2.9").status_code == 429
    assert Client().options("/api/v1/", REMOTE_ADDR="192.0.2.9").status_code == 204
    # Whoever tries keys is charged by address.
    wrong = {"authorization": "Bearer cbk_live_x"}
    assert [Client().get(ME, headers=wrong, REMOTE_ADDR="192.0.2.11").status_code for _ in range(7)] == [401] * 6 + [
        429
    ]


@pytest.mark.django_db
def test_a_store_that_is_away_stops_nobody(settings, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    answer = ask(LIST)
    assert (answer.status_code, "RateLimit" in answer) == (200, False)
    assert "not counted" in caplog.text


@pytest.mark.django_db
def test_use_is_kept_by_day_and_key_and_each_answer_is_counted_once(clean):
    key, text = issued()
    size = len(ask(key=text).content)
    ask(f"{LIST}nothing/", text)
    ask(LIST)
    now = datetime.now(UTC)
    assert keep_use(now) == 2
    used = ApiUsage.objects.get(key_id=key.key_id)
    assert (used.day, used.requests, used.errors) == (now.date(), 2, 1)
    assert used.bytes > size
    assert ApiUsage.objects.get(key_id="").requests == 1
    key.refresh_from_db()
    last = key.last_used_at
    assert abs(now - last) < timedelta(minutes=1)

    ask(key=text)
    key.refresh_from_db()
    assert key.last_used_at == last  # written when use is kept
    keep_use(now)
    key.refresh_from_db()
    assert key.last_used_at == last  # and at most once a minute, however often that is
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=last - timedelta(minutes=2))
    ask(key=text)
    keep_use(now)
    key.refresh_from_db()
    assert key.last_used_at >= last
    assert ApiUsage.objects.get(key_id=key.key_id).requests == 4
    assert keep_use(now) == 0
    assert prune_counters(now + timedelta(days=2)) > 0


def test_the_sender_is_who_a_trusted_proxy_says(settings):
    def network(address, forwarded=""):
        return network_of({"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded})

    assert network("192.0.2.1", "198.51.100.7") == "192.0.2.1"
    assert network("2001:db8:1:2:3::4") == "2001:db8:1:2::/64"
    assert network("::ffff:192.0.2.1") == "192.0.2.1"
    assert network("not an address") == "not an address"
    settings.BEHIND_PROXY = True
    assert network("10.0.0.1", "203.0.113.5, 198.51.100.7") == "198.51.100.7"
    assert network("10.0.0.1") == "10.0.0.1"
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "2001:db8::/32"]
    assert network("10.0.0.1", "203.0.113.5, 198.51.100.7, 10.2.3.4") == "198.51.100.7"
    assert network("192.0.2.1", "203.0.113.5") == "192.0.2.1"  # not one of ours: its header says nothing
    assert network("10.0.0.1", "10.9.9.9") == "10.9.9.9"


@pytest.mark.django_db
def test_a_key_stands_in_no_log_no_error_page_and_no_audit(clean, caplog, monkeypatch):
    _, text = issued()
    caplog.set_level(logging.DEBUG)
    ask(key=text)
    ask(f"{LIST}{text}/?x={text}", text)
    monkeypatch.setattr("casestudies.api.me.to_json", lambda value: 1 / 0)
    broken = Client(raise_request_exception=False).get(ME, headers={"authorization": f"Bearer {text}"})
    problem(broken, 500, "internal-error")
    secret = text.split("_")[3]
    logged = "\n".join(without_secrets(record.getMessage()) for record in caplog.records)
    assert secret not in logged
    assert secret not in broken.content.decode()
    assert not any(secret in str(entry.detail) for entry in AuditEntry.objects.all())


@pytest.mark.django_db
def test_any_authorization_header_is_answered_and_opens_nothing(clean):
    client = Client(raise_request_exception=False)

    @example("Bearer cbk_live_000000000000_00000000000000000000000000000000_000000")
    @example("Bearer \x00")
    @example("Bearer " + "é" * 10)
    @given(st.one_of(st.text(max_size=80), st.builds("Bearer cbk_live_{}".format, st.text(max_size=60))))
    def fuzz(header):
        answer = client.get(ME, HTTP_AUTHORIZATION=header)
        assert answer.status_code in (401, 429)
        assert answer["WWW-Authenticate"].startswith("Bearer realm=")

    fuzz()
