"""What is wrong with files, each problem with its file, line and reason, all of them told at once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from casestudies.errors import CasebookError

SHOWN = 50


@dataclass(frozen=True, order=True)
class FileProblem:
    """One thing to mend. `file` is relative to the folder that was read; `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class FilesRefused(CasebookError):
    """The files are refused as a whole, and nothing of them was written. `problems` says what to mend."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = sorted(set(problems))
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        if rest := len(self.problems) - len(shown):
            shown.append(f"… and {rest:,} more.")
        super().__init__("\n".join(shown))


class ProblemList:
    """Collects problems, so that one reading tells all of them."""

    def __init__(self) -> None:
        self.found: list[FileProblem] = []

    def add(self, file: str, line: int, reason: str) -> None:
        self.found.append(FileProblem(file, line, reason))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Take over what a part of the reading refuses, and go on behind it."""
        try:
            yield
        except FilesRefused as refused:
            self.found += refused.problems

    def refuse_if_any(self) -> None:
        """Raises FilesRefused with everything found so far."""
        if self.found:
            raise FilesRefused(self.found)


def refuse(file: str, line: int, reason: str) -> FilesRefused:
    """A refusal for one reason, to be raised."""
    return FilesRefused([FileProblem(file, line, reason)])
