"""An entry as a sentence: who did what to what."""

import json
from collections import defaultdict
from uuid import UUID

from casestudies.admin.audit.details import uuids_in
from casestudies.admin.audit.verbs import template_of
from casestudies.queries.actors import known_names
from casestudies.queries.staff import name_of


def name_entries(entries):
    """Give every entry the names that its sentence needs. Two queries at most, however many entries."""
    asked = {entry.actor for entry in entries}
    for entry in entries:
        asked |= uuids_in(entry.detail)
        if entry.subject_type == "account":
            asked.add(UUID(entry.subject_id))
    known = known_names(asked)
    for entry in entries:
        entry.names = known


def sentence_of(entry) -> str:
    """`Ana Ruiz approved “The leak”.`"""
    words = defaultdict(str, {name: str(value) for name, value in entry.detail.items()})
    words |= {"who": who_did(entry), "on": subject_words(entry)}
    return template_of(entry.verb).format_map(words) + "."


def subject_words(entry) -> str:
    if entry.subject_type == "account":
        return entry.names.get(UUID(entry.subject_id)) or name_of(None)
    return f"“{entry.subject_label}”"


def who_did(entry) -> str:
    """Who was erased is somebody."""
    return entry.names.get(entry.actor) or name_of(None)


def line_of(entry) -> str:
    """The entry as a line of JSON, for machines."""
    return json.dumps(
        {
            "uuid": str(entry.uuid),
            "at": entry.at.isoformat(),
            "actor": str(entry.actor),
            "actor_name": who_did(entry),
            "verb": entry.verb,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "subject": subject_words(entry),
            "detail": entry.detail,
            "flagged": entry.flagged,
            "sentence": sentence_of(entry),
        },
        ensure_ascii=False,
    )
