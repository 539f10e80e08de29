"""What can be wrong with a picture."""


class BadPicture(ValueError):
    """A file that cannot be shown as a picture; the message is for the person who chose it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This file is not a picture we can read: {reason}")
        self.reason = reason
