"""Quotations: words between quotation marks in a cited statement are words of one of its sources.

Compared with the passages that checkers quoted from the sources, whatever the marks, dashes, spaces and capitals; an
ellipsis or a bracketed change of the editor's parts a quotation into pieces that are looked for one by one.
"""

import re
import unicodedata
from collections.abc import Iterator

from casestudies.errors import Problem
from casestudies.publication.statements import CitedStatement
from casestudies.readiness.reading import Reading

_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«\s?([^«»]+?)\s?»|„([^„“]+)“")
_LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.\.\.")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})
_EDGES = " .,;:!?'\"-"
LEAST_WORDS = 2


def unsupported_quotations(reading: Reading) -> Iterator[Problem]:
    for statement in reading.statements:
        passages = [words for item in statement.items for words in reading.evidence.quoted.get(item.key, ())]
        for quotation in quotations(statement):
            if not is_quoted(quotation, passages):
                words = quotation.rstrip(" .,;:")
                yield Problem(f"No source is quoted with the words “{words}”.", statement.place)


def quotations(statement: CitedStatement) -> list[str]:
    """What stands between quotation marks, each once; single words are terms, not quotations."""
    found = (next(filter(None, groups)) for groups in _QUOTED.findall(statement.text))
    return list(dict.fromkeys(words for words in found if len(words.split()) >= LEAST_WORDS))


def is_quoted(quotation: str, passages: list[str]) -> bool:
    """Whether every piece of the quotation stands in one of the passages."""
    texts = [comparable(passage) for passage in passages]
    pieces = filter(None, (comparable(piece) for piece in _LEFT_OUT.split(quotation)))
    return all(any(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text) for text in texts) for piece in pieces)


def comparable(text: str) -> str:
    """The words alone: no difference of marks, spaces or capitals is left."""
    text = unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold()
    return " ".join(text.split()).strip(_EDGES)
