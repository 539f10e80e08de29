"""What a form sent, of which somebody typed what: names to lists of values; and the text that it began from."""

from casestudies.admin.together.choices import is_choice
from casestudies.models import CaseStudy, Revision


def typed_lists(request) -> dict[str, list[str]]:
    """All that was sent."""
    return {name: list(values) for name, values in request.POST.lists()}


def typed_fields(fields) -> dict[str, list[str]]:
    """Of what a form sends what somebody typed: no token, no button, no choice between versions, no empty row."""
    return {name: list(values) for name, values in fields.items() if _is_typed(name)}


def _is_typed(name: str) -> bool:
    return not (name.startswith("_") or name == "csrfmiddlewaretoken" or "__prefix__" in name or is_choice(name))


def revision_from(obj: CaseStudy, version: int) -> Revision | None:
    """The text that a form of that version began from; None for a version that there never was.

    A version that changed the address alone has the text of the one before.
    """
    if not 0 < version <= obj.version:
        return None
    return Revision.objects.filter(case_study=obj, number__lte=version).order_by("-number").first()
