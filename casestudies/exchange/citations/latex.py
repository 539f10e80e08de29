"""What a BibTeX value says, without LaTeX: accents as letters, braces and commands gone."""

import re

from pylatexenc.latex2text import LatexNodes2Text

# Beyond that nothing is a title or a name, and nested braces take long.
LONGEST = 5_000
DEEPEST = 40
_SIGN = re.compile(r"[\\{}~$]|--|``|''")
# Braces by their names, which keep those of an entry in balance.
_BRACE = re.compile(r"\\textbrace(left|right)(?:\{\}|(?![A-Za-z]) ?)")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_READER = LatexNodes2Text(math_mode="text", keep_comments=False, strict_latex_spaces=False)


def plain(value: str) -> str:
    """`{M{\\"u}ller} --- 50\\%` -> `Müller — 50%`. What is no LaTeX that can be read is given back without braces."""
    value = " ".join(value.split())
    if not _SIGN.search(value):
        return value
    if len(value) > LONGEST or _depth(value) > DEEPEST:
        return value.replace("{", "").replace("}", "")
    try:
        # A bare percent sign would make a comment of the rest.
        value = _BRACE.sub(lambda found: r"\{" if found[1] == "left" else r"\}", value)
        text = _READER.latex_to_text(_BARE_PERCENT.sub(r"\\%", value))
    except Exception:  # pylatexenc says of itself that it may raise anything on what is no LaTeX
        text = value.replace("{", "").replace("}", "")
    return " ".join(text.split())


def plain_address(value: str) -> str:
    """An address, in which little is LaTeX: the command around it and escaped signs."""
    value = re.sub(r"\\(?:url|href)\s*\{([^{}]*)\}.*", r"\1", value.strip())
    return re.sub(r"\\([_%#&~{}])", r"\1", value).strip("{}<> ")


def _depth(value: str) -> int:
    deepest = depth = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
