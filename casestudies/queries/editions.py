"""THE definition of what is public, and every list of it that pages and feeds read.

Only editions, never drafts: a row of `PublicState` says what the public sees of a case study, an `Edition` with
its `Rendering` what it reads. Lists leave out what was withdrawn and what was redacted. One case study is read by
surroundings.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Max, QuerySet

from casestudies.enums import PublicStatus, TermKind
from casestudies.models import EditionMedia, MediaFile, OldSlug, PublicState, PublishedTerm
from casestudies.prose.characters import fold

Rows = TypeVar("Rows", bound=QuerySet)

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


@dataclass(frozen=True)
class TopicInUse:
    """A topic as live editions carry it, and how many of them do."""

    slug: str
    name: str
    count: int


def live() -> QuerySet[PublicState]:
    """The case studies that the public can read now: neither withdrawn nor redacted, and there to be read."""
    return PublicState.objects.filter(
        status=PublicStatus.LIVE, edition__redaction__isnull=True, edition__rendering__isnull=False
    )


def cards(states: QuerySet[PublicState]) -> QuerySet[PublicState]:
    """With the edition and the rendering's card, without the bodies. Still one query."""
    heavy = [f"edition__rendering__{name}" for name in BODY]
    return states.select_related("edition__rendering").defer(*heavy)


def with_titles(rows: Rows, path: str = "") -> Rows:
    """Rows that lead to editions by `path`, with the titles under which those were published. Still one query."""
    heavy = [f"{path}rendering__{name}" for name in BODY]
    return rows.select_related(f"{path}rendering").defer(*heavy)


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


def topics_in_use() -> list[TopicInUse]:
    """Every topic that a live edition carries, by name. One query."""
    terms = PublishedTerm.objects.filter(kind=TermKind.TOPIC, state__in=live()).values("key")
    topics = terms.annotate(name=Max("label"), count=Count("pk")).order_by("name", "key")
    return [TopicInUse(*row) for row in topics.values_list("key", "name", "count")]


def sitemap_entries() -> QuerySet[PublicState]:
    """Live case studies in a steady order, their addresses and last changes alone."""
    return live().order_by("id").only("slug", "changed_at")


def media_file(sha256: str) -> MediaFile | None:
    """A picture, if an edition shows it that was not redacted. One query."""
    shown = EditionMedia.objects.filter(edition__redaction__isnull=True)
    return MediaFile.objects.filter(pk__in=shown.values("media_id"), sha256=sha256).first()
