"""Store a picture under the digest of its checked bytes; the same picture is stored once."""

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from casestudies.models import Account, MediaFile
from casestudies.pictures import inspect_picture


def store_media(data: bytes, *, by: Account | None) -> MediaFile:
    """Check, clean and keep a picture. Raises BadPicture with a sentence for whoever chose it.

    The file is written before the row: what a rolled-back transaction leaves behind is found again by its name.
    """
    picture = inspect_picture(data)
    there = MediaFile.objects.filter(sha256=picture.sha256).first()
    if there is not None:
        return there
    media = MediaFile(
        sha256=picture.sha256,
        extension=picture.extension,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        uploaded_by=by.uuid if by else None,
    )
    media.file.save("picture", ContentFile(picture.data), save=False)
    try:
        with transaction.atomic():
            media.save()
    except IntegrityError:  # somebody stored the same picture in between
        return MediaFile.objects.get(sha256=picture.sha256)
    return media
