"""A copy is proved offline by the script that the documentation carries, and a false one is not."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client

from casestudies.actions.sign_editions import rotate_signing_key, sign_missing
from casestudies.actions.withdraw import withdraw
from casestudies.models import Edition, SigningKey
from tests.api.asking import client_for
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, make_partner, publish_case

pytestmark = pytest.mark.django_db
EDITION = "/api/v1/case-studies/leak/editions/1/"
KEYS = "/.well-known/casebook-keys.json"
DAY = timedelta(days=1)


@pytest.fixture
def files():
    """What the three addresses serve of a published edition."""
    publish_case(slug="leak", now=NOW)
    return {
        "snapshot": Client().get(f"{EDITION}snapshot").content,
        "proof": Client().get(f"{EDITION}signature").content,
        "keys": Client().get(KEYS).content,
    }


@pytest.fixture
def verify(tmp_path):
    """Runs the script as it is served, in a process that knows nothing of this site; exit code and what it said."""
    script = tmp_path / "verify_copy.py"
    script.write_bytes(Client().get("/api/v1/docs/scripts/verify_copy.py").content)

    def run(files):
        for name, body in files.items():
            (tmp_path / name).write_bytes(body)
        done = subprocess.run(
            [sys.executable, "-I", script, *(tmp_path / name for name in ("snapshot", "proof", "keys"))],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_served_edition_is_proved_and_nothing_else(files, verify):
    assert verify(files) == (0, verify(files)[1])
    assert verify(files)[1].startswith("Genuine: edition 1 of ")
    proof, keys = json.loads(files["proof"]), json.loads(files["keys"])
    check("Proof", proof)

    tampered = files["snapshot"].replace(b"Statement 1", b"Statement 9")
    assert tampered != files["snapshot"]
    assert verify({**files, "snapshot": tampered}) == (
        1,
        "NOT GENUINE: these are not the bytes that were signed.\n",
    )
    proof["signatures"][0]["statement"]["number"] = 2
    altered = json.dumps(proof).encode()
    assert verify({**files, "proof": altered}) == (1, "NOT GENUINE: the signature does not hold.\n")
    keys["keys"][0]["kid"] = "0" * 16
    unknown = json.dumps(keys).encode()
    assert verify({**files, "keys": unknown}) == (1, "NOT PROVED: no signature by a key that you know.\n")


def test_retired_key_still_proves_what_it_signed_in_its_time(files, verify):
    new = rotate_signing_key(now=NOW + DAY, overlap=0 * DAY)
    sign_missing(NOW + 2 * DAY)
    old = SigningKey.objects.get(sealed__isnull=False, retired_at__isnull=False)

    keys = Client().get(KEYS)
    assert [key["kid"] for key in keys.json()["keys"]] == [new.kid, old.kid]
    assert verify({**files, "keys": keys.content})[0] == 0
    both = Client().get(f"{EDITION}signature")
    assert [one["kid"] for one in both.json()["signatures"]] == [new.kid, old.kid]
    assert verify({**files, "proof": both.content, "keys": keys.content})[1].endswith(f"by the key {new.kid}.\n")

    SigningKey.objects.filter(pk=old.pk).update(retired_at=NOW - DAY)
    late = {**files, "keys": Client().get(KEYS).content}
    assert verify(late) == (1, "NOT PROVED: the key was not in use when it is said to have signed.\n")


def test_proof_is_served_as_the_edition_is_and_names_what_it_needs(files, django_assert_num_queries):
    proof = Client().get(f"{EDITION}signature")
    snapshot = Client().get(f"{EDITION}snapshot")
    assert f'<http://localhost:8000{EDITION}signature>; rel="describedby"' in snapshot["Link"]
    assert proof.json()["links"] == {
        "snapshot": f"http://localhost:8000{EDITION}snapshot",
        "keys": f"http://localhost:8000{KEYS}",
    }
    assert Client().get(f"{EDITION}signature", headers={"if-none-match": proof["ETag"]}).status_code == 304
    keys = Client().get(KEYS)
    assert (keys["Access-Control-Allow-Origin"], keys["Cache-Control"]) == ("*", "public, max-age=300")
    again = Client().get(KEYS, headers={"if-none-match": keys["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    assert Client().post(KEYS).status_code == 405
    assert "sealed" not in keys.content.decode()

    with django_assert_num_queries(1):
        Client().get(KEYS)
    limited = client_for(make_partner(coverage="chosen"))
    assert limited.get(f"{EDITION}signature").status_code == 404
    edition = correct_case(Edition.objects.get(), now=NOW + DAY)
    assert Client().get("/api/v1/case-studies/leak/editions/3/signature").status_code == 404
    withdraw(edition.case_study, by=make_account(), now=NOW + DAY, reason="Forged.")
    assert Client().get(f"{EDITION}signature").status_code == 410


def test_an_edition_older_than_the_key_is_proved_by_when_it_was_signed(files, verify):
    """Its own time does not count: texts that come from files bear the time at which they were written."""
    new = rotate_signing_key(now=NOW + DAY, overlap=0 * DAY)
    publish_case(slug="from-files", now=NOW - 3650 * DAY)
    address = EDITION.replace("leak", "from-files")
    old = {
        "snapshot": Client().get(f"{address}snapshot").content,
        "proof": Client().get(f"{address}signature").content,
        "keys": Client().get(KEYS).content,
    }
    at = f"signed {new.created_at:%Y-%m-%d}T"
    done, said = verify(old)
    assert (done, at in said, said.endswith(f"by the key {new.kid}.\n")) == (0, True, True), said

    sign_missing(NOW + 2 * DAY)
    both = json.loads(Client().get(f"{EDITION}signature").content)
    both["signatures"].reverse()
    SigningKey.objects.exclude(pk=new.pk).update(retired_at=NOW - DAY)
    keys = {"keys": Client().get(KEYS).content}
    assert verify({**files, **keys})[0] == 1
    done, said = verify({**files, **keys, "proof": json.dumps(both).encode()})
    assert (done, said.endswith(f"by the key {new.kid}.\n")) == (0, True), "another key that signed still proves it"
