"""The same text in other languages, as answers name it: the original that a translation follows, the translations."""

from typing import Any

from casestudies.api import addresses
from casestudies.publication.versions import Version, following, versions_of
from casestudies.queries.surroundings import Surroundings


def translation_of(page: Surroundings) -> dict[str, Any] | None:
    """Of an edition of a translation, its original; None where there is none, or nothing of it for the caller."""
    found = following(page.card, page.state.versions)
    if found is None or found.original.uuid in page.unseen:
        return None
    return {
        **_named(found.original),
        "follows": found.edition,
        "edition": found.original.edition,
        "is_behind": found.is_behind,
        "is_corrected": found.is_corrected,
        "is_withdrawn": found.original.is_withdrawn,
    }


def translations(page: Surroundings) -> list[dict[str, Any]]:
    """The other translations that the caller can read, by language; none without the original, which joins them."""
    versions = versions_of(page.state.versions)
    if versions.original is None or versions.original.uuid in page.unseen:
        return []
    return [
        {
            **_named(version),
            "follows": version.follows,
            "edition": version.edition,
            "is_behind": versions.is_behind(version),
        }
        for version in versions.others(page.state.uuid)
        if not version.is_original and version.uuid not in page.unseen
    ]


def _named(version: Version) -> dict[str, Any]:
    return {
        "uuid": version.uuid,
        "slug": version.slug,
        "title": version.title,
        "language": version.language,
        "links": {"html": addresses.case_page(version.slug), "api": addresses.case_study(version.slug)},
    }
