"""What a class reads of an edition: its snapshot, and for those who may have them its teacher's notes."""

import json
from typing import Any

from casestudies.models import EditionPayload, MediaFile
from casestudies.queries.sandbox.states import document_of_sample, is_sample
from casestudies.queries.sandbox.texts import sample_teaching
from casestudies.queries.surroundings import Surroundings


def snapshot_of(page: Surroundings) -> dict[str, Any]:
    """The public document of an edition, as it was published. One query."""
    return json.loads(EditionPayload.objects.values_list("content", flat=True).get(edition_id=page.edition.pk))


def snapshot_with_notes(page: Surroundings) -> tuple[dict[str, Any], dict[str, str]]:
    """The same, and the teacher's notes by the UUID of their question. For who may have them. One query,
    none for a sample.
    """
    if is_sample(page.edition):
        document = document_of_sample(page.edition)
        return document, sample_teaching(document)["notes"]
    rows = EditionPayload.objects.values_list("content", "teaching")
    content, teaching = rows.get(edition_id=page.edition.pk)
    return json.loads(content), json.loads(teaching)["notes"]


def pictures_of(page: Surroundings) -> dict[str, MediaFile]:
    """The pictures that the edition shows, by the digest of their bytes. One query."""
    return {media.sha256: media for media in MediaFile.objects.filter(editions__edition_id=page.edition.pk)}
