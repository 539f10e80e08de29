"""What follows when a door saved a source: its link is looked at anew, and a changed standing is told to the desk."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from casestudies.actions.note_link_check import audit_source
from casestudies.actions.notify import concerned, notify
from casestudies.actions.show_links import show_links_of
from casestudies.enums import LinkState, NotificationKind, SourceStanding
from casestudies.models import Account, CaseStudy, Source
from casestudies.queries.link_states import FAILING, cases_resting_on

SAID = {
    SourceStanding.CORRECTED: "was corrected by its publisher",
    SourceStanding.RETRACTED: "was retracted by its publisher",
    SourceStanding.STANDS: "stands after all",
}


def settle_source(source: Source, before: Mapping[str, Any], *, by: Account, now: datetime) -> list[CaseStudy]:
    """Runs inside the door's transaction, after it wrote the source; `before` is what its fields held.

    Readers are led to another archived copy once that transaction is over. Returns the case studies to look at again
    because the source's standing changed; those concerned are told.
    """
    if before.get("url", source.url) != source.url:
        source.link_state, source.link_note = LinkState.UNCHECKED, ""
        source.link_checked_at = source.link_failed_since = None
        source.save(update_fields=["link_state", "link_note", "link_checked_at", "link_failed_since"])
    elif source.link_state in FAILING:
        transaction.on_commit(partial(show_links_of, source), robust=True)
    if before.get("standing", source.standing) == source.standing:
        return []
    standing = SourceStanding(source.standing)
    detail = {"standing": source.standing, "standing_before": before["standing"], "note": source.standing_note[:500]}
    audit_source("source.standing_changed", source, detail, by=by, now=now)
    cases = list(cases_resting_on(source))
    path = f"/admin/casestudies/source/with-key/{source.key}/"
    for case_study in cases:
        notify(
            NotificationKind.SOURCE_CHANGED,
            to=concerned(case_study),
            sentence=f"“{source.title}” {SAID[standing]}. Look again at what rests on it in “{case_study.title}”.",
            now=now,
            case_study=case_study,
            path=path,
            but=by,
        )
    return cases
