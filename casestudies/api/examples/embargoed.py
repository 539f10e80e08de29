"""The invented case under embargo, in the formats that others define."""

from typing import Any

from casestudies.api.examples.cases import PAGE, SLUG, TITLE
from casestudies.api.examples.formats import CSL as PUBLISHED
from casestudies.api.examples.formats import FRAME
from casestudies.api.examples.formats import JSON_LD as LINKED
from casestudies.api.examples.sync import RELEASE, RELEASE_UUID

NOTICE, UNTIL = RELEASE["notice"], RELEASE["embargoed_until"]
NINJS: dict[str, Any] = {
    **FRAME,
    "version": f"release {RELEASE_UUID}",
    "versionCreated": RELEASE["offered_at"],
    "altIds": [
        {"role": "slug", "value": SLUG},
        {"role": "canonical", "value": PAGE},
        {"role": "release", "value": RELEASE_UUID},
    ],
    "pubStatus": "withheld",
    "embargoedUntil": UNTIL,
    "representationType": "full",
    "title": TITLE,
    "by": "Ada Writer",
    "language": "en",
    "bodies": [{"role": "main", "contentType": "text/html", "value": "<section>…</section>", "wordCount": 1840}],
    "copyrightNotice": NOTICE,
    "edNote": NOTICE,
}
CSL: dict[str, Any] = {
    **{name: value for name, value in PUBLISHED.items() if name not in ("issued", "edition")},
    "id": f"release-{RELEASE_UUID}",
    "available-date": {"date-parts": [[2026, 11, 20]]},
    "status": NOTICE,
    "note": NOTICE,
}
JSON_LD: dict[str, Any] = {
    **{name: value for name, value in LINKED.items() if name != "version"},
    "@context": [
        "https://schema.org",
        {
            "embargoedUntil": {
                "@id": "http://purl.org/dc/terms/available",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            }
        },
    ],
    "embargoedUntil": UNTIL,
    "creativeWorkStatus": "Under embargo",
    "conditionsOfAccess": NOTICE,
    "sameAs": RELEASE["links"]["api"],
}
MARKDOWN = f"""---
title: {TITLE}
author:
  - Ada Writer
publisher: Casebook
lang: en
url: {PAGE}
bibliography: {SLUG}-sources.json
embargoed_until: '{UNTIL}'
notice: {NOTICE}
---

> **{NOTICE}**

# {TITLE}

## The trial

The trial began on a Monday[@gazette2025].
"""
TEXT = f"{NOTICE}\n\n{TITLE}\n\nThe trial\n\nThe trial began on a Monday.\n\n{NOTICE}\n"
HTML = f"""<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, noarchive">
<meta name="embargoedUntil" content="{UNTIL}">
<title>Under embargo: {TITLE}</title>
</head>
<body>
<article>
<h1>{TITLE}</h1>
<p><strong>{NOTICE}</strong></p>
<section id="the-trial"><h2>The trial</h2><p>The trial began on a Monday.</p></section>
</article>
<p><strong>{NOTICE}</strong></p>
</body>
</html>
"""
