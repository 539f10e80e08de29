"""Claim an address: what was public under one case study never leads to another."""

from casestudies.errors import NotReady, Problem
from casestudies.models import CaseStudy, OldSlug, PublicState


def taken_slug(slug: str, case_study: CaseStudy) -> Problem | None:
    """Why the case study cannot have this address; None when it can.

    Both tables are asked in one statement: between two, an address could move from the one to the other unseen.
    """
    public = PublicState.objects.filter(slug=slug).exclude(case_study=case_study.pk).values("slug")
    old = OldSlug.objects.filter(slug=slug).exclude(case_study=case_study.pk).values("slug")
    if public.union(old).exists():
        return Problem(
            "Another case study was published under this address, and links lead there. Choose another.", "slug"
        )
    return None


def claim_slug(slug: str, case_study: CaseStudy) -> None:
    """Raises NotReady when the address is taken. Called under the lock of the case study."""
    problem = taken_slug(slug, case_study)
    if problem:
        raise NotReady([problem])
