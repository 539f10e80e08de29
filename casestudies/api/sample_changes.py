"""“changes” as a sandbox key reads it: the samples’ story, by a cursor that says how far it was read."""

import re
from collections.abc import Mapping
from typing import Any

from casestudies.api.problem_kinds import INVALID_CURSOR, OTHER_LOG
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.queries.callers import Caller
from casestudies.queries.change_entry import change_entry
from casestudies.queries.changes import Change
from casestudies.queries.sandbox.events import Told, story, told_to

CURSOR = re.compile(r"sample\.([0-9]{1,3})")
ELSEWHERE = "sample.elsewhere"


def sample_page(given: Mapping[str, Any], limit: int, caller: Caller) -> tuple[list[dict[str, Any]], str, bool]:
    """The entries after the cursor, where they end, and whether there are more. Raises Problem."""
    told = story()
    start = _place(given["cursor"], len(told)) if "cursor" in given else 0
    rest = [
        (place, entry)
        for place, one in enumerate(told[start:], start=start + 1)
        if (entry := _as_asked(one, given, caller)) is not None
    ]
    has_more = len(rest) > limit
    end = rest[limit - 1][0] if has_more else len(told)
    return [change_entry(entry) for _place, entry in rest[:limit]], f"sample.{end}", has_more


def _place(cursor: str, last: int) -> int:
    """How many changes were read. Raises Problem."""
    if cursor == ELSEWHERE:
        raise Problem(OTHER_LOG, OTHER_LOG.meaning)
    found = CURSOR.fullmatch(cursor)
    if found is None or int(found[1]) > last:
        detail = "This is not a cursor of the sandbox. Begin without one."
        raise Problem(INVALID_CURSOR, detail, errors=[{"parameter": "cursor", "detail": detail}])
    return int(found[1])


def _as_asked(one: Told, given: Mapping[str, Any], caller: Caller) -> Change | None:
    topic, event = given.get("topic", ""), given.get("event", "")
    return told_to(one, topic=topic, event=event, with_releases=caller.has(Scope.EMBARGO))
