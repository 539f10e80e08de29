"""Two languages that nobody speaks, made from the words of the French catalogue's originals.

`qpl` has accents, brackets and words longer by two fifths; `qpr` runs from right to left. In them a page
shows whether all its strings are translated, and whether its layout bears other languages. See README.md.
"""

import re
import struct
from calendar import month_abbr, month_name
from collections.abc import Callable
from pathlib import Path

CATALOGUE = Path(__file__).parent.parent / "casestudies/locale/fr/LC_MESSAGES/django.mo"
LONG, MIRRORED = "qpl", "qpr"
MAGIC, ENTRY = 0x950412DE, struct.Struct("<2I")
HEADER = b"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
# What is no word: placeholders, elements, entities.
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&#?\w+;)")
WORD = re.compile(r"[A-Za-z]+")
ACCENTED = str.maketrans("AEIOUYaeiouycn", "ÅËÎÕÜÝåëîõüýçñ")
# Django's own words for months, which dates on our pages are written with.
MONTHS = [*month_name[1:], *month_abbr[1:]]


def long_words(text: str) -> str:
    """`[Šëëmþlë]`-like: every word accented and longer by two fifths, the message in brackets."""
    return f"[{_words(text, _stretched)}]"


def mirrored(text: str) -> str:
    """The words as they are, set from right to left."""
    return _words(text, lambda word: f"\u202e{word.translate(ACCENTED)}\u202c")


def write_catalogues(folder: Path) -> Path:
    """Writes both as Django looks for them, below `folder`; the same whenever the catalogue is."""
    messages = [message for message in read_originals(CATALOGUE) if message] + [name.encode() for name in MONTHS]
    for locale, change in ((LONG, long_words), (MIRRORED, mirrored)):
        made = {b"": HEADER} | {message: _changed(message, change) for message in messages}
        path = folder / locale / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_compiled(made))
    return folder


def read_originals(path: Path) -> list[bytes]:
    """The messages of a compiled catalogue as they stand in the code: context, singular and plural together."""
    data = path.read_bytes()
    magic, _version, count, at = struct.unpack_from("<4I", data)
    if magic != MAGIC:
        raise ValueError(f"{path} is no compiled catalogue.")
    places = (ENTRY.unpack_from(data, at + ENTRY.size * row) for row in range(count))
    return [data[start : start + length] for length, start in places]


def _changed(message: bytes, change: Callable[[str], str]) -> bytes:
    text = message.decode().rpartition("\x04")[2]
    return "\0".join(map(change, text.split("\0"))).encode()


def _words(text: str, change: Callable[[str], str]) -> str:
    pieces = KEPT.split(text)
    pieces[::2] = [WORD.sub(lambda found: change(found[0]), piece) for piece in pieces[::2]]
    return "".join(pieces)


def _stretched(word: str) -> str:
    """Two fifths longer, rounded up: its first vowels are said again."""
    made, missing = [], -(-len(word) * 2 // 5)
    for letter in word.translate(ACCENTED):
        made.append(letter)
        if missing and not letter.isascii():
            again = min(missing, 2)
            made.append(letter.lower() * again)
            missing -= again
    return "".join(made) + "ō" * missing


def _compiled(messages: dict[bytes, bytes]) -> bytes:
    """In the format of GNU gettext: two tables of lengths and places, then the strings."""
    rows = sorted(messages.items())
    at = 28 + 2 * ENTRY.size * len(rows)
    tables, strings = [b"", b""], b""
    for which in (0, 1):
        for row in rows:
            tables[which] += ENTRY.pack(len(row[which]), at + len(strings))
            strings += row[which] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(rows), 28, 28 + ENTRY.size * len(rows), 0, 0)
    return head + b"".join(tables) + strings
