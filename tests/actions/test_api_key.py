"""Keys are issued, rotated and revoked; what is kept leads back to none, and nothing that is refused works."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casestudies.actions.api_key import MOST_KEYS, issue_key, revoke_key, rotate_key, works
from casestudies.enums import Scope
from casestudies.errors import KeyRefused, NotReady, WrongStage
from casestudies.models import ApiKey, AuditEntry
from casestudies.queries.callers import caller_of
from casestudies.queries.key_text import SCANNER, checksum, read_key_text
from tests.factories import NOW, make_account, make_member, make_partner
from tests.worlds import world

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@world
def by():
    return make_member("Partnerships")


def issue(by, **fields):
    return issue_key(make_partner(), by=by, now=NOW, **({"name": "Website", "scopes": ["read", "holdings"]} | fields))


def refused(text, now=NOW):
    with pytest.raises(KeyRefused) as found:
        caller_of(text, now)
    return found.value.why


def places(act):
    with pytest.raises(NotReady) as found:
        act()
    return [problem.place for problem in found.value.problems]


def test_a_key_opens_its_scopes_and_is_kept_nowhere(by, django_assert_num_queries):
    key, text = issue(by)
    assert re.fullmatch(SCANNER, text)
    assert re.search(SCANNER, f"KEY='{text}'.")
    secret = text.split("_")[3]
    kept = [str(value) for value in ApiKey.objects.values().get().values()]
    kept += [str(entry.detail) + entry.subject_label for entry in AuditEntry.objects.all()]
    assert not any(secret in value for value in kept)
    assert text.startswith(key.prefix)

    with django_assert_num_queries(1):
        caller = caller_of(text, NOW)
    assert (caller.partner, caller.key_id, caller.is_sandbox) == (key.partner, key.key_id, False)
    assert caller.scopes == {Scope.READ, Scope.HOLDINGS}
    assert (caller.has(Scope.READ), caller.has(Scope.EMBARGO)) == (True, False)

    sandbox, test_text = issue(by, is_sandbox=True)
    assert test_text.startswith("cbk_test_")
    assert caller_of(test_text, NOW).is_sandbox
    entry = AuditEntry.objects.get(verb="api_key.issued", detail__key=sandbox.prefix)
    assert (entry.subject_type, entry.subject_id) == ("partner", str(key.partner.uuid))
    assert entry.detail["scopes"] == ["read", "holdings"]


def test_what_is_no_key_is_told_apart_without_asking_the_database(by, django_assert_num_queries):
    _, text = issue(by)
    one_letter_wrong = text[:30] + ("a" if text[30] != "a" else "b") + text[31:]
    with django_assert_num_queries(0):
        for wrong in (one_letter_wrong, text[:-1], f"{text} ", text.upper(), "", "\0", "é" * 64, "cbk_live_", text * 2):
            assert refused(wrong) == KeyRefused.MALFORMED
    body = text.rpartition("_")[0]
    other = body[:-1] + ("a" if body[-1] != "a" else "b")
    assert refused(f"{other}_{checksum(other)}") == KeyRefused.UNKNOWN
    nobody = re.sub("_[0-9a-z]{12}_", "_000000000000_", body)
    assert refused(f"{nobody}_{checksum(nobody)}") == KeyRefused.UNKNOWN
    # A live key that calls itself a test key is another text.
    test = body.replace("cbk_live", "cbk_test")
    assert refused(f"{test}_{checksum(test)}") == KeyRefused.UNKNOWN
    assert checksum("") == "000000"
    assert read_key_text(text).key_id == text.split("_")[2]


def test_keys_outlive_a_change_of_the_secret_key_as_long_as_it_falls_back(by, settings):
    _, text = issue(by)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [old]
    assert caller_of(text, NOW)
    settings.SECRET_KEY_FALLBACKS = []
    assert refused(text) == KeyRefused.UNKNOWN


def test_a_key_ends_when_it_expires_when_it_is_revoked_and_while_its_partner_is_off(by):
    key, text = issue(by, expires_at=NOW + WEEK)
    assert caller_of(text, NOW + WEEK - timedelta(seconds=1))
    assert refused(text, NOW + WEEK) == KeyRefused.EXPIRED

    partner = key.partner
    partner.is_active = False
    partner.save()
    assert refused(text) == KeyRefused.PARTNER_INACTIVE
    assert places(lambda: issue(by)) == [""]
    partner.is_active = True
    partner.save()

    assert places(lambda: revoke_key(key, by=by, now=NOW, reason="  ")) == ["reason"]
    revoke_key(key, by=by, now=NOW, reason="It stood in a repository.")
    assert refused(text) == KeyRefused.REVOKED
    with pytest.raises(WrongStage):
        revoke_key(key, by=by, now=NOW, reason="Again.")
    with pytest.raises(WrongStage):
        rotate_key(key, by=by, now=NOW, overlap=WEEK)
    entry = AuditEntry.objects.get(verb="api_key.revoked")
    assert (entry.detail["reason"], entry.detail["name"]) == ("It stood in a repository.", "Website")


def test_a_rotation_makes_a_key_that_may_the_same_and_gives_the_old_one_an_end(by):
    key, text = issue(by)
    new, new_text = rotate_key(key, by=by, now=NOW, overlap=WEEK, expires_at=NOW + 50 * WEEK)
    assert (new.name, new.scopes, new.replaces, new.expires_at) == (key.name, key.scopes, key, NOW + 50 * WEEK)
    assert caller_of(text, NOW + WEEK / 2).key_id != caller_of(new_text, NOW + WEEK / 2).key_id
    assert refused(text, NOW + WEEK) == KeyRefused.EXPIRED
    assert caller_of(new_text, NOW + WEEK)

    # An end that is nearer stays; nobody is given more than the longest overlap.
    again, _ = rotate_key(key, by=by, now=NOW, overlap=2 * WEEK)
    key.refresh_from_db()
    assert key.expires_at == NOW + WEEK
    assert places(lambda: rotate_key(again, by=by, now=NOW, overlap=timedelta(days=91))) == ["overlap"]
    rotate_key(again, by=by, now=NOW, overlap=timedelta(0))
    again.refresh_from_db()
    assert works(again, NOW) is False


def test_what_no_key_can_be_is_refused_with_its_place(by):
    assert places(lambda: issue(by, name=" ", scopes=[], expires_at=NOW)) == ["name", "scopes", "expires_at"]
    assert places(lambda: issue(by, name="x" * 101, scopes=["read", "write"])) == ["name", "scopes"]
    assert ApiKey.objects.count() == 0
    key, _ = issue(by)
    ApiKey.objects.bulk_create(
        ApiKey(partner=key.partner, name="x", key_id=f"{n:012}", created_at=NOW, created_by=by.uuid)
        for n in range(MOST_KEYS - 1)
    )
    assert places(lambda: issue(by)) == [""]


def test_the_command_prints_the_key_by_itself():
    make_account()
    partner = make_partner()
    out, err = StringIO(), StringIO()
    arguments = ["--name", "Nightly", "--scope", "read", "--scope", "webhooks", "--expires", "2099-12-31"]
    call_command("issue_api_key", partner.slug, *arguments, stdout=out, stderr=err)
    caller = caller_of(out.getvalue().strip(), timezone.now())
    assert (caller.partner, caller.scopes) == (partner, {Scope.READ, Scope.WEBHOOKS})
    assert (caller.key.name, caller.key.expires_at.date().isoformat()) == ("Nightly", "2099-12-31")
    assert "“Nightly”" in err.getvalue()
    call_command("issue_api_key", partner.slug, "--sandbox", stdout=out, stderr=err)
    assert ApiKey.objects.get(is_sandbox=True).scopes == ["read"]
    for wrong in (["nobody"], [partner.slug, "--expires", "soon"], [partner.slug, "--expires", "2001-02-29"]):
        with pytest.raises(CommandError):
            call_command("issue_api_key", *wrong)
