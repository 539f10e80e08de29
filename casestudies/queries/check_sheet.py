"""A draft as a checker reads it: every statement with its context, the evidence given for it, and what was said of it.

A constant number of queries, however many statements, sources and passages there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casestudies.enums import LinkState, SourceStanding, SourceType
from casestudies.models import Account, CaseStudy, Checker, Passage, Source, Verification
from casestudies.publication.bibliography import SourceEntry, source_entry
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.queries.checking import Progress, checker_name, mark_of, progress_of, verdicts_of
from casestudies.queries.drafts import seen_by
from casestudies.queries.lapsed import lapsed_of

AROUND = 180  # characters of context on either side of a statement
MOST_EARLIER = 3  # passages quoted before that are shown of one source
MOST_ELSEWHERE = 500  # passages of other case studies that are looked at, the latest first
OPEN, LAPSED = "open", "lapsed"


@dataclass(frozen=True)
class Evidence:
    """A source that a statement rests on. `row` is None for one that the library does not have."""

    key: str
    number: int
    locators: tuple[str, ...]
    entry: SourceEntry | None
    type: str
    row: Source | None
    passage: Passage | None
    earlier: tuple[Passage, ...]

    @property
    def open_url(self) -> str:
        """Where to read it: at its address, or in the archived copy where that is dead."""
        if self.entry is None:
            return ""
        return self.entry.archive_url if self.is_dead and self.entry.archive_url else self.entry.url

    @property
    def is_dead(self) -> bool:
        return self.row is not None and self.row.link_state in (LinkState.DEAD, LinkState.DANGEROUS)

    @property
    def standing(self) -> str:
        """What its publisher did with it since; "" where it stands."""
        if self.row is None or self.row.standing == SourceStanding.STANDS:
            return ""
        return str(self.row.get_standing_display())


@dataclass(frozen=True)
class Row:
    """A statement at one place. `state` is its verdict, or open, or lapsed: open, and once said otherwise."""

    number: int
    statement: CitedStatement
    before: str
    after: str
    evidence: tuple[Evidence, ...]
    verification: Verification | None
    lapsed: Verification | None
    places: int
    opens_part: bool
    is_own: bool

    @property
    def state(self) -> str:
        if self.verification:
            return self.verification.verdict
        return LAPSED if self.lapsed else OPEN

    @property
    def mark(self) -> str:
        return mark_of(self.verification)

    @property
    def who(self) -> str:
        return checker_name(self.verification.checker) if self.verification else ""

    @property
    def lapsed_who(self) -> str:
        return checker_name(self.lapsed.checker) if self.lapsed else ""

    @property
    def only_evidence_changed(self) -> bool:
        """Whether the words still are what they were, so that it is a source or a place in it that differs."""
        return self.lapsed is not None and self.lapsed.text == self.statement.text


@dataclass(frozen=True)
class Sheet:
    rows: list[Row]
    progress: Progress


def check_sheet(case_study: CaseStudy, document: Mapping[str, Any], *, by: Checker) -> Sheet:
    """Five queries at most. Who was asked by e-mail sees passages of this case study alone."""
    statements, verdicts = statements_of(document), verdicts_of(case_study)
    lapsed = lapsed_of(statements, verdicts)
    places = Counter(one.key for one in statements)
    library = _Library(case_study, document, statements, by)
    rows, part = [], ""
    for number, one in enumerate(statements, start=1):
        before, after = around(one)
        said = verdicts.get(one.key)
        part_of_this = one.anchor or one.kind
        rows.append(
            Row(
                number=number,
                statement=one,
                before=before,
                after=after,
                evidence=tuple(library.evidence(one)),
                verification=said,
                lapsed=lapsed.get(one.key),
                places=places[one.key],
                opens_part=part_of_this != part,
                is_own=said is not None and said.checker == by,
            )
        )
        part = part_of_this
    return Sheet(rows=rows, progress=progress_of(statements, verdicts))


def around(statement: CitedStatement) -> tuple[str, str]:
    """The text of its block before and after the statement, cut to a sentence or so."""
    start = statement.context.find(statement.text) if statement.text else -1
    if start < 0:
        return "", ""
    before, after = statement.context[:start].strip(), statement.context[start + len(statement.text) :].rstrip()
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    return before, after


class _Library:
    """The sources that the statements cite, with the passages quoted from them, read once."""

    def __init__(
        self, case_study: CaseStudy, document: Mapping[str, Any], statements: Sequence[CitedStatement], by: Checker
    ) -> None:
        cited = dict.fromkeys(item.key for one in statements for item in one.items)
        self.numbers = {key: number for number, key in enumerate(cited, start=1)}
        described = [source for source in document["sources"] if source["key"] in cited]
        self.entries = {one["key"]: source_entry(one, anchor="", number=None, places=()) for one in described}
        self.types = {one["key"]: _type_words(one) for one in described}
        self.rows = {row.key: row for row in Source.objects.filter(key__in=cited)}
        self.quoted: dict[tuple[str, str], Passage] = {}
        self.from_source: dict[str, list[Passage]] = defaultdict(list)
        for passage in Passage.objects.filter(case_study=case_study).select_related("source").order_by("-at", "-pk"):
            self.quoted[passage.statement_key, passage.source.key] = passage
            self.from_source[passage.source.key].append(passage)
        if isinstance(by, Account):
            found = Passage.objects.filter(source__in=[row.pk for row in self.rows.values()])
            elsewhere = seen_by(found.exclude(case_study=case_study), by).select_related("source", "case_study")
            for passage in elsewhere.order_by("-at", "-pk")[:MOST_ELSEWHERE]:
                self.from_source[passage.source.key].append(passage)

    def evidence(self, statement: CitedStatement) -> Iterator[Evidence]:
        for key in dict.fromkeys(item.key for item in statement.items):
            passage = self.quoted.get((statement.key, key))
            yield Evidence(
                key=key,
                number=self.numbers[key],
                locators=tuple(item.locator for item in statement.items if item.key == key and item.locator),
                entry=self.entries.get(key),
                type=self.types.get(key, ""),
                row=self.rows.get(key),
                passage=passage,
                earlier=tuple(self._earlier(key, passage)),
            )

    def _earlier(self, key: str, passage: Passage | None) -> Iterator[Passage]:
        """Those of this case study, then others, the latest first, each text once, without what is quoted here."""
        seen = {passage.words} if passage else set()
        for other in self.from_source[key]:
            if len(seen) > MOST_EARLIER:
                return
            if other.words not in seen:
                seen.add(other.words)
                yield other


def _type_words(described: Mapping[str, Any]) -> str:
    kind = described["csl"].get("type", "")
    return str(SourceType(kind).label) if kind in SourceType.values else kind
