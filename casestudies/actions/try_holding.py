"""Report what a partner carries, in the sandbox: checked as a real report is, and written down nowhere."""

from datetime import datetime

from casestudies.actions.save_library import check_record
from casestudies.errors import NotReady, Problem
from casestudies.models import ApiKey, CaseStudy, Edition, Holding, Partner
from casestudies.queries.reportable import fault_of_correction
from casestudies.queries.sandbox.offers import as_reported


def try_holding(
    partner: Partner,
    case_study: CaseStudy,
    *,
    edition: Edition | None,
    url: str,
    by: ApiKey,
    now: datetime,
    correction_shown: int | None = None,
) -> Holding:
    """What `report_holding` would have stored of a sample, and how it stands. Raises NotReady with the places that
    `report_holding` names."""
    if fault := fault_of_correction(case_study, edition, correction_shown):
        raise NotReady([Problem(fault, "correction_shown")])
    row = as_reported(case_study, edition, url, now, correction_shown)
    check_record(row, only=("url",))
    return row
