"""JSON whose every part knows its line; repeated members and what is not JSON are refused."""

import re
from json import JSONDecodeError
from json import decoder as json_decoder
from typing import Any

from casestudies.exchange.loaded import Loaded, Path, unstorable
from casestudies.exchange.problems import refuse

MAX_DEPTH = 24

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9]\d{0,17}))(\.\d+)?([eE][-+]?\d+)?(?![\w.])", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"true|false|null")
# The standard library's own reader of strings, escapes and all; its type stubs leave it out.
_scan_string = json_decoder.scanstring  # type: ignore[attr-defined]


def read_json(text: str, file: str) -> Loaded:
    """The data in a JSON text. Raises FilesRefused."""
    reader = _Reader(text, file)
    value = reader.value((), depth=0)
    reader.skip()
    if reader.at < len(text):
        raise reader.refusal("there is something after the end")
    return Loaded(file, value, reader.lines)


class _Reader:
    """Walks through the text once."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}

    def skip(self) -> None:
        self._move(_SPACE.match(self.text, self.at).end())  # type: ignore[union-attr]

    def refusal(self, reason: str) -> Exception:
        return refuse(self.file, self.line, f"this is not JSON as used here: {reason}")

    def value(self, path: Path, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise self.refusal("it is nested too deeply")
        self.skip()
        self.lines.setdefault(path, self.line)
        here = self.text[self.at : self.at + 1]
        if here == "{":
            return self._object(path, depth)
        if here == "[":
            return self._array(path, depth)
        if here == '"':
            return self._string()
        if found := _WORD.match(self.text, self.at):
            self._move(found.end())
            return _WORDS[found.group()]
        if found := _NUMBER.match(self.text, self.at):
            self._move(found.end())
            return float(found.group()) if found.group(2) or found.group(3) else int(found.group())
        raise self.refusal(f"a value was expected, not “{here}”" if here else "it ends too early")

    def _object(self, path: Path, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        self._expect("{")
        while not self._ends("}", first=not built):
            self.skip()
            line = self.line
            if self.text[self.at : self.at + 1] != '"':
                raise self.refusal("a member's name in double quotes was expected")
            key = self._string()
            if key in built:
                raise self.refusal(f"“{key}” is here twice")
            self.lines[(*path, key)] = line
            self._expect(":")
            built[key] = self.value((*path, key), depth + 1)
        return built

    def _array(self, path: Path, depth: int) -> list[Any]:
        built: list[Any] = []
        self._expect("[")
        while not self._ends("]", first=not built):
            built.append(self.value((*path, len(built)), depth + 1))
        return built

    def _string(self) -> str:
        try:
            value, end = _scan_string(self.text, self.at + 1, True)
        except JSONDecodeError as error:
            self._move(error.pos)
            reason = error.msg.removesuffix(" at").rstrip(": ")
            raise self.refusal(f"{reason[0].lower()}{reason[1:]}") from error
        if bad := unstorable(value):
            raise refuse(self.file, self.line, f"this holds the character {bad}, which no text can hold")
        self._move(end)
        return value

    def _ends(self, bracket: str, *, first: bool) -> bool:
        """Whether the list or object is over; otherwise the comma before the next member is passed."""
        self.skip()
        if self.text.startswith(bracket, self.at):
            self._move(self.at + 1)
            return True
        if not first:
            self._expect(",")
        return False

    def _expect(self, mark: str) -> None:
        self.skip()
        if not self.text.startswith(mark, self.at):
            raise self.refusal(f"“{mark}” was expected")
        self._move(self.at + 1)

    def _move(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end
