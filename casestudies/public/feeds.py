"""The Atom feed of new and changed cases. Entries lead to our own pages."""

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from casestudies.prose.characters import tidy_line
from casestudies.public import frames
from casestudies.public.addresses import absolute
from casestudies.public.answers import etag_of, not_modified, readable, with_validators
from casestudies.queries.editions import latest
from casestudies.queries.publication import publication

ENTRIES = 50


@readable
def atom(request: HttpRequest) -> HttpResponse:
    settings = publication()
    states = latest(ENTRIES)
    etag = etag_of("feed.atom", settings.updated_at, *((state.uuid, state.counter) for state in states))
    if answer := not_modified(request, etag):
        return answer
    feed = Atom1Feed(
        title=tidy_line(settings.name),
        link=absolute("/"),
        description=tidy_line(settings.masthead),
        subtitle=tidy_line(settings.masthead),
        feed_url=absolute("/feed.atom"),
        feed_guid=absolute("/feed.atom"),
        author_name=tidy_line(settings.name),
        language="en",
    )
    for state in states:
        card = state.edition.rendering.card
        row = frames.row(state, settings.time_zone)
        feed.add_item(
            title=tidy_line(f"{row['title']} ({row['line'].words})"),
            link=absolute(row["url"]),
            description=_summary(row),
            unique_id=f"urn:uuid:{state.uuid}",
            pubdate=state.first_published_at,
            updateddate=state.changed_at,
            author_name=tidy_line(", ".join(author["name"] for author in card["authors"]) or settings.name),
            categories=[tidy_line(topic["name"]) for topic in card["topics"]],
            item_copyright=(card["licence"] or {}).get("name") or None,
        )
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return with_validators(answer, etag)


def _summary(row: dict) -> str:
    """HTML, which is what a summary of this feed holds: the correction first, if the edition is one."""
    line = row["line"]
    note = f"Corrected: {line.note} " if line.is_correction else ""
    return escape(tidy_line(f"{note}{row['summary'] or row['question']}"))
