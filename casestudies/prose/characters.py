"""Which characters text may hold, which of them nobody sees, and which count as the same when text is looked for."""

import re
import unicodedata

# C0 and C1 controls but for tab, line feed, form feed and carriage return; lone surrogates; noncharacters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_ASCII_SPACE = re.compile("[ \t\n\r\f]+")
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

# Letters that Unicode does not take apart into a letter and a mark, and how they are spelt without one.
UNDIVIDED = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
}
_SPELT_OUT = str.maketrans(UNDIVIDED)


def drop_unwanted(text: str) -> str:
    """The text without control characters, lone surrogates and noncharacters; whitespace stays."""
    return _UNWANTED.sub("", text)


def collapse(text: str) -> str:
    """The text with every run of ASCII whitespace as one space; U+00A0 and its like stay as they are."""
    return _ASCII_SPACE.sub(" ", text)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def tidy_line(text: str) -> str:
    """One clean line: NFC, whitespace collapsed, none at the ends."""
    return nfc(collapse(drop_unwanted(text)).strip())


def fold(text: str) -> str:
    """The text for matching: small letters without accents. Folding what is folded changes nothing."""
    # Twice, because a sign such as ℡ stands for capitals, and a small letter may be one and its mark.
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(char for char in small.translate(_SPELT_OUT) if not unicodedata.combining(char))


def is_visible(text: str) -> bool:
    """Whether anything in the text would leave a mark on a page."""
    return any(not char.isspace() and char not in _INVISIBLE for char in text)
