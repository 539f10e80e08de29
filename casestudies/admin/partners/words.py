"""What the desk says of a holding: which text it is, and whether it is the right one."""

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from casestudies.publication.when import day_in_words


def title_of(holding) -> str:
    """As the case study is published now, never as its draft is called; reads what `titled` fetched."""
    return holding.case_study.public_state.edition.title


def contact_of(partner):
    """Whom to write to and to call; empty where nothing is known."""
    phone, mail = partner.contact_phone, partner.contact_email
    number = "".join(letter for letter in phone if letter in "+0123456789")
    parts = [
        partner.contact_name,
        phone and format_html('<a class="desk-link" href="tel:{}">{}</a>', number, phone),
        mail and format_html('<a class="desk-link" href="mailto:{}">{}</a>', mail, mail),
    ]
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def carried(holding) -> str:
    """The edition in words, and which corrections stand beside its text."""
    if holding.edition is None:
        return _("Taken down")
    said = {"number": holding.edition.number, "shown": holding.correction_shown}
    if holding.correction_shown:
        return _("Edition %(number)s, with the corrections up to edition %(shown)s beside it") % said
    return _("Edition %(number)s") % said


def is_behind(holding) -> bool:
    """Reads what `with_standing` annotated."""
    return holding.behind_since is not None


def standing(holding) -> str:
    """Whether readers of the partner read something wrong, and since when."""
    if holding.edition is None:
        return _("Nothing is left there.")
    if not is_behind(holding):
        newest = holding.case_study.public_state.edition.number
        if holding.edition.number == newest:
            return _("The edition that stands.")
        if holding.correction_shown:
            return _("Edition %(number)s stands; what was corrected is shown beside the text.") % {"number": newest}
        return _("Edition %(number)s stands; nothing was corrected since.") % {"number": newest}
    since = day_in_words(timezone.localtime(holding.behind_since).date())
    if holding.lost_at:
        return _("Behind since %(day)s: it is not in the partner’s coverage.") % {"day": since}
    if holding.withdrawn_at:
        return _("Behind since %(day)s: withdrawn.") % {"day": since}
    if holding.redacted_at:
        return _("Behind since %(day)s: its text was removed for a legal reason.") % {"day": since}
    return _("Behind since %(day)s: corrected in edition %(number)s.") % {"day": since, "number": holding.correction}
