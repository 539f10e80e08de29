"""UUIDs for what a hand-written file gives none: always the same for the same place in the same case study."""

from uuid import UUID, uuid5

NAMESPACE = UUID("5f1f7c0a-2a3f-5d0e-9a47-c0de5ca5eb00")


def derived_uuid(slug: str, *path: str | int) -> str:
    """The UUID of the case study with this slug, or of a part of it: `derived_uuid("sora", "questions", 3)`."""
    return str(uuid5(NAMESPACE, "/".join(map(str, [slug, *path]))))
