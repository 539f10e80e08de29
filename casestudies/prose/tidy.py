"""The first pass over HTML from outside: well-formed, and free of everything that could act."""

import re

import nh3

from casestudies.prose.characters import drop_unwanted
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.limits import MAX_CHARACTERS, MAX_TAGS

# Wider than what prose keeps: tags that mean a new block or a style are read, then left behind.
_TAGS = """
    p h1 h2 h3 h4 h5 h6 div section article header footer main aside nav address pre center hr dl dt dd
    details summary ul ol li menu blockquote table caption thead tbody tfoot tr th td figure figcaption
    br a b strong i em cite dfn var span
"""
_DROPPED_WITH_CONTENT = """
    script style title iframe noembed noframes noscript object svg math textarea select option template xml
    audio video canvas
"""
_TAG = re.compile("<[a-zA-Z]")
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href"},
    "span": {"data-cite"},
    "figure": {"data-figure"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


def tidy(html: str) -> str:
    """Well-formed HTML of known tags, to be read by the tree builder; raises ProseTooLong."""
    check_length(html)
    return nh3.clean(
        drop_unwanted(html),
        tags=set(_TAGS.split()),
        clean_content_tags=set(_DROPPED_WITH_CONTENT.split()),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        filter_style_properties={"font-weight", "font-style"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def check_length(text: str) -> None:
    """Raises ProseTooLong if the text is longer, or has more tags, than one piece of prose may."""
    if len(text) > MAX_CHARACTERS:
        raise ProseTooLong(
            f"This text is {len(text):,} characters long, formatting included; the most that fits is"
            f" {MAX_CHARACTERS:,}. Please divide it into sections."
        )
    if len(_TAG.findall(text)) > MAX_TAGS:
        raise ProseTooLong(
            f"The formatting of this text is too heavy to read: it has more than {MAX_TAGS:,} elements."
            " Please paste it as plain text, or divide it into sections."
        )
