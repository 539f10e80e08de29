"""Have wrong copies put right: remind the partner, then write to its contact, then give it to the desk.

Each step is taken once for each thing that a copy lacks, and the next one only when its time has come after the one
before. A partner that reports the right edition, or that the text is gone, ends it; the desk may put it off.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import notify
from casestudies.actions.stages import need_words
from casestudies.actions.tell_partner import Told, tell_partner
from casestudies.enums import HoldingStep, NotificationKind, PartnerEvent
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, Holding, HoldingStepTaken, Partner
from casestudies.permissions import can_record_holdings
from casestudies.queries.holdings import behind, cause_of, may_be_read, notice_of, slug_told, to_be_told
from casestudies.queries.staff import who_may

LONGEST_SNOOZE = timedelta(days=90)


@dataclass(frozen=True)
class Pauses:
    """How long the partner has after it was reminded, and the contact after the letter."""

    before_mail: timedelta
    before_desk: timedelta


def pauses() -> Pauses:
    mail, desk = settings.HOLDING_MAIL_HOURS, settings.HOLDING_DESK_HOURS
    return Pauses(timedelta(hours=mail), timedelta(hours=max(0, desk - mail)))


def escalate_holdings(now: datetime) -> int:
    """Take every step that is due; returns how many. Several processes may do so at once."""
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=now)
    waiting = behind().filter(awake).values_list("pk", "partner_id")
    return sum(_go_on(pk, partner, now) for pk, partner in list(waiting))


def remind_now(holding: Holding, *, by: Account, now: datetime) -> list[HoldingStepTaken]:
    """Remind the partner once more, and write to its contact where one is known. Raises NotAllowed, WrongStage."""
    with transaction.atomic():
        row = _lock_by_hand(holding, by)
        taken = [_remind(row, by=by, now=now)]
        if row.partner.contact_email:
            taken.append(_take(row, HoldingStep.MAILED, by=by, now=now))
        return taken


def put_off(holding: Holding, *, until: datetime, remark: str, by: Account, now: datetime) -> HoldingStepTaken:
    """Note that somebody spoke to the partner, and leave it alone until then.

    Raises NotAllowed, WrongStage, and NotReady with the places `until` and `remark`.
    """
    with transaction.atomic():
        row = _lock_by_hand(holding, by)
        words = need_words(remark, "Say whom you spoke to and what was agreed.", "remark")
        if not now < until <= now + LONGEST_SNOOZE:
            raise NotReady([Problem(f"Choose a day within the next {LONGEST_SNOOZE.days}.", "until")])
        Holding.objects.filter(pk=row.pk).update(snoozed_until=until)
        return _take(row, HoldingStep.CALLED, by=by, now=now, remark=words)


def _go_on(pk: int, partner: int, now: datetime) -> int:
    """Take the next step about one copy, if its time has come; 1 where it was taken."""
    with transaction.atomic():
        row = _lock(pk, partner)
        if row is None or (row.snoozed_until is not None and row.snoozed_until > now):
            return 0
        steps = list(HoldingStepTaken.objects.filter(holding=row, cause=cause_of(row)).order_by("at", "pk"))
        if row.snoozed_until is not None:
            Holding.objects.filter(pk=row.pk).update(snoozed_until=None)
            if any(step.step == HoldingStep.ESCALATED for step in steps):
                _give_to_desk(row, now=now, again=True)
                return 1
        due = _due(row, {HoldingStep(step.step): step.at for step in steps}, now)
        match due:
            case HoldingStep.REMINDED:
                _remind(row, by=None, now=now)
            case HoldingStep.MAILED:
                _take(row, HoldingStep.MAILED, by=None, now=now)
            case HoldingStep.ESCALATED:
                _give_to_desk(row, now=now)
        return int(due is not None)


def _due(row: Holding, taken: dict[HoldingStep, datetime], now: datetime) -> HoldingStep | None:
    """The next step, where its time has come. A partner without a contact's address comes to the desk sooner."""
    wait = pauses()
    if HoldingStep.REMINDED not in taken:
        return HoldingStep.REMINDED
    if HoldingStep.ESCALATED in taken:
        return None
    if HoldingStep.MAILED not in taken:
        is_time = now >= taken[HoldingStep.REMINDED] + wait.before_mail
        written = HoldingStep.MAILED if row.partner.contact_email else HoldingStep.ESCALATED
        return written if is_time else None
    return HoldingStep.ESCALATED if now >= taken[HoldingStep.MAILED] + wait.before_desk else None


def _lock(pk: int, partner: int) -> Holding | None:
    """The holding with its standing, if it still is behind; its partner's row is locked, as every report does."""
    lock(Partner.objects.all()).get(pk=partner)
    return to_be_told(behind()).filter(pk=pk).first()


def _lock_by_hand(holding: Holding, by: Account) -> Holding:
    """The same for somebody at the desk. Raises NotAllowed, and WrongStage where it is behind no more."""
    if not can_record_holdings(by):
        raise NotAllowed("You may not look after what partners carry.")
    row = _lock(holding.pk, holding.partner_id)
    if row is None:
        raise WrongStage("The partner is not behind with this text any more.")
    return row


def _remind(row: Holding, *, by: Account | None, now: datetime) -> HoldingStepTaken:
    state = row.case_study.public_state
    data: dict[str, Any] = {"slug": slug_told(row), "holding": notice_of(row)}
    if may_be_read(row):
        data |= {"edition": state.edition.number, "edition_digest": state.edition.edition_digest}
    tell_partner(row.partner, [Told(PartnerEvent.HOLDING_STALE, state.uuid, data)], now=now)
    return _take(row, HoldingStep.REMINDED, by=by, now=now)


def _give_to_desk(row: Holding, *, now: datetime, again: bool = False) -> None:
    title, where = row.case_study.public_state.edition.title, row.url or "in print"
    still = "still carries" if again else "carries"
    what = "a wrong text of" if may_be_read(row) else "what has left its coverage,"
    notify(
        NotificationKind.PARTNERS_BEHIND,
        to=who_may("change_holding"),
        sentence=f"{row.partner.name} {still} {what} “{title}” ({where}) and did not answer. Call them.",
        now=now,
        path=f"/admin/casestudies/holding/{row.pk}/change/",
    )
    _take(row, HoldingStep.ESCALATED, by=None, now=now, by_hand=again)


def _take(
    row: Holding, step: HoldingStep, *, by: Account | None, now: datetime, remark: str = "", by_hand: bool = False
) -> HoldingStepTaken:
    return HoldingStepTaken.objects.create(
        holding=row,
        step=step,
        cause=cause_of(row),
        at=now,
        taken_by=by,
        by_hand=by_hand or by is not None,
        remark=remark,
    )
