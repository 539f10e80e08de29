"""What every copy carries around its text, in lines: its corrections, whose it is, which one it is.

JSON has members for it (api/envelope.py).
"""

from casestudies.api import envelope
from casestudies.publication.section_bodies import line_markdown
from casestudies.queries.surroundings import Surroundings


def corrections(page: Surroundings) -> list[str]:
    """One line for each correction of the case study, the newest first: an earlier edition has them to show, too."""
    return [
        f"Correction (edition {item['edition']}): {' '.join(item['note'].split())}" for item in page.state.corrections
    ]


def marks(page: Surroundings) -> list[str]:
    """The attribution line, the licence's address, and by what the edition is known."""
    licence = (page.card["licence"] or {}).get("url", "")
    known = f"Case study {page.state.uuid}, edition {page.edition.number}, SHA-256 {page.edition.edition_digest}"
    return [envelope.attribution(page)["text"], *([f"Licence: {licence}"] if licence else []), known]


def in_text(page: Surroundings, text: str) -> str:
    blocks = [page.card["title"], *corrections(page), text, "\n".join(marks(page))]
    return "\n\n".join(blocks) + "\n"


def above_markdown(page: Surroundings) -> str:
    """A quoted block, which stands before the title; "" where nothing was corrected."""
    return "\n>\n".join(f"> {line_markdown(line)}" for line in corrections(page))


def below_markdown(page: Surroundings) -> str:
    """The end of the file, below a rule. Lines end in a backslash, so that each stays one."""
    return "---\n\n" + "\\\n".join(marks(page)) + "\n"


def note(page: Surroundings) -> str:
    """All of it in one line, for what holds nothing but a note."""
    return " ".join([*corrections(page), *marks(page)])
