"""A feed written down: as Atom with tombstones (RFC 4287, RFC 6721) and as JSON Feed 1.1."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import escape, format_html

from casestudies.prose.characters import tidy_line
from casestudies.public import frames
from casestudies.public.addresses import absolute, case_url
from casestudies.queries.feeds import Gone

NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True)
class Feed:
    """`addresses` are the feed's own, by ending, `home` is the path of the page that it follows. `rows` are public
    states with edition and card, `gone` what is no longer there to be read.
    """

    title: str
    subtitle: str
    publisher: str
    addresses: Mapping[str, str]
    home: str
    zone: str
    updated_at: datetime | None
    rows: Sequence[Any]
    gone: Sequence[Gone]


class _Atom(Atom1Feed):
    """Django's, with what was withdrawn before the entries; the same bytes as long as nothing changes."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}

    def latest_post_date(self) -> datetime:
        return self.feed["changed_at"]

    def write_items(self, handler: Any) -> None:
        for gone in self.feed["gone"]:
            attributes = {"ref": f"urn:uuid:{gone.uuid}", "when": rfc3339_date(gone.at)}
            handler.startElement("at:deleted-entry", attributes)
            if gone.slug:
                handler.addQuickElement("link", "", {"href": absolute(case_url(gone.slug)), "rel": "related"})
            if reason := tidy_line(gone.reason):
                handler.addQuickElement("at:comment", reason)
            handler.endElement("at:deleted-entry")
        super().write_items(handler)


def write_atom(feed: Feed) -> str:
    """The feed as `application/atom+xml`."""
    written = _Atom(
        title=tidy_line(feed.title),
        link=absolute(feed.home),
        description=tidy_line(feed.subtitle),
        subtitle=tidy_line(feed.subtitle),
        feed_url=feed.addresses["atom"],
        feed_guid=feed.addresses["atom"],
        author_name=tidy_line(feed.publisher),
        language="en",
        gone=feed.gone,
        changed_at=_changed_at(feed),
    )
    for state in feed.rows:
        entry = _entry(state, feed)
        written.add_item(
            title=entry["title"],
            link=entry["url"],
            description=escape(entry["summary"]),  # a summary of this feed is HTML
            unique_id=entry["id"],
            pubdate=state.first_published_at,
            updateddate=state.changed_at,
            author_name=", ".join(entry["authors"]),
            categories=entry["tags"],
            item_copyright=entry["licence"] or None,
        )
    return written.writeString("utf-8")


def write_json(feed: Feed) -> str:
    """The feed as `application/feed+json`; what was withdrawn stands in an extension of ours."""
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": tidy_line(feed.title),
        "home_page_url": absolute(feed.home),
        "feed_url": feed.addresses["json"],
        "description": tidy_line(feed.subtitle),
        "authors": [{"name": tidy_line(feed.publisher), "url": absolute("/")}],
        "language": "en",
        "items": [_item(state, _entry(state, feed)) for state in feed.rows],
        "_deleted": {
            "about": absolute("/standards/"),
            "items": [
                {
                    "id": f"urn:uuid:{gone.uuid}",
                    "url": absolute(case_url(gone.slug)) if gone.slug else "",
                    "date_deleted": rfc3339_date(gone.at),
                    "reason": tidy_line(gone.reason),
                }
                for gone in feed.gone
            ],
        },
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


# Ending -> how the feed is written, and its media type.
FORMATS = {
    "atom": (write_atom, "application/atom+xml; charset=utf-8"),
    "json": (write_json, "application/feed+json; charset=utf-8"),
}


def _changed_at(feed: Feed) -> datetime:
    moments = [feed.updated_at, *(row.changed_at for row in feed.rows), *(gone.at for gone in feed.gone)]
    return max((moment for moment in moments if moment), default=NOTHING_YET)


def _entry(state: Any, feed: Feed) -> dict[str, Any]:
    """What both formats say of a case study: the correction first, if its edition is one."""
    card = state.edition.rendering.card
    row = frames.row(state, feed.zone)
    line = row["line"]
    note = f"Corrected: {line.note} " if line.is_correction else ""
    return {
        "id": f"urn:uuid:{state.uuid}",
        "url": absolute(row["url"]),
        "title": tidy_line(f"{row['title']} ({line.words})"),
        "summary": tidy_line(f"{note}{row['summary'] or row['question']}"),
        "line": line.words,
        "authors": [tidy_line(author["name"]) for author in card["authors"]] or [tidy_line(feed.publisher)],
        "tags": [tidy_line(topic["name"]) for topic in card["topics"]],
        "licence": (card["licence"] or {}).get("name", ""),
        "language": card["language"],
    }


def _item(state: Any, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": entry["id"],
        "url": entry["url"],
        "title": entry["title"],
        "summary": entry["summary"],
        "content_html": format_html("<p>{}</p><p>{}</p>", entry["summary"], entry["line"]),
        "image": f"{entry['url']}card.png",
        "date_published": rfc3339_date(state.first_published_at),
        "date_modified": rfc3339_date(state.changed_at),
        "authors": [{"name": name} for name in entry["authors"]],
        "tags": entry["tags"],
        "language": entry["language"],
    }
