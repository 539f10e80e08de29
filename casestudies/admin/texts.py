"""What the texts of a case study are called at the desk, and where each can be chosen."""

from django.http import Http404
from django.utils import timezone
from django.utils.dateformat import format as date_in_words
from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, Edition, Revision
from casestudies.queries.staff import name_of
from casestudies.queries.texts import DRAFT, CaseText, TextGone, text_named

MOST_CHOICES = 100


def chosen(case_study: CaseStudy, name: str) -> CaseText:
    """The text of that name. Raises Http404 with a sentence."""
    try:
        text = text_named(case_study, name)
    except TextGone as error:
        raise Http404(_("The text of that edition was removed for a legal reason.")) from error
    if text is None:
        raise Http404(_("This case study has no such text."))
    return text


def label_of(text: CaseText) -> str:
    """`the draft`, `revision 3`, `revision 3 (“Before the lawyers”)`, `edition 2`"""
    if isinstance(text.source, Edition):
        return _("edition %(number)s") % {"number": text.source.number}
    if isinstance(text.source, Revision):
        words = _("revision %(number)s") % {"number": text.source.number}
        return f"{words} (“{text.source.name}”)" if text.source.name else words
    return _("the draft")


def about(text: CaseText) -> str:
    """When it was made and by whom, in words."""
    if isinstance(text.source, Edition):
        return at_words(text.source.published_at)
    if isinstance(text.source, Revision):
        who = [name_of(text.source.saved_by)] if text.source.saved_by else []
        return ", ".join([at_words(text.source.saved_at), *who])
    return _("as it stands now")


def choices(case_study: CaseStudy, *selected: str):
    """`(group, [(name, words)])` for choosing a text: the draft, every edition, the last revisions and those named."""
    editions = Edition.objects.filter(case_study=case_study).order_by("-number")
    rows = Revision.objects.filter(case_study=case_study).order_by("-number")
    rows = rows.values_list("number", "name", "saved_at")
    last = list(rows[:MOST_CHOICES])
    if len(last) == MOST_CHOICES:
        others = [int(name[1:]) for name in selected if name.startswith("r")]
        older = rows.filter(number__lt=last[-1][0])
        last += sorted({*older.exclude(name="")[:MOST_CHOICES], *older.filter(number__in=others)}, reverse=True)
    revisions = [(f"r{number}", revision_words(number, name, at)) for number, name, at in last]
    groups = [
        ("", [(DRAFT, _("Draft as it stands"))]),
        (_("Editions"), [(f"e{edition.number}", edition_words(edition)) for edition in editions]),
        (_("Revisions"), revisions),
    ]
    return [group for group in groups if group[1]]


def edition_words(edition: Edition) -> str:
    return _("Edition %(number)s, %(day)s") % {"number": edition.number, "day": at_words(edition.published_at)}


def revision_words(number: int, name: str, saved_at) -> str:
    words = _("Revision %(number)s, %(day)s") % {"number": number, "day": at_words(saved_at)}
    return f"{words} · {name}" if name else words


def at_words(moment) -> str:
    """`14 November 2026, 09:30`, in the desk's time zone."""
    return date_in_words(timezone.localtime(moment), "j F Y, H:i")
