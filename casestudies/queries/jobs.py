"""Which jobs an account sees, as rows. `permissions.can_see_job` says the same of one."""

from django.db.models import QuerySet

from casestudies.models import Account, Job


def jobs_seen_by(jobs: QuerySet[Job], account: Account) -> QuerySet[Job]:
    """Those the account asked for; for administrators all of them."""
    if account.is_active and (account.is_system or account.has_perm("casestudies.view_account")):
        return jobs
    return jobs.filter(asked_by=account)
