"""Tell accounts, on the desk and later by e-mail, of what happened: rows in the transaction of what happened."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from casestudies.enums import NotificationKind
from casestudies.models import Account, CaseStudy, Edition, Notification, Revision, Schedule
from casestudies.queries.drafts import who_see


def notify(
    kind: NotificationKind,
    *,
    to: Iterable[Account],
    sentence: str,
    now: datetime,
    case_study: CaseStudy | None = None,
    path: str = "",
    but: Account | None = None,
) -> list[Notification]:
    """Write one notification for each account of `to`, once, and return them.

    Left out are `but`, who did it and knows; accounts that are switched off or the system's; and whoever may not see
    `case_study`. `path` is an address within the admin; empty, the notification leads to the case study's form.
    """
    accounts = {account.pk: account for account in to}
    if but is not None:
        accounts.pop(but.pk, None)
    if not accounts:
        return []
    told = accounts if case_study is None else who_see(case_study, accounts.keys())
    return Notification.objects.bulk_create(
        Notification(account=account, case_study=case_study, kind=kind, sentence=sentence, path=path, at=now)
        for account in accounts.values()
        if account.pk in told and account.is_active and not account.is_system
    )


def concerned(case_study: CaseStudy) -> list[Account]:
    """Whose work a change of this case study touches, in the order of their names. Two queries.

    Its assignee; who submitted, reviews, approved or scheduled the next text; who changed it since the last edition.
    """
    last = Edition.objects.filter(case_study=case_study).order_by("-number").values_list("published_at", flat=True)
    revisions = Revision.objects.filter(case_study=case_study)
    since = last.first()
    if since is not None:
        revisions = revisions.filter(saved_at__gt=since)
    roles = (
        case_study.assignee_id,
        case_study.submitted_by_id,
        case_study.reviewer_id,
        case_study.approved_by_id,
    )
    found = Account.objects.filter(
        Q(pk__in=[pk for pk in roles if pk is not None])
        | Q(pk__in=revisions.values("saved_by"))
        | Q(pk__in=Schedule.objects.filter(case_study=case_study).values("scheduled_by"))
    )
    return list(found.filter(is_active=True, is_system=False).order_by("username"))


def writers(case_study: CaseStudy) -> list[Account]:
    """Who ever saved a text of it, in the order of their names: a notice in its place concerns them. One query."""
    saved = Revision.objects.filter(case_study=case_study).values("saved_by")
    return list(Account.objects.filter(pk__in=saved, is_active=True, is_system=False).order_by("username"))
