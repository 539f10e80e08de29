"""Keep what somebody typed and did not save: one working copy a person and case study, beside the draft.

Nothing here touches the draft, its version, an approval, an address or the history. A save drops the copy
that it saved.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import Account, CaseStudy, WorkingCopy
from casestudies.models.fields import UNSTORABLE
from casestudies.permissions import can_create, can_edit

MOST_CHARACTERS = 5_000_000
SWITCHED_OFF = "You switched autosave off: what you type is kept when you save."
TOO_LARGE = "What is typed here is too much to be kept in between. Save it, and divide it into several case studies."
OTHER = "Something else that you typed into this case study is kept already."
GONE = "This case study was deleted."


class OtherCopy(CasebookError):
    """Another form of the same person, an earlier one or one in another tab, kept something that this one has not."""

    def __init__(self, message: str, *, kept_at: datetime) -> None:
        super().__init__(message)
        self.kept_at = kept_at


class TooLarge(CasebookError):
    """More was typed than a working copy holds."""


def keep_working_copy(
    case_study: CaseStudy | None,
    *,
    by: Account,
    now: datetime,
    base_version: int,
    fields: Mapping[str, Sequence[str]],
    known: datetime | None = None,
) -> None:
    """`fields` is what the form would send, name to values; without a case study it is a new one's.

    `known` is when the copy was kept that this one follows: the same form's last one, or one that was taken up. A
    copy that the form does not know is never written over. Raises OtherCopy then; TooLarge; and NotAllowed, also
    where the account wants nothing kept or the case study is gone. One statement as a rule; the draft is not locked.
    """
    if case_study is None and not can_create(by):
        raise NotAllowed("You may not write a new case study.")
    if case_study is not None and not can_edit(by, case_study):
        raise NotAllowed("You may not change this case study.")
    if not by.keeps_typing:
        raise NotAllowed(SWITCHED_OFF)
    kept = {_storable(name): [_storable(value) for value in values] for name, values in fields.items()}
    if len(json.dumps(kept, ensure_ascii=False)) > MOST_CHARACTERS:
        raise TooLarge(TOO_LARGE)
    there = WorkingCopy.objects.filter(case_study=case_study, account=by)
    values = {"base_version": base_version, "fields": kept, "kept_at": now}
    if known is not None and there.filter(kept_at=known).update(**values):
        return
    try:
        with transaction.atomic():
            WorkingCopy(case_study=case_study, account=by, **values).save(force_insert=True)
    except IntegrityError as error:
        other = there.values_list("kept_at", flat=True).first()
        if other is None:  # deleted since the door read it
            raise NotAllowed(GONE) from error
        raise OtherCopy(OTHER, kept_at=other) from error


def drop_working_copy(case_study: CaseStudy | None, *, by: Account) -> None:
    """Forget what the account typed into this case study, or into a new one."""
    WorkingCopy.objects.filter(case_study=case_study, account=by).delete()


def drop_saved_copy(case_study: CaseStudy | None, *, by: Account, known: datetime) -> None:
    """Forget the copy that a form followed and has now saved; one that it never took up stays and is offered again."""
    WorkingCopy.objects.filter(case_study=case_study, account=by, kept_at=known).delete()


def _storable(text: str) -> str:
    """Without what no database holds: null bytes and halves of characters."""
    return UNSTORABLE.sub("", text)
