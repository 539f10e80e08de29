"""The form on which a reader reports an error, and what keeps robots out of it without a cookie or a third party.

Why it is so: decisions/0015-a-public-form-is-signed.md
"""

from datetime import datetime
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casestudies.actions.report_error import LONGEST_ADDRESS, LONGEST_MESSAGE, LONGEST_QUOTE, LONGEST_SECTION
from casestudies.limits.addresses import network_of

SALT = "casebook.error_report"
SOONEST = 3  # seconds: nobody reads the form and writes a sentence in less
LATEST = 24 * 60 * 60


class ReportForm(forms.Form):
    """`website` is a trap that people do not see; `opened` says when, and for which case study, the form was made."""

    quote = forms.CharField(label=_("The passage"), max_length=LONGEST_QUOTE, required=False)
    section = forms.CharField(label=_("Where it stands"), max_length=LONGEST_SECTION, required=False)
    message = forms.CharField(
        label=_("What is wrong, and how you know"),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Say what is wrong.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        max_length=LONGEST_ADDRESS,
        required=False,
        error_messages={"invalid": _("Give an e-mail address such as ada@example.org, or none.")},
    )
    edition = forms.IntegerField(min_value=1, max_value=9_999_999, required=False)
    website = forms.CharField(required=False)
    opened = forms.CharField(max_length=500, required=False)


def made_now(slug: str, now: datetime) -> str:
    """What the form carries: the case study and the second, signed."""
    return signing.dumps([slug, int(now.timestamp())], salt=SALT)


def age_of(opened: str, slug: str, now: datetime) -> float | None:
    """For how many seconds a form was open; None where it is not ours, another page's, or was open for too long."""
    try:
        made_for, second = signing.loads(opened, salt=SALT)
        age = now.timestamp() - second
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return age if made_for == slug and age <= LATEST else None


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that the form stood on another site's page."""
    origin = request.headers.get("Origin", "")
    if not origin:
        return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:  # no address at all, such as `http://[`
        return True
    return host not in (request.get_host().lower(), urlsplit(settings.SITE_URL).netloc)


def sender_of(request: HttpRequest) -> str:
    """The network address that a report came from: of IPv6 the network, of which one reader has the whole."""
    return network_of(request.META)
