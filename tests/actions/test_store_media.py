"""A picture is stored once, under the digest of its bytes, whatever happened before."""

import pytest
from django.db import transaction

from casestudies.actions.store_media import store_media
from casestudies.errors import Immutable
from casestudies.models import MediaFile
from casestudies.pictures import BadPicture
from tests.factories import SVG, make_account

pytestmark = pytest.mark.django_db


def test_same_picture_is_stored_once():
    editor = make_account()
    first = store_media(SVG, by=editor)

    assert store_media(SVG, by=make_account()) == first
    assert (MediaFile.objects.count(), first.uploaded_by) == (1, editor.uuid)
    assert first.file.name == f"{first.sha256[:2]}/{first.sha256}.svg"


def test_file_of_a_rolled_back_upload_keeps_no_other_name_from_the_next():
    with transaction.atomic():
        store_media(SVG, by=None)
        transaction.set_rollback(True)

    media = store_media(SVG, by=None)

    assert media.file.name == f"{media.sha256[:2]}/{media.sha256}.svg"
    with media.file.open() as stored:
        assert stored.read().startswith(b"<svg")


def test_picture_stored_by_somebody_else_in_between_is_taken(monkeypatch):
    stored = store_media(SVG, by=None)
    monkeypatch.setattr(MediaFile.objects, "filter", lambda **fields: MediaFile.objects.none())

    assert store_media(SVG, by=None) == stored


def test_stored_picture_never_changes():
    media = store_media(SVG, by=None)

    with pytest.raises(Immutable):
        MediaFile.objects.update(width=1)
    media.width = 1
    with pytest.raises(Immutable):
        media.save()


def test_file_that_is_no_picture_is_refused():
    with pytest.raises(BadPicture):
        store_media(b"<html>", by=None)
