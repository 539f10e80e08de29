"""Which published case studies have something to do with each other, and what: sources, parties, instruments, terms."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log2
from uuid import UUID

from django.db.models import Count, Q
from django.utils.text import Truncator

from casestudies.enums import TermKind
from casestudies.models import PublicState, PublishedTerm, RelatedCase
from casestudies.queries.editions import cards, live
from casestudies.queries.surroundings import Surroundings

Term = tuple[str, str]

# What two cases may have in common, the most telling first, and how much it weighs.
WEIGHTS = {TermKind.SOURCE: 4.0, TermKind.INSTRUMENT: 3.0, TermKind.PARTY: 2.0, TermKind.FRAMEWORK_TERM: 1.5}
# What more cases than this carry says nothing about any two of them.
COMMON = 200
MOST = 5
MOST_CANDIDATES = 40
MOST_LABELS = 3
LONGEST_LABEL = 140


@dataclass(frozen=True)
class Relation:
    """Another case study and what both carry, in the form that `RelatedCase` keeps."""

    other: int
    slug: str
    title: str
    reasons: tuple[dict[str, object], ...]


def related_of(page: Surroundings) -> list[RelatedCase]:
    """What the page of a case study names at its end; nothing that was withdrawn since. One query."""
    rows = RelatedCase.objects.filter(state=page.state, other__in=live())
    return list(rows.order_by("position"))


def candidates(state: PublicState) -> dict[int, list[Term]]:
    """Rows of other public states and what they share with this one, the most telling first. Three queries at most."""
    own = PublishedTerm.objects.filter(state=state, kind__in=WEIGHTS).values_list("kind", "key")
    mine = _any_of(own)
    if mine is None:
        return {}
    uses = PublishedTerm.objects.filter(mine).order_by().values("kind", "key").annotate(uses=Count("pk"))
    rare = {(kind, key): count for kind, key, count in uses.values_list("kind", "key", "uses") if 2 <= count <= COMMON}
    shared = _any_of(rare)
    if shared is None:
        return {}
    found: dict[int, list[Term]] = defaultdict(list)
    others = PublishedTerm.objects.filter(shared).exclude(state=state).exclude(_same_text(state)).order_by()
    for other, kind, key in others.values_list("state_id", "kind", "key"):
        found[other].append((kind, key))
    worth = {term: WEIGHTS[TermKind(term[0])] / log2(1 + count) for term, count in rare.items()}
    ranked = sorted(found, key=lambda other: (-sum(worth[term] for term in found[other]), -other))
    return {other: sorted(found[other], key=worth.__getitem__, reverse=True) for other in ranked[:MOST_CANDIDATES]}


def _same_text(state: PublicState) -> Q:
    """The original and its other translations: they have everything in common and are named elsewhere."""
    original = state.translation_of or state.uuid
    return Q(state__uuid=original) | Q(state__translation_of=original, state__translation_of__isnull=False)


def relations(state: PublicState, found: dict[int, list[Term]]) -> list[Relation]:
    """Of the candidates those that are live, each text once, as the end of the page names them. Two queries."""
    names = PublishedTerm.objects.filter(state=state, kind__in=WEIGHTS).values_list("kind", "key", "label")
    labels = {(kind, key): label for kind, key, label in names}
    there = {row.pk: row for row in cards(live().filter(pk__in=[*found, state.pk]))}
    language = _language(there[state.pk]) if state.pk in there else ""
    shown = _one_of_each_text([there[other] for other in found if other in there], language)
    return [
        Relation(
            other=row.pk,
            slug=row.slug,
            title=row.edition.rendering.card["title"],
            reasons=tuple(_reasons(found[row.pk], labels)),
        )
        for row in shown[:MOST]
    ]


def _one_of_each_text(rows: Iterable[PublicState], language: str) -> list[PublicState]:
    """In the same order; of a text in several languages what is in this one, else the original."""
    texts: dict[UUID, list[PublicState]] = defaultdict(list)
    for row in rows:
        texts[row.translation_of or row.uuid].append(row)
    return [
        min(versions, key=lambda row: (_language(row) != language, row.translation_of is not None))
        for versions in texts.values()
    ]


def _language(state: PublicState) -> str:
    rendering = getattr(state.edition, "rendering", None)
    return str(rendering.card["language"]) if rendering else ""


def _any_of(terms: Collection[Term]) -> Q | None:
    """The condition that a row is one of these terms; None for none."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in terms:
        by_kind[kind].append(key)
    condition: Q | None = None
    for kind, keys in by_kind.items():
        one = Q(kind=kind, key__in=keys)
        condition = one if condition is None else condition | one
    return condition


def _reasons(terms: list[Term], labels: dict[Term, str]) -> list[dict[str, object]]:
    reasons = []
    for kind in WEIGHTS:
        names = [Truncator(labels[term]).chars(LONGEST_LABEL) for term in terms if term[0] == kind and term in labels]
        if names:
            more = max(0, len(names) - MOST_LABELS)
            reasons.append({"kind": str(kind), "labels": names[:MOST_LABELS], "more": more})
    return reasons
