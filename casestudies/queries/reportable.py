"""What a partner may report about: the case studies that it may receive, and those that it reported before."""

from casestudies.enums import EditionKind
from casestudies.models import CaseStudy, Edition, Holding, PublicState
from casestudies.queries.callers import Caller
from casestudies.queries.editions import address_of
from casestudies.queries.partner_coverage import is_covered
from casestudies.queries.sandbox.offers import case_of, edition_of_sample
from casestudies.queries.sandbox.states import sample_address


def reportable_case(name: str, caller: Caller) -> CaseStudy | None:
    """The case study at an address, present or old, or with a UUID; None for one that the caller may not know.

    Withdrawn ones too.
    """
    if caller.is_sandbox:
        return case_of(sample_address(name) or name)
    state = _state(name) or _state(address_of(name) or "")
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


def fault_of_correction(case_study: CaseStudy, edition: Edition | None, shown: int | None) -> str:
    """Why the corrections up to edition `shown` cannot stand beside the text of `edition`, "" where they can."""
    if shown is None:
        return ""
    if edition is None:
        return "No correction is shown beside a text that is gone."
    if shown <= edition.number:
        return f"The text of edition {edition.number} has no later correction in edition {shown}: leave this out."
    found = edition_of(case_study, shown)
    return "" if found and found.kind == EditionKind.CORRECTION else f"Edition {shown} is no correction."


def is_known_copy(case_study: CaseStudy, caller: Caller, number: int, shown: int | None) -> bool:
    """Whether this may be said of a case study: anything of one that the caller may receive.

    Of one that it lost only what it said before, so that no answer tells which editions came since. Two queries.
    """
    if caller.is_sandbox or is_covered(case_study.uuid, caller):
        return True
    said = Holding.objects.filter(partner=caller.partner_id, case_study=case_study, edition__number=number)
    return said.filter(correction_shown=shown).exists()


def _state(slug: str) -> PublicState | None:
    return PublicState.objects.filter(slug=slug).select_related("case_study").first() if slug else None
