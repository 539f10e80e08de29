"""What can be wrong with prose, in the words of the person who wrote it."""


class ProseError(ValueError):
    """Prose that cannot be taken; the message is for the person who wrote it."""


class ProseTooLong(ProseError):
    """More text than one piece of prose may hold."""


class MarkdownError(ProseError):
    """Markdown that uses something prose does not have, so that reading it would lose something."""

    def __init__(self, line: int, reason: str) -> None:
        """``line`` counts from 1."""
        super().__init__(f"Line {line}: {reason}")
        self.line = line
        self.reason = reason
