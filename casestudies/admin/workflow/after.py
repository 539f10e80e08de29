"""After a step: whose turn it is now, in a sentence."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casestudies.models import Account, CaseStudy, Edition, Revision
from casestudies.permissions import can_publish, four_eyes
from casestudies.queries.staff import names_of, who_may


def who_approves(case_study: CaseStudy, *, but: Account) -> QuerySet[Account]:
    """Those who may approve this text as it stands, apart from one: `permissions.can_approve` of many at once."""
    found = who_see(case_study, "review_casestudy").exclude(pk=but.pk)
    return found.exclude(pk__in=authors_of(case_study)) if four_eyes() else found


def who_see(case_study: CaseStudy, codename: str) -> QuerySet[Account]:
    """Those who hold a permission, and see this draft."""
    found = who_may(codename)
    if not case_study.is_limited:
        return found
    return found.filter(Q(is_superuser=True) | Q(pk__in=case_study.limited_to.values("pk")))


def authors_of(case_study: CaseStudy) -> list[int | None]:
    """The accounts that changed the text since the last edition, or handed it over."""
    edition = Edition.objects.filter(case_study=case_study).order_by("-number").only("published_at").first()
    saved = Revision.objects.filter(case_study=case_study).order_by()
    submitted = case_study.submitted_by_id
    if edition is not None:
        saved = saved.filter(saved_at__gt=edition.published_at)
        before = case_study.submitted_at is not None and case_study.submitted_at <= edition.published_at
        submitted = None if before else submitted
    return [pk for pk in {*saved.values_list("saved_by", flat=True), submitted} if pk is not None]


def waits_for_review(case_study: CaseStudy, *, by: Account) -> str:
    others = who_approves(case_study, but=by)
    if not others:
        return _("At present nobody else may approve it: make somebody an editor.")
    return _("It waits for review by %(names)s.") % {"names": names_of(others)}


def waits_for_publication(case_study: CaseStudy, *, by: Account) -> str:
    if can_publish(by, case_study):
        return _("You can publish it now, or schedule it.")
    publishers = who_see(case_study, "publish_casestudy")
    if not publishers:
        return _("At present nobody may publish it: make somebody a publisher.")
    return _("It can be published by %(names)s.") % {"names": names_of(publishers)}
