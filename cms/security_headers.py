"""Chooses the Content-Security-Policy of a response by its address, and says which browser features nobody needs.

Addresses outside the table are the public site and get the strict policy: what is not listed is not allowed.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.constants import NONE as NOTHING
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Policy = dict[str, list[Any] | bool]

PUBLIC: Policy = {
    "default-src": [NOTHING],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NOTHING],
    "frame-ancestors": [NOTHING],
}

# Unfold's Alpine evaluates expressions: without eval an invisible dialog blocks every page, the login included.
ADMIN: Policy = {
    "default-src": [SELF],
    "script-src": [SELF, NONCE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "object-src": [NOTHING],
    "form-action": [SELF],
    "base-uri": [NOTHING],
    "frame-ancestors": [SELF],
}

# Of what the API answers, an article as HTML alone loads something: its pictures and a stylesheet.
API: Policy = {
    "default-src": [NOTHING],
    "style-src": [SELF],
    "img-src": [SELF],
    "form-action": [NOTHING],
    "base-uri": [NOTHING],
    "frame-ancestors": [NOTHING],
}

API_DOCS: Policy = {
    **PUBLIC,
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
}

# An uploaded file opened by its own address runs nothing and reaches nothing.
MEDIA: Policy = {
    "default-src": [NOTHING],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [NOTHING],
    "sandbox": True,
}

# The longest prefix comes first.
BY_PREFIX: tuple[tuple[str, Policy], ...] = (
    ("/api/v1/docs/", API_DOCS),
    ("/api/", API),
    ("/admin/", ADMIN),
    ("/media/", MEDIA),
)

UNUSED_FEATURES = ("camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def policy_for(path: str) -> Policy:
    """The policy for an address given as a path."""
    return next((policy for prefix, policy in BY_PREFIX if path.startswith(prefix)), PUBLIC)


class ContentSecurityPolicy(CSPMiddleware):
    """Sends the address's policy; a view may still loosen its own answer with django-csp's decorators."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = policy_for(request.path_info)
        return parts


class PermissionsPolicy:
    """Tells the browser which of its features no page here may ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
