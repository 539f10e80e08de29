"""Every statement that rests on a source: in every draft that somebody sees, in every edition of those case studies."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casestudies.models import Account, CaseStudy, Edition, Source, Verification
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.latest_documents import latest_documents
from casestudies.queries.link_states import cases_resting_on

MOST_CASES = 100


@dataclass
class StatementUse:
    """One statement with the texts that hold it. `verdict` is what a checker last said of it as the draft has it."""

    text: str
    heading: str
    anchor: str
    locators: tuple[str, ...]
    in_draft: bool = False
    editions: list[int] = field(default_factory=list)
    verdict: Verification | None = None


@dataclass(frozen=True)
class CaseUse:
    """`case_study` is None where the account may not see its draft; then only editions speak, under their own title."""

    title: str
    case_study: CaseStudy | None
    slug: str
    live: int | None
    statements: Sequence[StatementUse]
    only_listed: bool


def uses_of(source: Source, account: Account) -> list[CaseUse]:
    """By case study, each statement once with all the texts that hold it. A constant number of queries."""
    cases = list(cases_resting_on(source).select_related("public_state__edition")[:MOST_CASES])
    seen = set(drafts_seen_by(account).filter(pk__in=[case.pk for case in cases]).values_list("pk", flat=True))
    drafts = latest_documents([case for case in cases if case.pk in seen])
    editions: dict[int, list[tuple[int, str]]] = {case.pk: [] for case in cases}
    payloads = Edition.objects.filter(case_study__in=cases, payload__isnull=False, redaction__isnull=True)
    for pk, number, content in payloads.order_by("-number").values_list("case_study", "number", "payload__content"):
        editions[pk].append((number, content))
    verdicts = {
        (row.case_study_id, row.statement_key): row
        for row in Verification.objects.filter(case_study__in=seen).select_related("by", "request")
    }
    found = []
    for case in cases:
        texts: list[tuple[int | None, Mapping[str, Any]]] = []
        if case.pk in drafts:
            texts.append((None, drafts[case.pk]))
        texts += [(number, json.loads(content)) for number, content in editions[case.pk]]
        if texts:
            found.append(_case_use(case, texts, source.key, verdicts, is_seen=case.pk in seen))
    return found


def _case_use(
    case: CaseStudy,
    texts: Iterable[tuple[int | None, Mapping[str, Any]]],
    key: str,
    verdicts: Mapping[tuple[int, str], Verification],
    *,
    is_seen: bool,
) -> CaseUse:
    texts = list(texts)
    uses: dict[tuple[str, tuple[str, ...]], StatementUse] = {}
    for number, document in texts:
        for statement in statements_of(_about(document, key)):
            locators = tuple(item.locator for item in statement.items if item.key == key)
            if not locators:
                continue
            use = uses.setdefault((statement.text, locators), _use(statement, locators))
            if number is None:
                use.in_draft = True
                use.verdict = verdicts.get((case.pk, statement.key))
            elif number not in use.editions:
                use.editions.append(number)
    state = getattr(case, "public_state", None)
    return CaseUse(
        title=case.title if is_seen else texts[0][1]["title"],
        case_study=case if is_seen else None,
        slug=state.slug if state else "",
        live=state.edition.number if state else None,
        statements=list(uses.values()),
        only_listed=not uses,
    )


def _use(statement: CitedStatement, locators: tuple[str, ...]) -> StatementUse:
    return StatementUse(statement.text, statement.heading, statement.anchor, tuple(filter(None, locators)))


def _about(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The parts of a document that may cite the source, so that no others are read."""
    named = f'"{key}"', f"&quot;{key}&quot;"
    return {
        **document,
        "sections": [row for row in document["sections"] if any(name in row["prose"] for name in named)],
        "timeline": [row for row in document["timeline"] if any(item["key"] == key for item in row["references"])],
        "parties": [row for row in document["parties"] if (row["response"].get("reference") or {}).get("key") == key],
    }
