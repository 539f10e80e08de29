"""What stands around a frozen text in an answer: address, edition, corrections, attribution, links. It may change."""

import hashlib
import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.http import http_date

from casestudies.api import addresses
from casestudies.api.translations import translation_of, translations
from casestudies.build import build_digest
from casestudies.enums import Coverage
from casestudies.exchange.imprint import attribution
from casestudies.publication.chain import instant
from casestudies.queries.callers import Caller
from casestudies.queries.surroundings import Surroundings

# A picture's address in a stored document: in a member of its own, or in the HTML of a body, where quotes are escaped.
MEDIA_PATH = re.compile(r'(?<=")(/media/[0-9a-f]{64}\.[a-z0-9]{2,5})(?=\\?")')
MEDIA_IN_MARKDOWN = re.compile(r"(!\[(?:[^\]\\]|\\.)*\]\()(?=/media/[0-9a-f]{64}\.)")

# How old a date is before it is given.
SETTLES = timedelta(minutes=1)

CARD_MEMBERS = (
    "title",
    "question",
    "summary",
    "language",
    "licence",
    "event",
    "at_a_glance",
    "topics",
    "jurisdictions",
    "contributors",
    "word_count",
    "reading_minutes",
    "source_count",
)


def etag(page: Surroundings, *asked: Any) -> str:
    """A strong validator of the whole answer: the frozen text, how it was rendered, and all that is around it.

    `asked`: in which form, which of its members, and by whom.
    """
    return quoted_digest(json.dumps([*state_of(page), *asked]))


def last_modified(page: Surroundings, caller: Caller, now: datetime) -> dict[str, str]:
    """The header `Last-Modified`; none where no date tells of every change.

    The answer is as young as the last touch of what surrounds the text, and as the software that makes it: both stand
    in the database, so every process says the same. A date is told once it has settled: a change takes its date before
    others see it. To a partner that may not have everything, a text in several languages also changes with what the
    partner may have.
    """
    if page.software_since is None:
        return {}
    at = max(page.touched_at, page.software_since)
    is_narrowed = caller.partner is not None and caller.partner.coverage != Coverage.EVERYTHING
    if at > now - SETTLES or (is_narrowed and page.state.versions):
        return {}
    return {"Last-Modified": http_date(at.timestamp())}


def state_of(page: Surroundings) -> list[Any]:
    """What is another as soon as anything is that an answer says of the edition."""
    return [
        build_digest(),
        settings.SITE_URL,
        page.publisher,
        page.zone,
        page.slug,
        page.edition.edition_digest,
        page.state.counter,
        page.rendering.renderer_version if page.rendering else 0,
        page.is_redacted,
        page.is_current,
        sorted(page.unseen),
    ]


def quoted_digest(text: str) -> str:
    """A text's digest as an ETag."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def envelope(page: Surroundings) -> dict[str, Any]:
    """The members that lists and single answers share."""
    slug, number = page.slug, page.edition.number
    return {
        "uuid": str(page.state.uuid),
        "slug": slug,
        "canonical_url": addresses.case_page(slug),
        "first_published_at": instant(page.state.first_published_at),
        "changed_at": instant(page.state.changed_at),
        "edition": edition(page),
        "corrections": [
            {"edition": item["edition"], "note": item["note"], "at": instant(datetime.fromisoformat(item["at"]))}
            for item in page.state.corrections
        ],
        "translation_of": translation_of(page),
        "translations": translations(page),
        "attribution": attribution(page),
        "links": {
            "html": addresses.case_page(slug),
            "edition_html": addresses.edition_page(slug, number),
            "api": addresses.case_study(slug),
            "edition_api": addresses.edition(slug, number),
            "editions": addresses.editions(slug),
        },
    }


def edition(page: Surroundings) -> dict[str, Any]:
    """The edition's own facts; how many statements there are, how many were checked, and who agreed to be named."""
    row = page.edition
    return {
        "number": row.number,
        "kind": row.kind,
        "is_current": page.is_current,
        "published_at": instant(row.published_at),
        "change_note": row.change_note,
        "content_digest": row.content_digest,
        "edition_digest": row.edition_digest,
        "previous_digest": row.previous_digest,
        "statements": row.fact_check["statements"],
        "checked": row.fact_check["checked"],
        "checkers": row.fact_check["checkers"],
    }


def list_item(page: Surroundings) -> dict[str, Any]:
    """A case study in a list: no bodies."""
    return {**envelope(page), **{name: page.card[name] for name in CARD_MEMBERS}}


def full_answer(page: Surroundings, document: str) -> str:
    """The whole answer as JSON: the envelope, and the stored document spliced in after it, unparsed."""
    absolute = with_hosts(document)
    around = to_json({name: value for name, value in envelope(page).items() if name != "uuid"})
    return f"{around[:-1]},{absolute[1:]}"


def with_hosts(document: str) -> str:
    """A stored document with the pictures' whole addresses."""
    return MEDIA_PATH.sub(rf"{settings.SITE_URL}\1", document)


def with_hosts_in_markdown(text: str) -> str:
    """The same for a picture in Markdown, where the address stands in round brackets."""
    return MEDIA_IN_MARKDOWN.sub(rf"\1{settings.SITE_URL}", text)


def tombstone(page: Surroundings) -> dict[str, Any]:
    """What is left to say of a withdrawn case study, or of a redacted edition (without a time or a reason)."""
    notice = page.state.withdrawal or {}
    return {
        "uuid": str(page.state.uuid),
        "slug": page.slug,
        "edition": page.edition.number,
        "withdrawn_at": instant(datetime.fromisoformat(notice["at"])) if notice else None,
        "reason": notice.get("reason", ""),
        "html": addresses.case_page(page.slug),
    }


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
