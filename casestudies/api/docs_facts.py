"""What the documentation's pages say of this site's settings and of the code: told by both, so that it stays true."""

from typing import Any

from django.conf import settings

from casestudies.actions.api_key import LONGEST_OVERLAP
from casestudies.api.addresses import CHANGELOG, absolute
from casestudies.api.changelog import ENTRIES
from casestudies.api.deprecations import DEPRECATED
from casestudies.api.problem_kinds import KINDS
from casestudies.enums import Scope
from casestudies.queries.key_text import SCANNER


def facts() -> dict[str, Any]:
    return {
        "anonymous_burst": settings.API_ANONYMOUS_BURST,
        "anonymous_daily": settings.API_ANONYMOUS_DAILY,
        "changelog": ENTRIES,
        "changelog_url": absolute(CHANGELOG),
        "deprecated": DEPRECATED,
        "key_burst": settings.API_KEY_BURST,
        "key_daily": settings.API_KEY_DAILY,
        "key_form": SCANNER,
        "kinds": KINDS.values(),
        "longest_overlap": LONGEST_OVERLAP.days,
        "scopes": [(scope.value, scope.label) for scope in Scope],
    }
