"""What the desk says of published texts: the latest corrections, and the partners who have not followed one."""

from casestudies.admin.front.shown import Shown
from casestudies.admin.partners import words
from casestudies.permissions import can_see_holdings
from casestudies.queries.desk import recent_corrections
from casestudies.queries.holdings import behind, titled

LATEST = 5


def partners_context(account):
    """`behind` holds rows for those whom partners concern, else None. Editions' titles alone: no draft's."""
    if not can_see_holdings(account):
        return {"behind": None, "behind_more": 0, "corrections": list(recent_corrections()[:LATEST])}
    rows = Shown(titled(behind()))
    return {
        "behind": rows.rows(row_of),
        "behind_more": rows.more,
        "corrections": list(recent_corrections()[:LATEST]),
    }


def row_of(holding):
    return {
        "holding": holding,
        "title": words.title_of(holding),
        "carried": words.carried(holding),
        "standing": words.standing(holding),
    }
