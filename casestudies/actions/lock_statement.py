"""Lock a draft for a checker's word, and find the statement that it is about in the text as it stands now."""

from dataclasses import dataclass
from datetime import datetime

from casestudies.actions.lock_case import lock_case
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import CaseStudy, Checker, CheckRequest, Verification
from casestudies.permissions import can_check, is_check_open
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.queries.checking import Progress, progress_of, verdicts_of


@dataclass(frozen=True)
class LockedStatement:
    """The draft with all its statements and verdicts, none of which changes before the transaction ends."""

    draft: CaseStudy
    statement: CitedStatement
    statements: list[CitedStatement]
    verdicts: dict[str, Verification]

    @property
    def standing(self) -> Verification | None:
        """What was said of the statement until now."""
        return self.verdicts.get(self.statement.key)

    @property
    def progress(self) -> Progress:
        return progress_of(self.statements, self.verdicts)


def lock_statement(case_study: CaseStudy, key: str, *, by: Checker, now: datetime) -> LockedStatement:
    """Raises NotAllowed; StaleDraft when the draft has no such statement any more."""
    draft = lock_case(case_study)
    allow_checker(draft, by=by, now=now)
    statements = statements_of(take_snapshot(draft).document)
    found = next((statement for statement in statements if statement.key == key), None)
    if found is None:
        raise StaleDraft(
            "The statement changed while you were reading. Read it as it stands now; nothing was recorded.",
            current=draft.version,
        )
    return LockedStatement(draft=draft, statement=found, statements=statements, verdicts=verdicts_of(draft))


def allow_checker(draft: CaseStudy, *, by: Checker, now: datetime) -> None:
    """Raises NotAllowed. A request is read anew, with its asker: either may have lost leave a moment ago."""
    if not isinstance(by, CheckRequest):
        if not can_check(by, draft):
            raise NotAllowed("You may not fact-check this case study.")
        return
    found = CheckRequest.objects.filter(pk=by.pk, case_study=draft)
    request = found.select_related("asked_by", "case_study").first()
    if request is None or not is_check_open(request, now):
        raise NotAllowed("This link is no longer open, so nothing was recorded. Ask the desk for a new one.")
