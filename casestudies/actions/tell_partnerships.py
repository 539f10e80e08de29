"""Tell who looks after partners which of them carry a text that was just corrected or withdrawn."""

from datetime import datetime

from casestudies.actions.notify import notify
from casestudies.enums import NotificationKind
from casestudies.models import CaseStudy, Notification
from casestudies.queries.holdings import behind
from casestudies.queries.staff import who_may

MOST_NAMED = 12


def tell_partnerships(case_study: CaseStudy, called: str, what: str, *, now: datetime) -> list[Notification]:
    """One notice to each who records what partners carry; none where no partner is behind.

    `what` is `corrected` or `withdrawn`. They see no drafts, so the case study is `called` as it is published, and
    the notice leads to the list of what is behind. One query where nobody is.
    """
    rows = list(behind().filter(case_study=case_study).select_related("partner", "edition"))
    if not rows:
        return []
    carried: dict[str, set[int]] = {}
    for row in rows:
        carried.setdefault(row.partner.name, set()).add(row.edition.number if row.edition else 0)
    named = [f"{name} ({_editions(numbers)})" for name, numbers in carried.items()]
    if len(named) > MOST_NAMED:
        named = [*named[:MOST_NAMED], f"and {len(named) - MOST_NAMED} more"]
    count = "A partner carries" if len(carried) == 1 else f"{len(carried)} partners carry"
    return notify(
        NotificationKind.PARTNERS_BEHIND,
        to=who_may("change_holding"),
        sentence=f"“{called}” was {what}. {count} the text as it was: {', '.join(named)}.",
        now=now,
        path="/admin/casestudies/holding/?behind=yes",
    )


def _editions(numbers: set[int]) -> str:
    return f"edition{'s' * (len(numbers) > 1)} {', '.join(map(str, sorted(numbers)))}"
