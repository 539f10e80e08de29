"""THE definition of what is public, and every list of it that pages and feeds read.

Only editions, never drafts: a row of `PublicState` says what the public sees of a case study, an `Edition` with
its `Rendering` what it reads. Lists leave out what was withdrawn and what was redacted. One case study is read by
surroundings.py.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from casestudies.enums import PublicStatus, TermKind
from casestudies.models import EditionMedia, MediaFile, OldSlug, PublicState, PublishedTerm

Rows = TypeVar("Rows", bound=QuerySet)

PAGE_SIZE = 20
UUID_FORM = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
# A rendering's large columns, which lists never read.
BODY = ("html", "text", "document", "contents", "json_ld", "bodies", "statements")


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


def address_of(name: str) -> str | None:
    """The present address of a case study that is named by its UUID, or by an address that it had. One query."""
    uuid = as_uuid(name)
    if uuid is None:
        return redirect_for(name)
    return PublicState.objects.filter(uuid=uuid).values_list("slug", flat=True).first()


def as_uuid(name: str) -> UUID | None:
    """The UUID that is written with its dashes; None for any other name."""
    return UUID(name) if UUID_FORM.fullmatch(name) else None


def list_cases(*, kind: TermKind | None = None, key: str = "", number: int = 1) -> ListPage:
    """A page of live case studies, the latest change first; of those alone that carry a term, if one is named.

    Two queries. What a reader looks for, and narrows by, is found by queries/search/.
    """
    states = live() if kind is None else with_term(live(), kind, key)
    start = (number - 1) * PAGE_SIZE
    return ListPage(rows=list(cards(states)[start : start + PAGE_SIZE]), total=states.count(), number=number)


def public_version() -> str:
    """Changes whenever anything does that lists show: counters only go up, and no case study leaves. One query."""
    found = PublicState.objects.aggregate(count=Count("pk"), counters=Sum("counter"))
    return f"{found['count']}.{found['counters']}"


def with_term(states: QuerySet[PublicState], kind: TermKind, key: str) -> QuerySet[PublicState]:
    """Those whose live edition carries the term."""
    return states.filter(terms__kind=kind, terms__key=key)


def latest(count: int) -> list[PublicState]:
    """The latest changed live case studies. One query."""
    return list(cards(live())[:count])


def published_term(kind: TermKind, key: str) -> PublishedTerm | None:
    """A shared record as live editions carry it, as the latest changed one does where they differ. One query."""
    terms = PublishedTerm.objects.filter(kind=kind, key=key, state__in=live())
    return terms.order_by("-state__changed_at", "-state_id").first()


def details_in(kind: TermKind, key: str, states: Iterable[PublicState]) -> dict[int, dict[str, Any]]:
    """What each of the case studies, by row id, says of a shared record. One query."""
    terms = PublishedTerm.objects.filter(kind=kind, key=key, state__in=[state.pk for state in states])
    return dict(terms.values_list("state_id", "detail"))


def sitemap_entries() -> QuerySet[PublicState]:
    """Live case studies in a steady order, their addresses, last changes and languages alone."""
    return live().order_by("id").only("slug", "changed_at", "uuid", "versions", "edition")


def sitemap_extent() -> tuple[int, datetime | None]:
    """How many those are, and when the last of them changed. One query."""
    found = live().order_by().aggregate(total=Count("pk"), newest=Max("changed_at"))
    return found["total"], found["newest"]


def pictures_shown(states: Iterable[PublicState]) -> dict[int, list[MediaFile]]:
    """The pictures of current editions, by row id of the edition. One query."""
    rows = EditionMedia.objects.filter(edition__in=[state.edition_id for state in states]).order_by("id")
    found: dict[int, list[MediaFile]] = {}
    for row in rows.select_related("media"):
        found.setdefault(row.edition_id, []).append(row.media)
    return found


def media_file(sha256: str) -> MediaFile | None:
    """A picture, if an edition shows it that was not redacted. One query."""
    shown = EditionMedia.objects.filter(edition__redaction__isnull=True)
    return MediaFile.objects.filter(pk__in=shown.values("media_id"), sha256=sha256).first()
