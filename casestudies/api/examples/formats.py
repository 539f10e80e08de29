"""The invented case of examples.py in the formats that others define."""

from typing import Any

from casestudies.api.examples.cases import (
    AROUND,
    CARD,
    DIGEST,
    EDITION,
    LICENCE,
    PAGE,
    SITE,
    SLUG,
    TITLE,
    TOMBSTONE,
    UUID,
)

FRAME: dict[str, Any] = {
    "uri": f"urn:uuid:{UUID}",
    "standard": {
        "name": "ninjs",
        "version": "3.1",
        "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    },
    "type": "text",
    "version": "2",
    "versionCreated": EDITION["published_at"],
    "altIds": [
        {"role": "slug", "value": SLUG},
        {"role": "canonical", "value": PAGE},
        {"role": "edition_digest", "value": DIGEST},
    ],
}
NINJS: dict[str, Any] = {
    **FRAME,
    "pubStatus": "usable",
    "representationType": "full",
    "title": TITLE,
    "by": "Ada Writer",
    "language": "en",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": TITLE}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": "<article>…</article>", "wordCount": 1840}],
    "copyrightNotice": AROUND["attribution"]["text"],
    "usageTerms": LICENCE["name"],
    "rightsInfo": {"linkedRights": LICENCE["url"]},
    "edNote": f"Correction (edition 2): {EDITION['change_note']}",
}
NINJS_CANCELED: dict[str, Any] = {
    **FRAME,
    "pubStatus": "canceled",
    "representationType": "partial",
    "edNote": f"Withdrawn: {TOMBSTONE['reason']}",
}
CSL: dict[str, Any] = {
    "id": SLUG,
    "type": "report",
    "genre": "Case study",
    "title": TITLE,
    "author": [{"family": "Writer", "given": "Ada"}],
    "issued": {"date-parts": [[2026, 11, 14]]},
    "edition": "2",
    "publisher": "Casebook",
    "URL": PAGE,
    "language": "en",
}
JSON_LD: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": ["Article", "LearningResource"],
    "@id": f"urn:uuid:{UUID}",
    "headline": TITLE,
    "abstract": CARD["summary"],
    "url": PAGE,
    "version": "2",
    "license": LICENCE["url"],
}
LINES = (
    f"{AROUND['attribution']['text']}",
    f"Licence: {LICENCE['url']}",
    f"Case study {UUID}, edition 2, SHA-256 {DIGEST}",
)
SAYS = f"Correction (edition 2): {EDITION['change_note']}"
MARKDOWN = f"""---
title: {TITLE}
author:
  - Ada Writer
date: '2026-11-14'
edition: 2
publisher: Casebook
lang: en
licence: {LICENCE["url"]}
url: {PAGE}
bibliography: {SLUG}-sources.json
---

> {SAYS}

# {TITLE}

## The trial

The trial began on a Monday[@gazette2025].

---

{LINES[0]}\\
{LINES[1]}\\
{LINES[2]}
"""
TEXT = f"{TITLE}\n\n{SAYS}\n\nThe trial\n\nThe trial began on a Monday.\n\n" + "\n".join(LINES) + "\n"
HTML = f"""<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{SITE}/static/css/document.css">
<link rel="canonical" href="{PAGE}">
<link rel="license" href="{LICENCE["url"]}">
<title>{TITLE}</title>
</head>
<body>
<article>
<h1>{TITLE}</h1>
<p><strong>{SAYS}</strong></p>
<section id="the-trial"><h2>The trial</h2><p>The trial began on a Monday.</p></section>
</article>
<footer>
<p>{AROUND["attribution"]["html"]}<br>
Licence: <a rel="license" href="{LICENCE["url"]}">{LICENCE["url"]}</a><br>
{LINES[2]}</p>
</footer>
</body>
</html>
"""
JSON_LD_GRAPH: dict[str, Any] = {"@context": "https://schema.org", "@graph": [JSON_LD]}
