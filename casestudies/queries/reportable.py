"""What a partner may report about: the case studies that it may receive, and those that it reported before."""

from casestudies.models import CaseStudy, Edition, Holding, PublicState
from casestudies.queries.callers import Caller
from casestudies.queries.editions import redirect_for
from casestudies.queries.partner_coverage import is_covered
from casestudies.queries.sandbox.offers import case_of, edition_of_sample


def reportable_case(slug: str, caller: Caller) -> CaseStudy | None:
    """The case study at an address, present or old, withdrawn or not; None for one that the caller may not know."""
    if caller.is_sandbox:
        return case_of(slug)
    state = _state(slug) or _state(redirect_for(slug) or "")
    if state is None:
        return None
    reported = Holding.objects.filter(partner=caller.partner_id, case_study=state.case_study_id)
    return state.case_study if is_covered(state.uuid, caller) or reported.exists() else None


def edition_of(case_study: CaseStudy, number: int) -> Edition | None:
    """One query; none for a number that no edition can have, and for a sample."""
    if case_study.pk < 0:
        return edition_of_sample(case_study, number)
    if not 0 < number < 2**31:
        return None
    return Edition.objects.filter(case_study=case_study, number=number).first()


def _state(slug: str) -> PublicState | None:
    return PublicState.objects.filter(slug=slug).select_related("case_study").first() if slug else None
