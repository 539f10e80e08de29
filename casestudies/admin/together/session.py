"""Who is signed in in this browser now: what an open form asks before it sends what was typed."""

from django.contrib.admin import site
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


def urls(model_admin):
    return [path("session/", session, name="casestudies_session")]


@never_cache
@require_GET
def session(request):
    """`{"account", "username", "token"}`, the first two empty for nobody; open to everybody, it says nothing else.

    The token is the one that a form needs from now on: signing in gives the browser a new one.
    """
    is_in = site.has_permission(request)
    return JsonResponse(
        {
            "account": str(request.user.uuid) if is_in else "",
            "username": request.user.get_username() if is_in else "",
            "token": get_token(request),
        }
    )
