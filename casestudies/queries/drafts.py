"""Which drafts an account sees, as rows: every list, count and search of drafts begins here.

`permissions.can_see` says the same of one case study. A limited one is seen by the accounts that are named, by
superusers and by the system's own; to anybody else it does not exist.
"""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Q, QuerySet

from casestudies.models import Account, AuditEntry, CaseStudy, EditionMedia, Figure, MediaFile, Revision
from casestudies.queries.staff import who_may

Rows = TypeVar("Rows", bound=QuerySet)

# What somebody needs who sees drafts at all: either of them.
SIGHT = ("casestudies.view_casestudy", "casestudies.change_casestudy")


def drafts_seen_by(account: Account) -> QuerySet[CaseStudy]:
    """The case studies whose drafts the account may see. No query of its own."""
    if not _sees_drafts(account):
        return CaseStudy.objects.none()
    return CaseStudy.objects.exclude(pk__in=_hidden_from(account))


def seen_by(queryset: Rows, account: Account, path: str = "case_study") -> Rows:
    """Those of the rows that hang, by `path`, on a case study the account sees, or on none."""
    if not _sees_drafts(account):
        return queryset.filter(**{f"{path}__isnull": True})
    return queryset.exclude(**{f"{path}__in": _hidden_from(account)})


def who_see(case_study: CaseStudy, accounts: Collection[int]) -> set[int]:
    """Those of the people, given and returned as row ids, who see the draft. One query."""
    may = Q()
    for name in SIGHT:
        may |= Q(pk__in=who_may(name.removeprefix("casestudies.")).order_by().values("pk"))
    seers = Account.objects.filter(may, pk__in=accounts)
    if case_study.is_limited:
        seers = seers.filter(Q(is_superuser=True) | Q(pk__in=case_study.limited_to.values("pk")))
    return set(seers.values_list("pk", flat=True))


def audit_seen_by(queryset: QuerySet[AuditEntry], account: Account) -> QuerySet[AuditEntry]:
    """The audit entries whose subject the account may know of: they name a case study by its id and its title."""
    on_cases = Q(subject_type="case_study")
    if not _sees_drafts(account):
        return queryset.exclude(on_cases)
    if account.is_superuser or account.is_system:
        return queryset
    hidden = [str(uuid) for uuid in _hidden_from(account).values_list("uuid", flat=True)]
    gone = AuditEntry.objects.filter(verb="case_study.deleted", detail__limited=True).values("subject_id")
    return queryset.exclude(on_cases, subject_id__in=hidden).exclude(on_cases, subject_id__in=gone)


def may_see_subject(account: Account, entry: AuditEntry) -> bool:
    """Whether the account may know of this entry's subject."""
    return audit_seen_by(AuditEntry.objects.filter(pk=entry.pk), account).exists()


def pictures_seen_by(account: Account) -> QuerySet[MediaFile]:
    """Pictures that an edition shows, that a draft the account sees holds, or that the account brought."""
    if account.is_active and (account.is_superuser or account.is_system):
        return MediaFile.objects.all()
    figures = seen_by(Figure.objects.filter(media__isnull=False), account)
    return MediaFile.objects.filter(
        Q(pk__in=EditionMedia.objects.values("media_id"))
        | Q(pk__in=figures.values("media_id"))
        | Q(uploaded_by=account.uuid)
    )


def picture_seen_by(account: Account, sha256: str) -> MediaFile | None:
    """One picture by its digest, also where only an earlier revision of a draft that the account sees holds it."""
    found = pictures_seen_by(account).filter(sha256=sha256).first()
    if found is None and seen_by(Revision.objects.filter(content__contains=sha256), account).exists():
        return MediaFile.objects.filter(sha256=sha256).first()
    return found


def _hidden_from(account: Account) -> QuerySet[CaseStudy]:
    limited = CaseStudy.objects.filter(is_limited=True)
    if account.is_superuser or account.is_system:
        return limited.none()
    return limited.exclude(limited_to=account)


def _sees_drafts(account: Account) -> bool:
    return account.is_active and (account.is_system or any(account.has_perm(name) for name in SIGHT))
