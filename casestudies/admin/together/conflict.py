"""The screen for a save that came too late: everything in which two versions differ, mine beside theirs."""

from dataclasses import dataclass, field
from typing import Any

from casestudies.admin.together.choices import BY_HAND, Chosen, can_be_written, chosen, kind_of, seen_mark, short_name
from casestudies.admin.together.shown_values import Shown, Words
from casestudies.admin.together.states import Typed, number, versions_of
from casestudies.admin.together.typed import revision_from, typed_fields
from casestudies.admin.together.values import Kind
from casestudies.admin.widgets import ProseWidget
from casestudies.models import CaseStudy
from casestudies.publication.merge import Difference, Side, compare
from casestudies.publication.merge_text import merge_lines, merge_prose


@dataclass
class Decision:
    """One difference as the screen shows it. `choice` is what is ticked: mine, theirs, hand, or nothing yet."""

    name: str
    seen: str
    where: str
    label: str
    mine: Shown
    theirs: Shown
    choice: str
    is_open: bool
    is_again: bool
    is_prose: bool = False
    writer: Any = None
    is_put_together: bool = False


@dataclass
class Conflict:
    """`open` are for the editor to decide; `settled` only one side changed, and it is taken unless told otherwise."""

    current: int
    open: list[Decision] = field(default_factory=list)
    settled: list[Decision] = field(default_factory=list)
    is_asked_again: bool = False

    @property
    def has_again(self) -> bool:
        return any(decision.is_again for decision in self.settled)


def conflict_of(request, obj: CaseStudy, typed: Typed, *, current: int) -> Conflict:
    """A constant number of queries."""

    version = number(typed, "base_version")
    three = versions_of(obj, typed_fields(typed), revision_from(obj, version))
    differences = compare(three.mine, three.theirs, three.base)
    found = chosen(typed, differences)
    words = Words(three, differences)
    conflict = Conflict(current, is_asked_again="_merge" in request.POST)
    for difference in differences:
        decision = _decision(difference, found, words)
        (conflict.settled if difference.suggested else conflict.open).append(decision)
    return conflict


def differences_of(obj: CaseStudy, typed: Typed, version: int) -> list[Decision]:
    """The same to look at: what was typed beside what is saved."""
    three = versions_of(obj, typed, revision_from(obj, version))
    differences = [found for found in compare(three.mine, three.theirs, three.base) if found.suggested != Side.THEIRS]
    words = Words(three, differences)
    return [_decision(difference, Chosen(), words) for difference in differences]


def _decision(difference: Difference, found: Chosen, words: Words) -> Decision:
    choice = found.choices.get(difference.id, difference.suggested or "")
    is_again = difference.id in found.again
    decision = Decision(
        name=short_name(difference),
        seen=seen_mark(difference),
        where=words.where(difference),
        label=words.label(difference),
        mine=words.shown(difference, difference.mine),
        theirs=words.shown(difference, difference.theirs),
        choice=str(choice) if isinstance(choice, Side) or not choice else BY_HAND,
        is_open=difference.suggested is None and difference.id not in found.choices,
        is_again=is_again,
    )
    if can_be_written(difference):
        _let_write(decision, difference, found)
    return decision


def _let_write(decision: Decision, difference: Difference, found: Chosen) -> None:
    """A field for a third text: what was written there, or both sides' changes where they do not meet, or mine."""
    is_prose = kind_of(difference) is Kind.PROSE
    both = None
    if difference.base is not None and difference.suggested is None:
        both = (merge_prose if is_prose else merge_lines)(difference.base, difference.mine, difference.theirs)
    text = found.by_hand.get(difference.id, both if both is not None else difference.mine)
    decision.is_prose = is_prose
    decision.is_put_together = both is not None
    name, attrs = f"hand-{decision.name}", {"id": f"id_hand-{decision.name}"}
    if is_prose:
        decision.writer = ProseWidget().render(name, text, attrs)
    else:
        decision.writer = {"name": name, "text": text, "rows": min(12, 2 + len(text) // 80)}
