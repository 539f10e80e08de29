"""Which overrides somebody has looked at, and what the page of an entry shows and offers."""

from casestudies.admin.audit.details import changes_in, facts_in
from casestudies.admin.audit.sentences import name_entries, sentence_of, who_did
from casestudies.admin.audit.subjects import history_of, page_of, record_of
from casestudies.admin.audit.verbs import said_by
from casestudies.models import AuditEntry, CaseStudy
from casestudies.permissions import can_override
from casestudies.queries.overrides import LOOKED_AT, overrides_to_look_at


def looked_at(entries):
    """Tell every flagged entry whether somebody has looked at it. One query, none where none is flagged."""
    flagged = [entry.pk for entry in entries if entry.flagged]
    waiting = set(overrides_to_look_at().filter(pk__in=flagged).values_list("pk", flat=True)) if flagged else set()
    for entry in entries:
        entry.was_looked_at = entry.flagged and entry.pk not in waiting


def page_context(entry, account):
    """The entry in words, and whether this account can say that it looked at it."""
    record = record_of(entry.subject_type, entry.subject_id)
    waits = entry.flagged and not entry.was_looked_at
    may = waits and isinstance(record, CaseStudy) and can_override(account, record)
    return {
        "title": sentence_of(entry),
        "entry": entry,
        "who": who_did(entry),
        "changes": changes_in(entry.detail, entry.names),
        "facts": facts_in(entry.detail, entry.names, said_by(entry.verb)),
        "subject_page": page_of(record) if record else "",
        "subject_history": history_of(record) if record else "",
        "may_look": may and entry.actor != account.uuid,
        "is_own": may and entry.actor == account.uuid,
        "look": look_of(entry) if entry.was_looked_at else None,
    }


def look_of(entry):
    """The entry that says who looked at this one, with its names."""
    looks = AuditEntry.objects.filter(verb=LOOKED_AT, subject_id=entry.subject_id, detail__entry=str(entry.uuid))
    found = list(looks[:1])
    name_entries(found)
    return {"who": who_did(found[0]), "at": found[0].at, "note": found[0].detail.get("note", "")} if found else None
