"""Take in an error that a reader reports on a published case study."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import notify
from casestudies.enums import NotificationKind
from casestudies.errors import NotReady, Problem, TooMany, WrongStage
from casestudies.models import ErrorReport, PublicState
from casestudies.queries.editions import live
from casestudies.queries.staff import who_may

LONGEST_MESSAGE = 4_000
LONGEST_QUOTE = 1_000
LONGEST_SECTION = 100
LONGEST_ADDRESS = 254
HOUR = timedelta(hours=1)
# In an hour: a reader of one network who goes through a case with a pencil, and the whole site on a bad day.
MOST_FROM_ONE = 6
MOST_FROM_ALL = 120


def report_error(
    slug: str,
    *,
    now: datetime,
    sender: str,
    message: str,
    edition: int,
    section: str = "",
    quote: str = "",
    email: str = "",
) -> ErrorReport:
    """Keep the report and tell the assignee and those who review; `sender` is a network address, kept as a digest.

    The same words sent twice by one sender within the hour are one report. Raises NotReady, TooMany, WrongStage (the
    case study is not public).
    """
    message, email = message.strip(), email.strip()
    if problems := _problems(message, email):
        raise NotReady(problems)
    digest = digest_of_sender(sender)
    with transaction.atomic():
        # Locked, so that a form that is sent twice at once is counted one after the other.
        state = lock(live()).filter(slug=slug).select_related("case_study__assignee", "edition").first()
        if state is None:
            raise WrongStage("This case study is not published.")
        lately = ErrorReport.objects.filter(received_at__gt=now - HOUR)
        twice = lately.filter(sender_digest=digest, case_study=state.case_study, message=message).first()
        if twice is not None:
            return twice
        if lately.filter(sender_digest=digest).count() >= MOST_FROM_ONE or lately.count() >= MOST_FROM_ALL:
            raise TooMany(_("Too many reports came in within the hour. Keep your text, and send it later."))
        report = ErrorReport.objects.create(
            case_study=state.case_study,
            edition_number=min(max(edition, 1), state.edition.number),
            section=section[:LONGEST_SECTION],
            quote=quote.strip()[:LONGEST_QUOTE],
            message=message,
            email=email,
            sender_digest=digest,
            received_at=now,
        )
        _tell(report, state, now)
        return report


def digest_of_sender(sender: str) -> str:
    """A digest keyed with the site's secret: it tells whether two reports came from one place, and not from where."""
    return salted_hmac("casebook.error_report", sender, algorithm="sha256").hexdigest()


def path_of(report: ErrorReport) -> str:
    """The report's page at the desk."""
    return f"/admin/casestudies/errorreport/{report.pk}/change/"


def _tell(report: ErrorReport, state: PublicState, now: datetime) -> None:
    draft = state.case_study
    beginning = " ".join(report.message.split())
    notify(
        NotificationKind.REPORTED,
        to=[*filter(None, [draft.assignee]), *who_may("review_casestudy")],
        sentence=f"A reader reported an error in “{draft.title}”: "
        + (beginning if len(beginning) <= 200 else f"{beginning[:199]}…"),
        now=now,
        case_study=draft,
        path=path_of(report),
    )


def _problems(message: str, email: str) -> list[Problem]:
    found = []
    if not message:
        found.append(Problem(_("Say what is wrong."), "message"))
    if len(message) > LONGEST_MESSAGE:
        found.append(
            Problem(
                _("Write no more than %(count)s characters.")
                % {"count": number_format(LONGEST_MESSAGE, force_grouping=True)},
                "message",
            )
        )
    if email and not _is_address(email):
        found.append(Problem(_("Give an e-mail address such as ada@example.org, or none."), "email"))
    return found


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS
