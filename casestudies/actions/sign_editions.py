"""Sign editions with the site's keys: each as it is published, the others soon after a key is there."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from casestudies.actions.lock_row import lock
from casestudies.models import Edition, EditionSignature, SigningKey
from casestudies.publication.chain import to_the_millisecond
from casestudies.publication.proof import Signed, as_bytes, as_text, key_id, new_private_key, public_half, sign
from casestudies.queries.signatures import signing_keys
from casestudies.sealing import CannotUnseal, seal, unseal

logger = logging.getLogger(__name__)

SEALED_FOR = "signing key"
OVERLAP = timedelta(days=30)
BATCH = 500


def sign_edition(edition: Edition, *, now: datetime) -> None:
    """By every key in use, in the transaction of the publication; the first edition of all makes the first key.

    An edition may bear an earlier time than its key, because its text came from files: it is signed when the key was
    there, for a signature from before its key proves nothing.

    A key that cannot be read, because SECRET_KEY was changed, keeps nothing from being published.
    """
    now = to_the_millisecond(now)
    EditionSignature.objects.bulk_create(_signature(edition, key, private, now) for key, private in _usable(now))


def sign_missing(now: datetime) -> int:
    """Sign, by every key in use, up to 500 editions that it has not signed; returns how many signatures were made."""
    now, made = to_the_millisecond(now), 0
    if not Edition.objects.exists():
        return 0
    for key, private in _usable(now):
        mine = EditionSignature.objects.filter(edition=OuterRef("pk"), key=key)
        left = Edition.objects.exclude(Exists(mine)).select_related("case_study").order_by("pk")[:BATCH]
        rows = [_signature(edition, key, private, now) for edition in left]
        if rows:
            with transaction.atomic():
                # Nobody signs the same ones beside.
                lock(SigningKey.objects.all()).get(pk=key.pk)
                there = EditionSignature.objects.filter(key=key, edition__in=[row.edition for row in rows])
                signed = set(there.values_list("edition", flat=True))
                rows = [row for row in rows if row.edition_id not in signed]
                EditionSignature.objects.bulk_create(rows)
        made += len(rows)
    return made


def rotate_signing_key(*, now: datetime, overlap: timedelta = OVERLAP) -> SigningKey:
    """A new key, in use from now; those before it sign too until the overlap ends, and stay published for good."""
    now = to_the_millisecond(now)
    with transaction.atomic():
        before = [key.pk for key in signing_keys(now)]
        key = _make_key(now)
        ends = now + overlap
        for row in lock(SigningKey.objects.filter(pk__in=before)):
            if row.retired_at is None or row.retired_at > ends:
                row.retired_at = ends
                row.save(update_fields=["retired_at"])
        return key


def _usable(now: datetime) -> list[tuple[SigningKey, bytes]]:
    """The keys in use with their private halves; makes the first."""
    own = _of_environment(now)
    keys = list(signing_keys(now)) or [_make_key(now)]
    usable = []
    for key in keys:
        if own is not None and key.pk == own[0].pk:
            usable.append(own)
        elif key.sealed:
            try:
                usable.append((key, unseal(key.sealed, SEALED_FOR)))
            except CannotUnseal:
                logger.exception("The signing key %s cannot be read; make another with rotate_signing_key", key.kid)
    return usable


def _of_environment(now: datetime) -> tuple[SigningKey, bytes] | None:
    """The key that SIGNING_KEY holds, if any; recorded when it is first met."""
    if not settings.SIGNING_KEY:
        return None
    private = as_bytes(settings.SIGNING_KEY)
    public = public_half(private)
    key, is_new = SigningKey.objects.get_or_create(
        public_key=as_text(public), defaults={"kid": key_id(public), "created_at": now}
    )
    if is_new:
        # Another key stood there before, and is gone with it.
        SigningKey.objects.filter(sealed="", retired_at=None).exclude(pk=key.pk).update(retired_at=now)
    return key, private


def _make_key(now: datetime) -> SigningKey:
    private = new_private_key()
    public = public_half(private)
    return SigningKey.objects.create(
        kid=key_id(public), public_key=as_text(public), sealed=seal(private, SEALED_FOR), created_at=now
    )


def _signature(edition: Edition, key: SigningKey, private: bytes, now: datetime) -> EditionSignature:
    signed = Signed(
        case_uuid=edition.case_study.uuid,
        number=edition.number,
        content_digest=edition.content_digest,
        edition_digest=edition.edition_digest,
        kid=key.kid,
        signed_at=max(now, key.created_at),
    )
    return EditionSignature(edition=edition, key=key, signature=sign(private, signed), signed_at=signed.signed_at)
