"""Quote the passage of a source that a statement rests on."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_statement import lock_statement
from casestudies.actions.record import audit
from casestudies.errors import NotReady, Problem
from casestudies.models import Account, CaseStudy, Checker, CheckRequest, Passage, Source

MOST_WORDS = 5_000  # characters; more would be a copy of the work, not a quotation
MOST_LOCATOR = 200


def quote_passage(
    case_study: CaseStudy,
    key: str,
    *,
    source_key: str,
    words: str,
    locator: str = "",
    by: Checker,
    now: datetime,
) -> Passage | None:
    """Keep the words of the source, in place of what was quoted from it for this statement before.

    No words take the passage away; then None. The source is one that the statement cites. Raises NotAllowed,
    StaleDraft, NotReady.
    """
    words, locator = words.strip(), " ".join(locator.split())
    with transaction.atomic():
        locked = lock_statement(case_study, key, by=by, now=now)
        if source_key not in {item.key for item in locked.statement.items}:
            raise NotReady([Problem("The statement does not cite this source.", "words")])
        if len(words) > MOST_WORDS:
            raise NotReady([Problem(f"Quote no more than {MOST_WORDS:,} characters.", "words")])
        if len(locator) > MOST_LOCATOR:
            raise NotReady([Problem(f"Say in {MOST_LOCATOR} characters where it stands.", "locator")])
        source = Source.objects.get(key=source_key)
        there = Passage.objects.filter(case_study=locked.draft, statement_key=key, source=source)
        detail = {"statement": key, "source": source_key}
        if not words:
            if there.delete()[0]:
                audit("passage.removed", locked.draft, by=by, now=now, detail=detail)
            return None
        if there.filter(words=words, locator=locator).exists():
            return there.get()
        passage, _ = Passage.objects.update_or_create(
            case_study=locked.draft,
            source=source,
            statement_key=key,
            defaults={
                "words": words,
                "locator": locator,
                "by": by if isinstance(by, Account) else None,
                "request": by if isinstance(by, CheckRequest) else None,
                "at": now,
            },
        )
        audit("passage.quoted", locked.draft, by=by, now=now, detail=detail)
        return passage
