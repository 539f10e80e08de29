"""A source as a handout lists it: addresses spelt out, since paper has no links."""

from django.utils.translation import gettext as _

from casestudies.publication.bibliography import SourceEntry, quoted
from casestudies.publication.handout.blocks import Dict, run


def source_row(entry: SourceEntry) -> Dict:
    """The entry's number, None where no text cites it, and its inlines."""
    title = quoted(entry.title) if entry.style == "quoted" else entry.title
    inlines = [run(f"{entry.authors}. ")] if entry.authors else []
    inlines.append(run(title, italic=entry.style == "italic"))
    after = f"{entry.stop} {entry.where}" if entry.where else ""
    inlines.append(run(f"{after}, {entry.published}."))
    if entry.url and entry.link_state != "dangerous":
        inlines += [run(" "), run(entry.url, href=entry.url)]
        inlines.append(run("."))
    if entry.accessed:
        inlines.append(run(" " + _("Accessed %(day)s.") % {"day": entry.accessed}))
    if entry.archive_url:
        name = _("Archived %(day)s:") % {"day": entry.archived_on_words} if entry.archived_on_words else _("Archived:")
        inlines += [run(f" {name} "), run(entry.archive_url, href=entry.archive_url), run(".")]
    inlines.append(run(f" {entry.check_words}."))
    return {"number": entry.number, "inlines": inlines}
