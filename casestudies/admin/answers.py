"""How a small action at the desk is answered: done, with a message; or refused, with the action's own sentence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from casestudies.errors import CasebookError, NotAllowed


def number_in(values, name: str) -> int:
    """A number that a form or an address carries; 0 where it is none, or too large to be one."""
    text = values.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def answer(request, row, act) -> bool:
    """Call `act`, which returns the sentence that says what happened; whether it did.

    Raises Http404 without a row, and PermissionDenied where the action allows it to nobody like this.
    """
    if row is None:
        raise Http404(_("There is no such record."))
    try:
        messages.success(request, act())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except CasebookError as error:
        messages.error(request, str(error))
        return False
    return True
