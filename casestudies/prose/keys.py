"""What the keys in prose look like: of sources in citations, of figures in their places."""

import re

SOURCE_KEY = re.compile(r"[a-z0-9][a-z0-9_.:-]{1,78}[a-z0-9]")
FIGURE_KEY = re.compile(r"[-a-zA-Z0-9_]{1,80}")


def is_source_key(value: object) -> bool:
    return isinstance(value, str) and SOURCE_KEY.fullmatch(value) is not None


def is_figure_key(value: object) -> bool:
    return isinstance(value, str) and FIGURE_KEY.fullmatch(value) is not None
