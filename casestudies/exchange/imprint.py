"""What every copy carries around its text: its corrections, whose it is, which one it is.

JSON has members for it (api/envelope.py); what is written here is lines. Reader and partner get the same.
"""

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casestudies.publication.edition_line import line_of
from casestudies.publication.section_bodies import line_markdown
from casestudies.queries.surroundings import Surroundings


def attribution(page: Surroundings) -> dict[str, str]:
    """The line to print beside the text: as plain text and as HTML, and the edition line that both contain."""
    card = page.card
    names = [author["name"] for author in card["authors"]]
    by = f" by {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f" by {names[0]}" if names else ""
    translators = " and ".join(person["name"] for person in card.get("translators", ()))
    by += f", translated by {translators}" if translators else ""
    line = line_of(page.edition, page.zone).words
    licence = card["licence"] or {"name": "All rights reserved", "url": ""}
    address = f"{settings.SITE_URL}/cases/{page.slug}/"
    text = f"“{card['title']}”{by}. {page.publisher}, {line}. {licence['name']}. {address}"
    licence_html = (
        format_html('<a rel="license" href="{}">{}</a>', licence["url"], licence["name"])
        if licence["url"]
        else format_html("{}", licence["name"])
    )
    html = format_html(
        '“<a href="{}">{}</a>”{}. {}, {}. {}.', address, card["title"], by, page.publisher, line, licence_html
    )
    return {"edition_line": line, "text": text, "html": html}


def corrections(page: Surroundings) -> list[str]:
    """One line for each correction of the case study, the newest first: an earlier edition has them to show, too."""
    return [
        f"Correction (edition {item['edition']}): {' '.join(item['note'].split())}" for item in page.state.corrections
    ]


def marks(page: Surroundings) -> list[str]:
    """The attribution line, the licence's address, and by what the edition is known."""
    licence = (page.card["licence"] or {}).get("url", "")
    return [attribution(page)["text"], *([f"Licence: {licence}"] if licence else []), _known(page)]


def in_text(page: Surroundings, text: str) -> str:
    blocks = [page.card["title"], *corrections(page), text, "\n".join(marks(page))]
    return "\n\n".join(blocks) + "\n"


def above_markdown(page: Surroundings) -> str:
    """A quoted block, which stands before the title; "" where nothing was corrected."""
    return "\n>\n".join(f"> {line_markdown(line)}" for line in corrections(page))


def below_markdown(page: Surroundings) -> str:
    """The end of the file, below a rule. Lines end in a backslash, so that each stays one."""
    return "---\n\n" + "\\\n".join(map(line_markdown, marks(page))) + "\n"


def above_html(page: Surroundings) -> SafeString:
    """A paragraph for each correction; "" where nothing was corrected."""
    return format_html_join("", "<p><strong>{}</strong></p>\n", ((line,) for line in corrections(page)))


def below_html(page: Surroundings) -> SafeString:
    licence = (page.card["licence"] or {}).get("url", "")
    named = format_html('Licence: <a rel="license" href="{0}">{0}</a><br>\n', licence) if licence else ""
    line = attribution(page)["html"]  # escaped where it was made
    return format_html("<footer>\n<p>{}<br>\n{}{}</p>\n</footer>\n", line, named, _known(page))


def note(page: Surroundings) -> str:
    """All of it in one line, for what holds nothing but a note."""
    return " ".join([*corrections(page), *marks(page)])


def _known(page: Surroundings) -> str:
    return f"Case study {page.state.uuid}, edition {page.edition.number}, SHA-256 {page.edition.edition_digest}"
