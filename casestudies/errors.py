"""The domain's exceptions. Each message is a sentence an editor can act on; the doors show it as it is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a sentence, and the place it belongs to (`sections[2].prose`, `slug`; "" for the whole)."""

    message: str
    place: str = ""


class CasebookError(Exception):
    """Base of everything the domain raises on purpose."""


class NotAllowed(CasebookError):
    """The person may not do this."""


class WrongStage(CasebookError):
    """The action does not fit the stage or the public state."""


class StaleDraft(CasebookError):
    """Somebody else saved in between; `current` is the version that stands."""

    def __init__(self, message: str, *, current: int) -> None:
        super().__init__(message)
        self.current = current


class NotReady(CasebookError):
    """The text may not be saved or published as it is; `problems` says what to mend, and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


class TooMany(CasebookError):
    """More of it came than anybody sends; later it may go through."""


class NothingToPublish(WrongStage):
    """The draft is word for word the edition that stands."""


class Immutable(CasebookError):
    """A row of the public record was about to be changed or deleted."""


class KeyRefused(CasebookError):
    """An API key opens nothing; `why` is one of the names below. What is revoked or expired, its holder alone hears."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    PARTNER_INACTIVE = "partner-inactive"

    def __init__(self, why: str) -> None:
        super().__init__(f"The API key is refused: {why}.")
        self.why = why
