"""THE definition of what is public, and every list of it that pages and feeds read.

Only editions, never drafts: a row of `PublicState` says what the public sees of a case study, an `Edition` with
its `Rendering` what it reads. Lists leave withdrawn case studies out. One case study is read by surroundings.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casestudies.enums import PublicStatus, TermKind
from casestudies.models import EditionMedia, MediaFile, OldSlug, PublicState, PublishedTerm
from casestudies.prose.characters import fold

PAGE_SIZE = 20
# A rendering's large columns, which lists never read.
BODY = ("html", "text", "document", "contents")


@dataclass(frozen=True)
class ListPage:
    """A page of a list: rows (public states with edition and card), and how many there are in all."""

    rows: Sequence[PublicState]
    total: int
    number: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def live() -> QuerySet[PublicState]:
    """The case studies that the public can read now."""
    return PublicState.objects.filter(status=PublicStatus.LIVE)


def cards(states: QuerySet[PublicState]) -> QuerySet[PublicState]:
    """With the edition and the rendering's card, without the bodies. Still one query."""
    heavy = [f"edition__rendering__{name}" for name in BODY]
    return states.select_related("edition__rendering").defer(*heavy)


def redirect_for(slug: str) -> str | None:
    """The present address of a case study that had another. One query."""
    old = OldSlug.objects.filter(slug=slug).select_related("case_study__public_state").first()
    return old.case_study.public_state.slug if old else None


def list_cases(*, q: str = "", topic: str = "", number: int = 1) -> ListPage:
    """A page of live case studies, the latest change first. Two queries.

    `q`: every word must occur somewhere in the published text, whatever the case and accents.
    """
    states = live()
    for word in fold(q).split()[:12]:
        states = states.filter(search__folded__contains=word)
    if topic:
        states = with_term(states, TermKind.TOPIC, topic)
    start = (number - 1) * PAGE_SIZE
    return ListPage(rows=list(cards(states)[start : start + PAGE_SIZE]), total=states.count(), number=number)


def with_term(states: QuerySet[PublicState], kind: TermKind, key: str) -> QuerySet[PublicState]:
    """Those whose live edition carries the term."""
    return states.filter(terms__kind=kind, terms__key=key)


def latest(count: int) -> list[PublicState]:
    """The latest changed live case studies. One query."""
    return list(cards(live())[:count])


def topic_name(slug: str) -> str | None:
    """A topic's name as live editions carry it, the newest one's where they differ. One query."""
    states = live().filter(terms__kind=TermKind.TOPIC, terms__key=slug)
    return states.values_list("terms__label", flat=True).first()


def topics_in_use() -> list[tuple[str, str]]:
    """(slug, name) of every topic a live edition carries, by name. One query."""
    terms = PublishedTerm.objects.filter(kind=TermKind.TOPIC, state__status=PublicStatus.LIVE)
    return list(dict(terms.order_by("label").values_list("key", "label")).items())


def sitemap_entries() -> QuerySet[PublicState]:
    """Live case studies in a steady order, their addresses and last changes alone."""
    return live().order_by("id").only("slug", "changed_at")


def media_file(sha256: str) -> MediaFile | None:
    """A picture, if an edition shows it. One query."""
    shown = Q(pk__in=EditionMedia.objects.values("media_id"))
    return MediaFile.objects.filter(shown, sha256=sha256).first()
