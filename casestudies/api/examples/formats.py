"""The invented case of examples.py in the formats that others define."""

from typing import Any

from casestudies.api.examples.cases import AROUND, CARD, DIGEST, EDITION, LICENCE, PAGE, SLUG, TITLE, TOMBSTONE, UUID

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
JSON_LD_GRAPH: dict[str, Any] = {"@context": "https://schema.org", "@graph": [JSON_LD]}
