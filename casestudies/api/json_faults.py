"""Where a body stops being JSON, and what was expected there instead."""

from json import JSONDecodeError
from typing import Any

# How the standard library's reader begins what it says, and what that means to who wrote the body.
EXPECTED = {
    "Expecting property name": "the name of a member was expected, in double quotes",
    "Expecting value": "a value was expected",
    "Expecting ':'": "a colon was expected",
    "Expecting ','": "a comma or the closing bracket was expected",
    "Unterminated string": "the string that begins here does not end",
    "Invalid control character": "a string holds a control character that is not escaped",
    "Invalid \\": "the backslash escapes nothing that JSON knows",
    "Extra data": "the JSON has ended before this, and nothing may follow it",
    "Unexpected UTF-8 BOM": "a byte order mark stands before the JSON; leave it out",
    "Illegal trailing comma": "a member or a value was expected after the comma",
}


class NotTaken(ValueError):
    """What JSON allows and is refused here; the text says what."""


def fault_in(body: bytes, error: Exception) -> dict[str, Any]:
    """What is wrong, for `errors`: with `line` and `column` where that is known, both from 1, in characters."""
    if isinstance(error, JSONDecodeError):
        meant = next((said for begins, said in EXPECTED.items() if error.msg.startswith(begins)), error.msg)
        there = "" if error.pos >= len(error.doc) else f", not “{_shown(error.doc[error.pos])}”"
        if not meant.endswith("expected") and "was expected," not in meant:
            there = ""
        elif not there:
            there = ", and the body ends"
        return _at(error.lineno, error.colno, f"{meant}{there}")
    if isinstance(error, UnicodeDecodeError):
        before = body[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return _at(line, column, f"the byte {body[error.start]:#04x} is not UTF-8")
    if isinstance(error, RecursionError):
        return {"pointer": "", "detail": "The body is nested too deeply."}
    if isinstance(error, NotTaken):
        return {"pointer": "", "detail": f"The body is JSON of a kind that is not taken here: {error}"}
    return {"pointer": "", "detail": f"The body is not JSON: {error}"}


def _at(line: int, column: int, what: str) -> dict[str, Any]:
    detail = f"The body is not JSON: in line {line}, column {column}, {what}."
    return {"pointer": "", "detail": detail, "line": line, "column": column}


def _shown(sign: str) -> str:
    return sign if sign.isprintable() and not "\ud800" <= sign <= "\udfff" else f"U+{ord(sign):04X}"
