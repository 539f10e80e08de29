"""What the desk says of published texts: the latest corrections, and the partners whom they do not reach."""

from casestudies.admin.front.shown import Shown
from casestudies.admin.partners import words
from casestudies.admin.partners.endpoint_words import endpoint_page, state_of
from casestudies.permissions import can_see_endpoints, can_see_holdings
from casestudies.queries.desk import recent_corrections
from casestudies.queries.endpoints import failing
from casestudies.queries.holdings import behind, titled

LATEST = 5


def partners_context(account):
    """`behind` holds rows for those whom partners concern, else None. Editions' titles alone: no draft's."""
    shown = {"corrections": list(recent_corrections()[:LATEST])}
    if can_see_endpoints(account):
        rows = Shown(failing())
        shown |= {"failing": rows.rows(endpoint_row), "failing_more": rows.more}
    if not can_see_holdings(account):
        return shown | {"behind": None, "behind_more": 0}
    rows = Shown(titled(behind()))
    return shown | {"behind": rows.rows(row_of), "behind_more": rows.more}


def endpoint_row(endpoint):
    return {"endpoint": endpoint, "address": endpoint_page(endpoint), "state": state_of(endpoint, endpoint.partner)}


def row_of(holding):
    return {
        "holding": holding,
        "title": words.title_of(holding),
        "carried": words.carried(holding),
        "standing": words.standing(holding),
    }
