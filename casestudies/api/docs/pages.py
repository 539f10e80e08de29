"""The documentation's pages in the order of reading: what each is called, and what it says in a sentence.

A page's text is the fragment `templates/api/pages/<name>.html`: paragraphs under `<h2 id="…">`, from which the frame
makes the list of what is on the page. A page whose fragment is missing is not listed.
"""

from dataclasses import dataclass
from functools import cache

from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from casestudies.api.addresses import DOCS

START, SYNC, RULES = "Reading", "Staying in sync", "Ground rules"


@dataclass(frozen=True)
class Page:
    """`name` ends its address, and is empty for the first page."""

    name: str
    title: str
    lead: str
    group: str

    @property
    def path(self) -> str:
        return f"{DOCS}{self.name}/" if self.name else DOCS

    @property
    def template(self) -> str:
        return f"api/pages/{self.name or 'quick-start'}.html"


ALL = (
    Page("", "Quick start", "From nothing to the first case study on your page, in five minutes.", START),
    Page("editions", "What you get", "An edition, what stands around it, and the line to print beside it.", START),
    Page("formats", "Formats", "The same edition as JSON, ninjs, CSL-JSON, JSON-LD, Markdown, HTML or text.", START),
    Page(
        "filtering",
        "Filtering and fields",
        "The cases you want, in your order, with no more than you need.",
        START,
    ),
    Page("evidence", "Statements and sources", "What the case studies say, and what each sentence rests on.", START),
    Page("caching", "Pages and caching", "Read a list to its end, and ask only for what is new.", START),
    Page("changes", "Changes", "Every publication, correction and withdrawal, in order, exactly once.", SYNC),
    Page("webhooks", "Webhooks", "Be told within seconds instead of asking.", SYNC),
    Page("holdings", "Holdings", "Say which edition you carry, and be told when it is out of date.", SYNC),
    Page("embargo", "Embargoed texts", "Read a text before its public time, and keep it until then.", SYNC),
    Page("keys", "Keys and scopes", "What a key opens, how it is kept, and how it is replaced.", RULES),
    Page("sandbox", "Sandbox", "Fixed samples of every kind of item and event, to build against.", RULES),
    Page("limits", "Limits", "How much you may ask, and how the answers say so.", RULES),
    Page("errors", "Errors", "What goes wrong, how it is said, and what to do.", RULES),
    Page("proof", "Proof", "Check offline that a copy is what was published.", RULES),
    Page("versions", "Versions and changes", "What stays as it is, how long, and how you hear of what changes.", RULES),
    Page("go-live", "Before you go live", "What to have done, and what you will see when something goes wrong.", RULES),
)


@cache
def pages() -> tuple[Page, ...]:
    """The pages whose text is there."""
    return tuple(page for page in ALL if _is_written(page))


def groups() -> list[tuple[str, list[Page]]]:
    """The pages under the headings of the navigation."""
    return [
        (group, found) for group in (START, SYNC, RULES) if (found := [page for page in pages() if page.group == group])
    ]


def page_called(name: str) -> Page | None:
    return next((page for page in pages() if page.name == name), None)


def neighbours(page: Page) -> tuple[Page | None, Page | None]:
    """The pages before and after."""
    listed = pages()
    at = listed.index(page)
    return (listed[at - 1] if at else None), (listed[at + 1] if at + 1 < len(listed) else None)


def _is_written(page: Page) -> bool:
    try:
        get_template(page.template)
    except TemplateDoesNotExist:
        return False
    return True
