"""“changes” as a sandbox key reads it: one of every kind, by a cursor that says how far it is."""

import re
from collections.abc import Mapping
from typing import Any

from casestudies.api.problem_kinds import INVALID_CURSOR
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.queries.callers import Caller
from casestudies.queries.change_entry import change_entry
from casestudies.queries.changes import Change
from casestudies.queries.sandbox.events import sample_changes
from casestudies.queries.sandbox.states import samples

CURSOR = re.compile(r"sample\.([0-9]{1,3})")


def sample_page(given: Mapping[str, Any], limit: int, caller: Caller) -> tuple[list[dict[str, Any]], str, bool]:
    """The entries after the cursor, where they end, and whether there are more. Filters hide nothing that is gone."""
    start = 0
    if "cursor" in given:
        found = CURSOR.fullmatch(given["cursor"])
        if found is None:
            detail = "This is not a cursor of the sandbox. Begin without one."
            raise Problem(INVALID_CURSOR, detail, errors=[{"parameter": "cursor", "detail": detail}])
        start = int(found[1])
    rest = [change for change in sample_changes() if change.sequence > start and _is_told(change, given, caller)]
    end = rest[limit - 1].sequence if len(rest) > limit else len(sample_changes())
    return [change_entry(change) for change in rest[:limit]], f"sample.{end}", len(rest) > limit


def _is_told(change: Change, given: Mapping[str, Any], caller: Caller) -> bool:
    if change.event.startswith("release.") and not caller.has(Scope.EMBARGO):
        return False
    if change.is_tombstone:
        return True
    if "event" in given and change.event != given["event"]:
        return False
    sample = samples().get(change.slug)
    topics = [topic["slug"] for topic in sample.state.edition.rendering.card["topics"]] if sample else []
    return "topic" not in given or given["topic"] in topics
