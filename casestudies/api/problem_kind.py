"""What a kind of problem is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    """`name` ends the problem's type address and never changes; `title` and `remedy` are for people.

    `type_address` is set where a registry has a type for it; the page about it stays ours.
    """

    name: str
    status: int
    title: str
    meaning: str
    remedy: str
    type_address: str = ""
