"""One name as a line of text, as CSL has it."""

import re

# What ends a name that has a comma and is a person's all the same.
_SUFFIX = re.compile(r"(jr|sr|ii|iii|iv|phd|md)\.?\Z", re.IGNORECASE)
_BODY = re.compile(
    r"\b(inc|ltd|llc|gmbh|corp|company|university|institute|association|organi[sz]ation|ministry|office|agency"
    r"|committee|commission|council|foundation|group|team|staff|reuters|press|news|times|department|parliament|court"
    r"|centre|center|society|union|bank|network|initiative|project|laboratory|openai)\b",
    re.IGNORECASE,
)


def name_of(text: str, *, is_body: bool = False) -> dict[str, str] | None:
    """`Müller, Jörg` or `Jörg Müller` -> family and given; a body, or one word, as a literal; else None."""
    text = " ".join(text.split()).strip(",; ")
    if not text:
        return None
    family, comma, rest = (part.strip() for part in text.partition(","))
    if is_body or (_BODY.search(text) and not comma):
        return {"literal": text}
    if comma and rest and not _SUFFIX.match(rest):
        given, _, suffix = (part.strip() for part in rest.partition(","))
        return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})
    given, _, last = family.rpartition(" ")
    if not given:
        return {"literal": text}
    return {"family": last, "given": given} | ({"suffix": rest} if rest else {})
