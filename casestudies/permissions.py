"""Who may do what, as plain predicates."""

from django.db import models

from casestudies.models import Account, CaseStudy


def can_edit(account: Account, case_study: CaseStudy) -> bool:
    """May save changes to the draft."""
    return _acts(account) and (account.is_system or account.has_perm("casestudies.change_casestudy"))


def can_change_record(account: Account, record: models.Model) -> bool:
    """May change this shared record."""
    return _acts(account) and (account.is_system or account.has_perm(f"casestudies.change_{record._meta.model_name}"))


def can_edit_library(account: Account) -> bool:
    """May add to and change the shared records: sources, topics, parties, instruments, frameworks, people."""
    return _acts(account) and (account.is_system or account.has_perm("casestudies.change_source"))


def can_publish(account: Account, case_study: CaseStudy) -> bool:
    """May make an edition of the draft."""
    return _acts(account) and (account.is_system or account.has_perm("casestudies.publish_casestudy"))


def can_withdraw(account: Account, case_study: CaseStudy) -> bool:
    """May withdraw the case study from the public, and reinstate it."""
    return can_publish(account, case_study)


def _acts(account: Account) -> bool:
    return account.is_active
