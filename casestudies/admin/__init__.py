"""The editors' door: Django's admin in Unfold's frame. It validates, calls the actions, and shows."""

from casestudies.admin import (
    accounts,
    case_study,
    job_list,
    media,
    people,
    record,
    reports,
    roles,
    settings,
    sources,
    vocabularies,
)
from casestudies.admin.audit import entries
from casestudies.admin.partners import deliveries, holding, partner
from casestudies.admin.teaching import passes

__all__ = [
    "accounts",
    "case_study",
    "deliveries",
    "entries",
    "holding",
    "job_list",
    "media",
    "partner",
    "passes",
    "people",
    "record",
    "reports",
    "roles",
    "settings",
    "sources",
    "vocabularies",
]
