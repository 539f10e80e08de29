"""What was done without a second pair of eyes, and waits for somebody to look at it."""

from django.db.models import Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Replace

from casestudies.models import AuditEntry

LOOKED_AT = "audit.looked_at"


def overrides_to_look_at() -> QuerySet[AuditEntry]:
    """The flagged entries that no later one names, newest first. Lists pass it through `queries.drafts`."""
    # SQLite keeps a UUID without its dashes.
    named = Replace(KT("detail__entry"), Value("-"), Value(""), output_field=TextField())
    own = Replace(Cast("uuid", TextField()), Value("-"), Value(""), output_field=TextField())
    looked_at = AuditEntry.objects.filter(verb=LOOKED_AT).annotate(names=named).filter(names=OuterRef("own"))
    return AuditEntry.objects.filter(flagged=True).annotate(own=own).exclude(Exists(looked_at))
