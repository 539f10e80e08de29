"""An address for a new case study that no other has, had or asks for."""

from casestudies.models import CaseStudy, OldSlug, PublicState

LONGEST = 90


def free_slug(wanted: str) -> str:
    """The wanted address, cut to length, with -2, -3 … where it is taken. Three queries."""
    stem = wanted[:LONGEST].strip("-") or "case-study"
    taken = {
        slug
        for model in (CaseStudy, OldSlug, PublicState)
        for slug in model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)
    }
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
