"""What languages are called: each in itself, and in the language of whoever reads."""

from typing import Any

from django.utils.translation import get_language, get_language_info, gettext

# Where the names of languages begin with a small letter within a sentence.
LOWERED = frozenset(["ca", "es", "fr", "it", "pt", "ro"])
# Django knows these by their scripts alone.
MORE = {"zh": {"code": "zh", "name": "Chinese", "name_local": "中文"}}


def own_name(tag: str) -> str:
    """`fr` -> français, `fr-CA` -> français (CA); the tag where nobody wrote its name down."""
    info, left = _known(tag)
    return f"{info['name_local']}{left}" if info else tag


def name_here(tag: str) -> str:
    """`fr` -> French, in the language that is active; the tag where nobody wrote its name down."""
    info, left = _known(tag)
    if not info:
        return tag
    name = gettext(info["name"])
    is_lowered = (get_language() or "").partition("-")[0] in LOWERED
    return f"{name[:1].lower()}{name[1:]}{left}" if is_lowered else f"{name}{left}"


def _known(tag: str) -> tuple[dict[str, Any], str]:
    """The longest beginning of the tag that has a name, and the rest in brackets."""
    subtags = tag.split("-")
    for end in range(len(subtags), 0, -1):
        code = "-".join(subtags[:end]).lower()
        info = MORE.get(code) or _info(code)
        if info.get("code") == code:
            return info, f" ({'-'.join(subtags[end:])})" if subtags[end:] else ""
    return {}, ""


def _info(code: str) -> dict[str, Any]:
    try:
        return dict(get_language_info(code))
    except KeyError:
        return {}
