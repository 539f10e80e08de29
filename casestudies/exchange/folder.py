"""Reading below one folder and nowhere else: no path leads out of it, no symbolic link is followed."""

import os
import stat
from pathlib import Path, PurePosixPath

from casestudies.exchange.problems import refuse


class Folder:
    """The files below `root`, which itself may be anything that the caller was told to read.

    Names are relative, with `/`. What is not a plain file inside the folder raises FilesRefused, blamed on `cause`
    (file and line) where another file named it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self, under: str) -> list[str]:
        """The names directly in a subfolder, sorted, hidden ones left out; none if there is no such folder."""
        place = self._locate(under, (under, 1))
        if place is None:
            return []
        if not stat.S_ISDIR(place.lstat().st_mode):
            raise refuse(under, 1, "this should be a folder")
        return sorted(entry.name for entry in place.iterdir() if not entry.name.startswith("."))

    def has(self, name: str) -> bool:
        return self._locate(name, (name, 1)) is not None

    def read_bytes(self, name: str, *, limit: int, cause: tuple[str, int] | None = None) -> bytes:
        """The content of a file of at most `limit` bytes."""
        blamed = cause or (name, 1)
        place = self._locate(name, blamed)
        if place is None:
            raise refuse(*blamed, "there is no such file" if cause is None else f"there is no file “{name}”")
        try:
            # Nobody may swap the file for a link, or for a pipe that never ends, between the look and the reading.
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as opened:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise refuse(*blamed, f"“{name}” is not a plain file")
                data = opened.read(limit + 1)
        except OSError as error:
            raise refuse(*blamed, f"“{name}” cannot be read: {error.strerror}") from error
        if len(data) > limit:
            raise refuse(*blamed, f"“{name}” is larger than {limit // 1000:,} kB")
        return data

    def read_text(self, name: str, *, limit: int, cause: tuple[str, int] | None = None) -> str:
        """The content as text: UTF-8, without a byte order mark, lines ending in a line feed."""
        data = self.read_bytes(name, limit=limit, cause=cause)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise refuse(name, line, "this is not UTF-8 text") from error
        return text.replace("\r\n", "\n")

    def _locate(self, name: str, blamed: tuple[str, int]) -> Path | None:
        """The path of a name, or None if nothing is there."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or any(mark in name for mark in ("//", "\\", "\0")):
            raise refuse(*blamed, f"“{name}” leads out of the folder")
        place = self.root
        for part in parts:
            place = place / part
            try:
                mode = place.lstat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                return None
            except OSError as error:
                raise refuse(*blamed, f"“{name}” cannot be read: {error.strerror}") from error
            if stat.S_ISLNK(mode):
                raise refuse(*blamed, f"“{name}” is a symbolic link, and links are not followed")
        return place
