"""What a class reads of an edition: its snapshot, and for those who may have them its teacher's notes."""

import json
from typing import Any

from casestudies.models import EditionPayload, MediaFile
from casestudies.queries.surroundings import Surroundings


def snapshot_of(page: Surroundings) -> dict[str, Any]:
    """The public document of an edition, as it was published. One query."""
    return json.loads(EditionPayload.objects.values_list("content", flat=True).get(edition_id=page.edition.pk))


def snapshot_with_notes(page: Surroundings) -> tuple[dict[str, Any], dict[str, str]]:
    """The same, and the teacher's notes by the UUID of their question. For holders of a teacher pass. One query."""
    rows = EditionPayload.objects.values_list("content", "teaching")
    content, teaching = rows.get(edition_id=page.edition.pk)
    return json.loads(content), json.loads(teaching)["notes"]


def pictures_of(page: Surroundings) -> dict[str, MediaFile]:
    """The pictures that the edition shows, by the digest of their bytes. One query."""
    return {media.sha256: media for media in MediaFile.objects.filter(editions__edition_id=page.edition.pk)}
