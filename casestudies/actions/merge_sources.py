"""Make one source of two: what cited the one cites the other, in every draft; editions stay as they are."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from casestudies.actions.delete_source import keep_deleted
from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.move_passages import move_passages, rename_statements
from casestudies.actions.note_link_check import audit_source
from casestudies.actions.save_draft import settle_draft
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import (
    Account,
    CaseParty,
    CaseStudy,
    Passage,
    Reference,
    Section,
    Source,
    TimelineEvent,
)
from casestudies.permissions import can_delete_source, can_edit
from casestudies.prose.recite import recite, recite_items
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import CitedStatement, statements_of

MOST_DRAFTS = 50  # each takes a moment to settle, and whoever asked is waiting


@dataclass(frozen=True)
class Merged:
    """The source that stays, and the drafts that were changed, each with a revision of its own."""

    source: Source
    drafts: tuple[CaseStudy, ...]


def drafts_citing(source: Source) -> QuerySet[CaseStudy]:
    """The drafts that a merge of this source into another would change, in the order in which they are locked."""
    return CaseStudy.objects.filter(references__source=source).order_by("pk")


def merge_sources(goes: Source, into: Source, *, by: Account, now: datetime) -> Merged:
    """Cite `into` wherever `goes` is cited, and take `goes` out of the library; it can be brought back, uncited.

    All or nothing: whoever may not change one of the drafts merges nothing. Each draft keeps a revision, so an
    approval of it lapses; what was checked on the evidence of `goes` lapses too, but the words that were quoted for it
    stay with their statements. It is done in one go and holds every one of the drafts until then, so more than
    MOST_DRAFTS are refused. Raises NotAllowed, WrongStage.
    """
    if not can_delete_source(by):
        raise NotAllowed("You may not merge sources.")
    if goes.pk == into.pk:
        raise WrongStage("Choose another source to merge this one into.")
    with transaction.atomic():
        drafts = list(lock(drafts_citing(goes)))
        if len(drafts) > MOST_DRAFTS:
            raise WrongStage(
                f"{len(drafts)} case studies cite this source; no more than {MOST_DRAFTS} can be changed in one go. "
                "Cite the other source in some of them first, then merge."
            )
        if not all(can_edit(by, draft) for draft in drafts):
            raise NotAllowed("A case study that you may not change rests on this source, so you cannot merge it.")
        rows = _lock_both(goes, into)
        if len(rows) < 2:
            raise WrongStage("One of the two sources is not there any more.")
        gone, stays = rows[goes.pk], rows[into.pk]
        before = {draft.pk: _statements(draft) for draft in drafts}
        for draft in drafts:
            _recite(draft, gone, stays)
        move_passages(gone, stays)
        keep_deleted(gone, by=by, now=now)
        detail = {"key": gone.key, "into": stays.key, "drafts": str(len(drafts))}
        audit_source("source.merged", gone, detail, by=by, now=now)
        try:
            gone.delete()
        except ProtectedError as error:  # cited again since it was looked at
            raise WrongStage("Somebody cited this source just now. Look at the page again, then merge.") from error
        for draft in drafts:
            settle_draft(draft, by=by, now=now)
            rename_statements(draft, before[draft.pk], _statements(draft))
        return Merged(stays, tuple(drafts))


def _lock_both(goes: Source, into: Source) -> dict[int, Source]:
    """In the same order whichever of the two goes."""
    rows = Source.objects.order_by("pk")
    there = [
        (lock_to_delete(rows) if source.pk == goes.pk else lock(rows)).filter(pk=source.pk).first()
        for source in sorted((goes, into), key=lambda source: source.pk)
    ]
    return {row.pk: row for row in there if row is not None}


def _recite(draft: CaseStudy, gone: Source, stays: Source) -> None:
    for section in Section.objects.filter(case_study=draft, prose__contains=gone.key):
        prose = recite(section.prose, gone.key, stays.key)
        if prose != section.prose:
            Section.objects.filter(pk=section.pk).update(prose=prose)
    for event in TimelineEvent.objects.filter(case_study=draft):
        items = recite_items(event.citations, gone.key, stays.key)
        if items != event.citations:
            TimelineEvent.objects.filter(pk=event.pk).update(citations=items)
    for party in CaseParty.objects.filter(case_study=draft):
        items = recite_items(party.response_citations, gone.key, stays.key)
        if items != party.response_citations:
            CaseParty.objects.filter(pk=party.pk).update(response_citations=items)
    there = Reference.objects.filter(case_study=draft, source=stays)
    mine = Reference.objects.filter(case_study=draft, source=gone)
    if there.exists():
        mine.delete()
    else:
        mine.update(source=stays)


def _statements(draft: CaseStudy) -> list[CitedStatement]:
    """Those of a draft for which words were quoted; none where none were."""
    if not Passage.objects.filter(case_study=draft).exists():
        return []
    return statements_of(take_snapshot(draft).document)
