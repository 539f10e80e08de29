"""After a step: whose turn it is now, in a sentence."""

from django.utils.translation import gettext as _

from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_approve, can_publish
from casestudies.queries.staff import names_of, who_may


def who_approves(case_study: CaseStudy, *, but: Account) -> list[Account]:
    """Those who may approve this text as it stands, apart from one."""
    return [account for account in who_may("review_casestudy") if account != but and can_approve(account, case_study)]


def waits_for_review(case_study: CaseStudy, *, by: Account) -> str:
    others = who_approves(case_study, but=by)
    if not others:
        return _("At present nobody else may approve it: make somebody an editor.")
    return _("It waits for review by %(names)s.") % {"names": names_of(others)}


def waits_for_publication(case_study: CaseStudy, *, by: Account) -> str:
    if can_publish(by, case_study):
        return _("You can publish it now, or schedule it.")
    publishers = [account for account in who_may("publish_casestudy") if can_publish(account, case_study)]
    if not publishers:
        return _("At present nobody may publish it: make somebody a publisher.")
    return _("It can be published by %(names)s.") % {"names": names_of(publishers)}
