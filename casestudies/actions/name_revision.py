"""Give a revision a name that the desk finds it by, or take it away: all that is ever changed of a revision."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case_row
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import Account, Revision
from casestudies.permissions import can_edit
from casestudies.prose.characters import tidy_line

LONGEST = 200


def name_revision(revision: Revision, name: str, *, by: Account, now: datetime) -> Revision:
    """An empty name takes the old one away.

    Raises NotAllowed, WrongStage when the case study was deleted, and NotReady for a name that is too long.
    """
    name = tidy_line(name)
    with transaction.atomic():
        draft = lock_case_row(revision.case_study_id)
        if not can_edit(by, draft):
            raise NotAllowed("You may not name revisions of this case study.")
        if len(name) > LONGEST:
            raise NotReady([Problem(f"A name has at most {LONGEST} characters; this one has {len(name)}.", "name")])
        named = Revision.objects.defer("content", "teaching", "outline").get(pk=revision.pk)
        if named.name != name:
            detail = {"revision": named.number, "name": name, "name_before": named.name}
            named.name = name
            named.save(update_fields=["name"])
            audit("case_study.revision_named", draft, by=by, now=now, detail=detail)
        return named
