"""What the documentation's pages say of this site's settings and of the code: told by both, so that it stays true."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casestudies.actions.api_key import LONGEST_OVERLAP
from casestudies.api.addresses import CHANGELOG, SAMPLE_KEYS, absolute
from casestudies.api.bodies import LONGEST_NUMBER
from casestudies.api.case_filters import FILTERS
from casestudies.api.changelog import ENTRIES
from casestudies.api.deprecations import DEPRECATED
from casestudies.api.examples.webhooks import MEANINGS, event_example
from casestudies.api.problem_kinds import KINDS
from casestudies.api.sample_problems import SHOWN
from casestudies.enums import Scope, WebhookEvent
from casestudies.queries.key_text import SCANNER
from casestudies.queries.sandbox.hooks import NEW_SECRET, SECRET
from casestudies.queries.sandbox.releases import UNTIL
from casestudies.queries.sandbox.texts import uuid_of
from casestudies.webhooks.retries import MOST_ATTEMPTS, PAUSES


def facts() -> dict[str, Any]:
    return {
        "anonymous_burst": f"{settings.API_ANONYMOUS_BURST:,}",
        "anonymous_daily": f"{settings.API_ANONYMOUS_DAILY:,}",
        "changelog": ENTRIES,
        "changelog_url": absolute(CHANGELOG),
        "deprecated": DEPRECATED,
        "filters": [(name, in_code(one.description), one.example) for name, one in FILTERS.items()],
        "key_burst": f"{settings.API_KEY_BURST:,}",
        "key_daily": f"{settings.API_KEY_DAILY:,}",
        "key_form": SCANNER,
        "kinds": KINDS.values(),
        "longest_number": f"{LONGEST_NUMBER:,}",
        "longest_overlap": LONGEST_OVERLAP.days,
        "webhook_attempts": MOST_ATTEMPTS,
        "webhook_events": [
            (event.value, MEANINGS[event][0], json.dumps(event_example(event), indent=1, ensure_ascii=False))
            for event in WebhookEvent
        ],
        "webhook_pauses": [in_words(pause) for pause in PAUSES],
        "sample_delivery": uuid_of(f"delivery {WebhookEvent.CORRECTED.value}"),
        "sample_endpoint": uuid_of("endpoint"),
        "sample_problems": sorted(SHOWN),
        "sample_keys": absolute(SAMPLE_KEYS),
        "sample_secret": SECRET,
        "sample_until": UNTIL,
        "sample_new_secret": NEW_SECRET,
        "scopes": [(scope.value, scope.label) for scope in Scope],
    }


def in_code(text: str) -> SafeString:
    """A sentence of the description, its `names` as code."""
    parts = enumerate(text.split("`"))
    shown = (format_html("<code>{}</code>", part) if at % 2 else part for at, part in parts)
    return format_html_join("", "{}", ((part,) for part in shown))


def in_words(pause: timedelta) -> str:
    """`5 minutes`, `10 hours`."""
    for seconds, unit in ((3600, "hours"), (60, "minutes"), (1, "seconds")):
        if pause >= timedelta(seconds=seconds):
            return f"{pause // timedelta(seconds=seconds)} {unit}"
    return "at once"
