"""Who may do what, as plain predicates.

Each takes an account and what it would act on. Nobody acts on a case study that they may not see; an account that was
switched off may nothing; a system account, which nobody signs in to, may everything. Four eyes bind all of them.
"""

from datetime import datetime

from django.db import models

from casestudies.enums import Scope
from casestudies.models import (
    Account,
    ApiKey,
    CaseStudy,
    CheckRequest,
    Edition,
    Endpoint,
    Job,
    Partner,
    PreviewLink,
    PublicationSettings,
    RedactionRequest,
    Revision,
)


def can_see_drafts(account: Account) -> bool:
    """May see case studies before they are published, those apart that are limited to others."""
    return _may(account, "view_casestudy") or _may(account, "change_casestudy")


def can_see(account: Account, case_study: CaseStudy) -> bool:
    """May see the draft and all that hangs on it. Of a list ask `queries.drafts`, in one query."""
    if not can_see_drafts(account):
        return False
    if not case_study.is_limited or account.is_superuser or account.is_system:
        return True
    return any(named.pk == account.pk for named in case_study.limited_to.all())


def can_create(account: Account) -> bool:
    """May begin a case study; who may not change a draft could not save it."""
    return _may(account, "add_casestudy") and _may(account, "change_casestudy")


def can_edit(account: Account, case_study: CaseStudy) -> bool:
    """May save changes to the draft, restore a revision of it and name one."""
    return _may(account, "change_casestudy") and can_see(account, case_study)


def can_restore(account: Account, case_study: CaseStudy) -> bool:
    """May put an earlier revision's text into the draft."""
    return can_edit(account, case_study)


def can_delete(account: Account, case_study: CaseStudy) -> bool:
    """May delete the draft; what was published stays."""
    may = _may(account, "delete_casestudy") and can_see(account, case_study)
    return may and not Edition.objects.filter(case_study=case_study).exists()


def can_submit(account: Account, case_study: CaseStudy) -> bool:
    """May hand the draft over for review."""
    return _may(account, "submit_casestudy") and can_see(account, case_study)


def can_review(account: Account, case_study: CaseStudy) -> bool:
    """May claim the draft for review and return it."""
    return _may(account, "review_casestudy") and can_see(account, case_study)


def can_approve(account: Account, case_study: CaseStudy) -> bool:
    """May approve the text: reviews, and under four eyes is none of its authors."""
    return can_review(account, case_study) and not (is_author(account, case_study) and four_eyes())


def can_override(account: Account, case_study: CaseStudy) -> bool:
    """May approve and publish without a second pair of eyes, for a reason that is kept and looked at afterwards."""
    return _may(account, "override_casestudy") and can_see(account, case_study)


def can_publish(account: Account, case_study: CaseStudy) -> bool:
    """May make an edition of the draft, now or at a time, and move the page to another address."""
    return _may(account, "publish_casestudy") and can_see(account, case_study)


def can_release(account: Account, case_study: CaseStudy) -> bool:
    """May offer an approved text to partners before its public time, move that time and take the offer back."""
    return can_publish(account, case_study)


def can_withdraw(account: Account, case_study: CaseStudy) -> bool:
    """May withdraw the case study from the public, and reinstate it."""
    return _may(account, "withdraw_casestudy") and can_see(account, case_study)


def can_redact(account: Account, case_study: CaseStudy) -> bool:
    """May ask that an edition's text be removed for a legal reason, and agree when somebody else did."""
    return _may(account, "redact_casestudy") and can_see(account, case_study)


def can_agree(account: Account, request: RedactionRequest) -> bool:
    """May remove the text as somebody else asked: two people, whoever they are."""
    return request.asked_by_id != account.pk and can_redact(account, request.edition.case_study)


def can_check(account: Account, case_study: CaseStudy) -> bool:
    """May tick and dispute its statements, and ask others to."""
    return _may(account, "check_casestudy") and can_see(account, case_study)


def can_assign(account: Account, case_study: CaseStudy) -> bool:
    """May say whose turn it is and by when, and limit the draft to named people."""
    return _may(account, "assign_casestudy") and can_see(account, case_study)


def can_limit(account: Account, case_study: CaseStudy) -> bool:
    """May limit the draft to named people, and lift the limit."""
    return can_assign(account, case_study)


def can_discuss(account: Account, case_study: CaseStudy) -> bool:
    """May write notes on the draft and resolve them."""
    return _may(account, "discuss_casestudy") and can_see(account, case_study)


def can_settle_report(account: Account, case_study: CaseStudy) -> bool:
    """May read the address of a reader who reported an error, settle the report and answer it."""
    return can_review(account, case_study)


def can_share(account: Account, case_study: CaseStudy) -> bool:
    """May make private preview links, and revoke them."""
    return _may(account, "share_casestudy") and can_see(account, case_study)


def can_grant_pass(account: Account, case_study: CaseStudy | None) -> bool:
    """May grant teacher passes for it, and revoke them; without a case study, passes for all."""
    may = _may(account, "add_teacherpass") and can_see_drafts(account)
    return may and (case_study is None or can_see(account, case_study))


def is_preview_open(link: PreviewLink, now: datetime) -> bool:
    """Whether a private preview link shows the draft: it ends with its maker's right to share it."""
    return link.revoked_at is None and now < link.expires_at and can_share(link.made_by, link.case_study)


def is_check_open(request: CheckRequest, now: datetime) -> bool:
    """Whether a checker's link leads anywhere: it ends with the right to check of whoever asked for it."""
    return request.is_open(now) and can_check(request.asked_by, request.case_study)


def can_add_record(account: Account, model: type[models.Model]) -> bool:
    """May add shared records of this kind."""
    return _may(account, f"add_{model._meta.model_name}")


def can_change_record(account: Account, record: models.Model) -> bool:
    """May change this shared record."""
    return _may(account, f"change_{record._meta.model_name}")


def can_edit_library(account: Account) -> bool:
    """May look after the source library: its links, and what is imported into it."""
    return _may(account, "change_source")


def can_delete_source(account: Account) -> bool:
    """May delete sources and merge them."""
    return _may(account, "delete_source")


def can_see_holdings(account: Account) -> bool:
    """May see partners and what they carry: published texts alone."""
    return _may(account, "view_holding") or can_record_holdings(account)


def can_record_holdings(account: Account) -> bool:
    """May write down what a partner says that it carries."""
    return _may(account, "change_holding")


def can_see_keys(account: Account) -> bool:
    """May see which API keys partners have and how much they ask for; the keys' own text nobody sees again."""
    return _may(account, "view_apikey") or can_manage_keys(account)


def can_manage_keys(account: Account) -> bool:
    """May make, rotate and revoke partners' API keys."""
    return _may(account, "add_apikey")


def can_see_endpoints(account: Account) -> bool:
    """May see where partners are told of changes, and what came of it."""
    return _may(account, "view_endpoint") or _may(account, "change_endpoint")


def can_manage_endpoints(by: Account | ApiKey, partner: Partner) -> bool:
    """May say where a partner is told of changes, and have it told again: at the desk, or the partner by its key."""
    if isinstance(by, ApiKey):
        return by.partner_id == partner.pk and not by.is_sandbox and Scope.WEBHOOKS in by.scopes
    return _may(by, "change_endpoint")


def can_manage_endpoint(by: Account | ApiKey, endpoint: Endpoint) -> bool:
    """The same for one endpoint: what is told of texts under embargo is for keys that may read them."""
    may = not endpoint.releases or isinstance(by, Account) or Scope.EMBARGO in by.scopes
    return may and can_manage_endpoints(by, endpoint.partner)


def can_see_job(account: Account, job: Job) -> bool:
    """May see how far a job came and what became of it: who asked for it, and administrators."""
    return account.is_active and (job.asked_by_id == account.pk or _may(account, "view_account"))


def can_manage(account: Account, other: Account) -> bool:
    """May change this account and its groups. Superusers are for superusers; system accounts for nobody."""
    return _may(account, "change_account") and not other.is_system and (account.is_superuser or not other.is_superuser)


def is_author(account: Account, case_study: CaseStudy) -> bool:
    """Whether the account changed the text since the last edition, or handed it over. Two queries."""
    edition = Edition.objects.filter(case_study=case_study).order_by("-number").only("published_at").first()
    saved = Revision.objects.filter(case_study=case_study, saved_by=account)
    if edition is None:
        return case_study.submitted_by_id == account.pk or saved.exists()
    submitted_at = case_study.submitted_at
    handed_over = case_study.submitted_by_id == account.pk and (
        submitted_at is None or submitted_at > edition.published_at
    )
    return handed_over or saved.filter(saved_at__gt=edition.published_at).exists()


def four_eyes() -> bool:
    """Whether nobody approves their own text. One query."""
    found = PublicationSettings.objects.filter(pk=1).values_list("four_eyes", flat=True).first()
    return True if found is None else found


def _may(account: Account, codename: str) -> bool:
    return account.is_active and (account.is_system or account.has_perm(f"casestudies.{codename}"))
