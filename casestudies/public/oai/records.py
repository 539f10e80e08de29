"""A case study as a record: its header, and its Dublin Core made from the one citation."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from casestudies.prose.characters import tidy_line
from casestudies.public.citing import citation_of
from casestudies.publication.citation import CaseCitation
from casestudies.queries.harvest import is_deleted
from casestudies.queries.surroundings import Surroundings


def identifier(uuid: UUID) -> str:
    """`oai:cases.example.org:0192…`: stays, whatever the case study's address."""
    return f"oai:{settings.PUBLIC_HOST}:{uuid}"


def read_identifier(text: str) -> UUID | None:
    """The case study that an identifier names; None for one that is not ours."""
    prefix = f"oai:{settings.PUBLIC_HOST}:"
    try:
        uuid = UUID(text.removeprefix(prefix))
    except ValueError:
        return None
    return uuid if text == identifier(uuid) else None


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def record(shown: Surroundings, *, with_metadata: bool) -> dict[str, Any]:
    """What the template prints. A deleted record is its header alone."""
    deleted = is_deleted(shown)
    topics = [] if deleted else [topic["slug"] for topic in shown.card["topics"]]
    fields: list[tuple[str, str]] = []
    if with_metadata and not deleted:
        fields = dublin_core(citation_of(shown, publication=shown.publisher, zone=shown.zone, of_edition=False))
    return {
        "identifier": identifier(shown.state.uuid),
        "datestamp": stamp(shown.state.changed_at),
        "is_deleted": deleted,
        "sets": [f"topic:{slug}" for slug in topics],
        "fields": fields,
    }


def dublin_core(citation: CaseCitation) -> list[tuple[str, str]]:
    """Element names of Dublin Core, and their values; none is empty."""
    fields = [
        ("title", citation.title),
        *(("creator", name.inverted) for name in citation.credited),
        *(("subject", topic) for topic in citation.topics),
        *(("contributor", name.inverted) for name in citation.translators),
        ("description", citation.summary),
        ("publisher", citation.publication),
        ("date", citation.published_on.isoformat()),
        ("type", "Text"),
        ("type", "Case study"),
        ("format", "text/html"),
        ("identifier", citation.url),
        ("language", citation.language),
        ("rights", citation.licence_url or citation.licence_name),
    ]
    return [(name, tidied) for name, value in fields if (tidied := tidy_line(value))]
