"""What a partner may report about: the case studies that it may receive, and those that it reported before."""

from casestudies.enums import EditionKind
from casestudies.models import CaseStudy, ChangeSubject, Edition, Holding, PublicState
from casestudies.queries.callers import Caller
from casestudies.queries.editions import address_of, as_uuid
from casestudies.queries.holdings import may_be_read, reported
from casestudies.queries.partner_coverage import is_covered, losses
from casestudies.queries.sandbox.offers import case_of, edition_of_sample
from casestudies.queries.sandbox.states import sample_address


def reportable_case(name: str, caller: Caller) -> CaseStudy | None:
    """The case study at an address, present or old, or with a UUID; None for one that the caller may not know.

    Withdrawn ones too. One that it lost is known by what it was called until then. At most six queries.
    """
    if caller.is_sandbox:
        return case_of(sample_address(name) or name)
    state = _state(name) or _state(address_of(name) or "")
    if state is None:
        return None
    if is_covered(state.uuid, caller):
        return state.case_study
    said = Holding.objects.filter(partner=caller.partner_id, case_study=state.case_study_id)
    return state.case_study if said.exists() and _was_called(name, state, caller) else None


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


def may_be_said(case_study: CaseStudy, caller: Caller, number: int, shown: int | None) -> bool:
    """Whether this may be said of a case study: anything of one that the caller may receive.

    Of one that it lost only what it said before, so that no answer tells which editions came since. One query.
    """
    rows = reported(caller, case_study)
    said = {(row.edition.number, row.correction_shown) for row in rows if row.edition}
    return all(map(may_be_read, rows)) or (number, shown) in said


def _was_called(name: str, state: PublicState, caller: Caller) -> bool:
    """Whether a case study that left the coverage had this address before, or whether this is its UUID.

    An address that it got since, or got at a time that the caller was never told, is not the caller's to know.
    """
    if as_uuid(name) is not None:
        return True
    loss = losses(caller.partner_id, state.uuid).first()
    if loss is None:
        return False
    had = ChangeSubject.objects.filter(slug=name, entry__case_uuid=state.uuid)
    return name == loss.data["slug"] or had.filter(entry__sequence__lte=loss.after_sequence).exists()


def _state(slug: str) -> PublicState | None:
    return PublicState.objects.filter(slug=slug).select_related("case_study").first() if slug else None
