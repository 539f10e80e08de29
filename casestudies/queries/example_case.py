"""What the documentation's commands name, so that they run as they stand: something published that is there to read."""

from dataclasses import dataclass

from casestudies.enums import TermKind
from casestudies.models import PublishedTerm
from casestudies.queries.editions import live


@dataclass(frozen=True)
class Example:
    """A case study's slug, the number of its current edition, and the key of one of its sources."""

    slug: str
    edition: int
    source: str


def example_case() -> Example | None:
    """The first of those that can be read now, so that it seldom becomes another. Two queries."""
    state = live().select_related("edition").only("slug", "edition__number").order_by("id").first()
    if state is None:
        return None
    sources = PublishedTerm.objects.filter(state=state, kind=TermKind.SOURCE).order_by("key")
    return Example(state.slug, state.edition.number, sources.values_list("key", flat=True).first() or "")
