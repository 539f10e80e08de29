"""Editions are signed as they are published; keys follow one another, and what was signed stays provable."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from casestudies.actions.sign_editions import rotate_signing_key, sign_missing
from casestudies.checks import signing_key_is_one
from casestudies.models import EditionSignature, SigningKey
from casestudies.publication.proof import as_text, is_genuine, new_private_key, public_half
from casestudies.queries.integrity import verify_record
from casestudies.queries.sandbox.proofs import PRIVATE as SAMPLE_KEY
from casestudies.queries.signatures import proof_of, published_keys, signed_by
from tests.factories import NOW, correct_case, publish_case

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signers(edition):
    return list(edition.signatures.order_by("pk").values_list("key__kid", flat=True))


def breaks():
    return [finding.sentence for finding in verify_record() if finding.broken]


def test_first_publication_makes_the_key_and_every_edition_bears_its_signature():
    first = publish_case(slug="leak", now=NOW)
    second = correct_case(first, now=NOW + DAY)

    key = SigningKey.objects.get()
    assert (signers(first), signers(second)) == ([key.kid], [key.kid])
    row = first.signatures.get()
    assert is_genuine(key.public_key, row.signature, signed_by(first, row, first.case_study.uuid))
    assert not is_genuine(key.public_key, row.signature, signed_by(second, row, first.case_study.uuid))
    assert key.public_key not in key.sealed
    assert proof_of(first, first.case_study.uuid)["signatures"][0]["statement"] == {
        "purpose": "casebook-edition-signature-1",
        "case": str(first.case_study.uuid),
        "number": 1,
        "content_digest": first.content_digest,
        "edition_digest": first.edition_digest,
        "kid": key.kid,
        "signed_at": "2026-11-14T09:30:00.000000Z",
    }
    assert breaks() == []


def test_rotated_key_signs_what_was_published_and_the_one_before_until_the_overlap_ends():
    edition = publish_case(now=NOW)
    old = SigningKey.objects.get()
    new = rotate_signing_key(now=NOW + DAY, overlap=7 * DAY)

    assert sign_missing(NOW + DAY) == 1
    assert sign_missing(NOW + DAY) == 0
    during = correct_case(edition, now=NOW + 2 * DAY)
    after = correct_case(during, now=NOW + 9 * DAY, text="Corrected again.")

    assert signers(edition) == signers(during) == [old.kid, new.kid]
    assert signers(after) == [new.kid]
    assert [(key["kid"], key["until"]) for key in published_keys()] == [
        (new.kid, None),
        (old.kid, "2026-11-22T09:30:00.000000Z"),
    ]
    assert breaks() == []


def test_key_that_cannot_be_read_keeps_nothing_from_being_published(settings, caplog):
    publish_case(now=NOW)
    settings.SECRET_KEY = "another-key-another-key-another-key-another-key-another"

    unsigned = publish_case(now=NOW + DAY)
    assert signers(unsigned) == []
    assert "cannot be read" in caplog.text
    call_command("rotate_signing_key", "--overlap-days", "0")
    sign_missing(NOW + 1000 * DAY)
    assert len(signers(unsigned)) == 1
    assert breaks() == []


def test_key_of_the_environment_signs_and_a_wrong_one_is_named_at_the_start(settings):
    private = new_private_key()
    settings.SIGNING_KEY = as_text(private)
    edition = publish_case(now=NOW)

    key = SigningKey.objects.get()
    assert (key.public_key, key.sealed) == (as_text(public_half(private)), "")
    settings.SIGNING_KEY = as_text(new_private_key())
    correct_case(edition, now=NOW + DAY)
    key.refresh_from_db()
    assert key.retired_at == NOW + DAY
    assert signing_key_is_one(None) == []
    with pytest.raises(CommandError, match="SIGNING_KEY holds the key"):
        call_command("rotate_signing_key")
    for wrong in ("short", "!!!", as_text(private)[:-4]):
        settings.SIGNING_KEY = wrong
        assert [found.id for found in signing_key_is_one(None)] == ["casestudies.E004"]
    settings.SIGNING_KEY = as_text(SAMPLE_KEY)
    assert [found.id for found in signing_key_is_one(None)] == ["casestudies.E005"]


def test_signature_that_does_not_hold_is_a_break_and_none_is_ever_changed():
    edition = publish_case(now=NOW)
    other = publish_case(now=NOW)
    key = SigningKey.objects.get()
    new = rotate_signing_key(now=NOW)
    EditionSignature.objects.create(edition=edition, key=new, signature=other.signatures.get().signature, signed_at=NOW)

    assert breaks() == [f"The signature by the key {new.kid} does not hold."]
    with pytest.raises(DatabaseError), transaction.atomic():
        super(type(EditionSignature.objects.all()), EditionSignature.objects.filter(key=key)).update(signature="x")
