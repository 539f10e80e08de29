"""How the REST framework answers, and what the API's description says of itself."""

from typing import Any

API_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    # No sessions and no cookies: an account of the admin means nothing here.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "casestudies.api.problems.answer_exception",
    "URL_FORMAT_OVERRIDE": None,
}


def api_description(site_name: str, site_url: str) -> dict[str, Any]:
    """What drf-spectacular is told."""
    return {
        "TITLE": f"{site_name} API",
        "DESCRIPTION": (
            "Case studies in numbered, immutable editions, with their sources, for partner outlets and readers."
        ),
        "VERSION": "1.0.0",
        "OAS_VERSION": "3.1.1",
        "SERVERS": [{"url": site_url}],
        "EXTERNAL_DOCS": {"url": f"{site_url}/api/v1/docs/", "description": "Introduction"},
        "POSTPROCESSING_HOOKS": ["casestudies.api.operations.common.complete_description"],
        "SWAGGER_UI_DIST": "SIDECAR",
        "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
        "SERVE_INCLUDE_SCHEMA": False,
    }
