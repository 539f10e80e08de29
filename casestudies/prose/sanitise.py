"""What happens to prose on every save: its canonical HTML and nothing else is kept."""

from casestudies.prose.html import parse_html, to_html
from casestudies.prose.tidy import check_length


def clean(html: str) -> str:
    """The canonical HTML of any HTML; cleaning it again changes nothing. Raises ProseTooLong.

    The result is held to the same length as what came in, so that what was saved once can be saved again.
    """
    cleaned = to_html(parse_html(html))
    check_length(cleaned)
    return cleaned
