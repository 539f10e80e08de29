"""Note which edition of a case study a partner says that it carries, or that it took the text down."""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.save_library import check_record
from casestudies.enums import HoldingStep, Scope
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, AuditEntry, CaseStudy, Edition, Holding, HoldingStepTaken, Partner
from casestudies.permissions import can_record_holdings
from casestudies.queries.holdings import is_behind, with_standing
from casestudies.queries.reportable import fault_of_correction

# How many addresses of one case study a partner may name.
MOST_ADDRESSES = 50


def report_holding(
    partner: Partner,
    case_study: CaseStudy,
    *,
    edition: Edition | None,
    url: str,
    by: Account | ApiKey,
    now: datetime,
    correction_shown: int | None = None,
) -> Holding:
    """Write down what stands at `url`, "" for print; `edition` is None where the partner took the text down.

    `correction_shown` is the number of the newest edition whose correction stands beside that text. `by` is somebody
    at the desk, or a key of the partner's own. A later report of the same address replaces the earlier one; the same
    one again changes nothing but its time. What was done about a copy ends with the report that puts it right. Raises
    NotAllowed, and NotReady with the places `edition`, `correction_shown` and `url`.
    """
    if not _may_report(by, partner):
        raise NotAllowed("You may not record what partners carry.")
    check_record(Holding(url=url), only=("url",))
    with transaction.atomic():
        lock(Partner.objects.all()).get(pk=partner.pk)
        current = Edition.objects.filter(case_study=case_study).order_by("-number").first()
        if current is None:
            raise NotReady([Problem("Nobody carries a case study that was never published.", "edition")])
        if edition is not None and edition.case_study_id != case_study.pk:
            raise NotReady([Problem("This edition is another case study’s.", "edition")])
        if fault := fault_of_correction(case_study, edition, correction_shown):
            raise NotReady([Problem(fault, "correction_shown")])
        there = Holding.objects.filter(partner=partner, case_study=case_study, url=url).select_related("edition")
        holding = there.first() or _new(partner, case_study, url)
        said = (edition.pk if edition else None, correction_shown)
        is_same = holding.pk is not None and (holding.edition_id, holding.correction_shown) == said
        detail = _carried(current, url) | {
            "edition": _number(edition),
            "edition_before": _number(holding.edition),
        }
        if correction_shown or holding.correction_shown:
            detail["corrections_shown_up_to"] = str(correction_shown or "")
        holding.edition, holding.reported_at, holding.correction_shown = edition, now, correction_shown
        holding.recorded_by = by if isinstance(by, Account) else None
        if not is_same:
            holding.snoozed_until = None
        check_record(holding)
        holding.save()
        resolve(holding, by=by, now=now)
        verb = "holding.reported" if edition else "holding.taken_down"
        if not (is_same and isinstance(by, ApiKey)):
            audit_partner(verb, partner, detail, by=by, now=now)
        return holding


def _may_report(by: Account | ApiKey, partner: Partner) -> bool:
    if isinstance(by, ApiKey):
        return by.partner_id == partner.pk and Scope.HOLDINGS in by.scopes
    return can_record_holdings(by)


def _new(partner: Partner, case_study: CaseStudy, url: str) -> Holding:
    if Holding.objects.filter(partner=partner, case_study=case_study).count() >= MOST_ADDRESSES:
        raise NotReady([Problem(f"There are {MOST_ADDRESSES} addresses of this case study already.", "url")])
    return Holding(partner=partner, case_study=case_study, url=url)


def resolve(holding: Holding, *, by: Account | ApiKey, now: datetime) -> None:
    """Note that a copy about which something was done is right again."""
    last = HoldingStepTaken.objects.filter(holding=holding).order_by("-at", "-pk").first()
    if last is None or last.step == HoldingStep.RESOLVED:
        return
    if with_standing(Holding.objects.filter(pk=holding.pk)).filter(is_behind()).exists():
        return
    HoldingStepTaken.objects.create(
        holding=holding,
        step=HoldingStep.RESOLVED,
        cause=last.cause,
        at=now,
        taken_by=by if isinstance(by, Account) else None,
        by_hand=True,
    )


def delete_holding(holding: Holding, *, by: Account, now: datetime) -> None:
    """Delete what was written down by mistake. Raises NotAllowed, and WrongStage where it is gone already."""
    if not can_record_holdings(by):
        raise NotAllowed("You may not record what partners carry.")
    with transaction.atomic():
        rows = lock_to_delete(Holding.objects.all()).select_related("partner", "edition")
        there = rows.filter(pk=holding.pk).first()
        if there is None:
            raise WrongStage("Somebody deleted this already.")
        current = Edition.objects.filter(case_study=there.case_study_id).order_by("-number")[0]
        there.delete()
        detail = _carried(current, there.url) | {"edition": _number(there.edition)}
        audit_partner("holding.deleted", there.partner, detail, by=by, now=now)


def _carried(current: Edition, url: str) -> dict[str, Any]:
    """The case study by its published title, never by its draft's."""
    return {"case_study": current.title, "address": url}


def _number(edition: Edition | None) -> str:
    return str(edition.number) if edition else ""


def audit_partner(verb: str, partner: Partner, detail: dict[str, Any], *, by: Account | ApiKey, now: datetime) -> None:
    """Record what was done about a partner."""
    AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=verb,
        subject_type="partner",
        subject_id=str(partner.uuid),
        subject_label=partner.name[:300],
        detail=detail,
    )
