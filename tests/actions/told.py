"""What a test asks of the traces that an action leaves."""

from casestudies.models import AuditEntry, Notification


def told(kind):
    """Whom the desk told of this kind of thing, by first name, in order; and the sentence, the same for all."""
    rows = list(Notification.objects.filter(kind=kind).select_related("account"))
    sentences = {row.sentence for row in rows}
    assert len(sentences) <= 1, sentences
    return sorted(row.account.first_name for row in rows), sentences.pop() if sentences else ""


def audited(verb):
    """The one entry with this verb."""
    return AuditEntry.objects.get(verb=verb)
