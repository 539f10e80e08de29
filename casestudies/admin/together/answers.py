"""Questions that the form's scripts ask while somebody types: answered in JSON, also to who is no longer signed in.

Every answer but a good one is `{"message"}`, with `"why"`: signed_out, other_account, not_allowed, gone, too_large.
"""

import json
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casestudies.actions.keep_working_copy import TOO_LARGE, TooLarge
from casestudies.errors import NotAllowed

ACCOUNT = "X-Casebook-Account"  # whose page it is that asks
STATUS = {"signed_out": 401, "other_account": 409, "not_allowed": 403, "gone": 404, "too_large": 413, "unread": 400}


def refusal(why: str, message: str, **more) -> JsonResponse:
    return JsonResponse({"why": why, "message": str(message)} | more, status=STATUS[why])


def answers(site):
    """Wraps a view that takes what was sent as a dict: who asks is looked at first, refusals become answers."""

    def wrapping(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if not site.has_permission(request):
                return refusal("signed_out", _("You are signed out."))
            if request.headers.get(ACCOUNT, "") != str(request.user.uuid):
                message = _("You are signed in as %(name)s now.") % {"name": request.user.get_username()}
                return refusal("other_account", message)
            try:
                return view(request, _sent(request), *args, **kwargs)
            except (RequestDataTooBig, TooLarge):
                return refusal("too_large", TOO_LARGE)
            except ValueError:
                return refusal("unread", _("The request was not one that the desk can read."))
            except NotAllowed as error:
                return refusal("not_allowed", error)
            except Http404:
                return refusal("gone", _("This case study is not there any more, or no longer open to you."))

        return never_cache(require_POST(answer))

    return wrapping


def _sent(request) -> dict:
    """The JSON object in the body. Raises ValueError."""
    try:
        sent = json.loads(request.body)
    except RecursionError as error:
        raise ValueError from error
    if not isinstance(sent, dict):
        raise ValueError
    return sent
