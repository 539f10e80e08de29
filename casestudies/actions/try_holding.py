"""Report what a partner carries, in the sandbox: checked as a real report is, and written down nowhere."""

from datetime import datetime

from casestudies.actions.save_library import check_record
from casestudies.models import ApiKey, CaseStudy, Edition, Holding, Partner
from casestudies.queries.sandbox.offers import as_reported


def try_holding(
    partner: Partner, case_study: CaseStudy, *, edition: Edition | None, url: str, by: ApiKey, now: datetime
) -> Holding:
    """What `report_holding` would have stored of a sample, and how it stands. Raises NotReady with the place `url`."""
    row = as_reported(case_study, edition, url, now)
    check_record(row, only=("url",))
    return row
