"""Where the public site shows what the desk works on."""

from casestudies.models import CaseStudy, Edition, PublicState


def public_state(case_study: CaseStudy) -> PublicState | None:
    """What the public sees of a case study; None when it was never published."""
    return getattr(case_study, "public_state", None)


def case_address(state: PublicState | None) -> str | None:
    return f"/cases/{state.slug}/" if state else None


def edition_address(edition: Edition) -> str | None:
    state = public_state(edition.case_study)
    return f"/cases/{state.slug}/editions/{edition.number}/" if state else None
