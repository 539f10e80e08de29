"""What changed in the API itself, for people and as a feed, so that no integrator hears of it from a failure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from casestudies.api.addresses import CHANGELOG, DOCS, absolute
from casestudies.api.base import ApiView, answer, unchanged
from casestudies.api.envelope import quoted_digest
from casestudies.api.negotiation import Format
from casestudies.queries.publication import publication

ATOM = Format("atom", "application/atom+xml", "Atom")


@dataclass(frozen=True)
class Entry:
    """`name` identifies it for good; `kind` is `added`, `changed`, `deprecated` or `removed`. Entries never change."""

    day: date
    name: str
    kind: str
    title: str
    text: str


# The latest first.
ENTRIES: tuple[Entry, ...] = (
    Entry(
        date(2026, 11, 23),
        "html-fits-the-screen",
        "changed",
        "HTML that fits the screen",
        "The head of an article as HTML names a small stylesheet, and its “Content-Security-Policy” admits it. The "
        "body has no style, as before.",
    ),
    Entry(
        date(2026, 11, 23),
        "redirects-carry-parameters",
        "changed",
        "A redirect keeps the parameters, and a report takes null",
        "The redirect from an old address or a UUID carries “format”, “fields” and the other parameters on. What "
        "“holdings” answers with null may be sent back as null. That a withdrawn case study which you carry leaves "
        "your coverage is told with “coverage.lost”. One that you may not receive any more goes by its UUID, or by an "
        "address that it had until then.",
    ),
    Entry(
        date(2026, 11, 23),
        "html-and-webhooks-described",
        "added",
        "HTML by “Accept”, and webhooks in the OpenAPI description",
        "An article comes as an HTML document where “Accept” wants HTML and not just anything, or at “.html”; a "
        "browser gets JSON as before, of texts under embargo too. The HTML in ninjs leaves out the drawings of our "
        "pages. The description has a section “webhooks”, the headers of every answer, and marks what is deprecated; "
        "filters that take a few words list them.",
    ),
    Entry(
        date(2026, 11, 23),
        "sandbox-story",
        "added",
        "A sandbox that bears out what it tells, proofs of samples, and webhooks on your own machine",
        "The changes of the sandbox fit its samples: read what they name, and you find what they say. There are "
        "samples of updates, reinstatements, ended embargoes, lost and gained coverage, every standing of a copy and "
        "every problem; their editions are signed, with a key of their own. A script sends signed samples to a "
        "receiver on your own machine. The cursors of the sandbox’s “changes” begin anew.",
    ),
    Entry(
        date(2026, 11, 23),
        "misspelt-names",
        "changed",
        "Misspelt names are refused, with the nearest",
        "A topic, party, source, instrument, framework, term, language or place that there is not for you is refused "
        "with 400, where the list was empty before; so are other names among events, sections and endpoints. "
        "“suggestion” is the nearest. A body that is not JSON is answered with the line and column. The root names "
        "every entrance, and scripts of other sites may read and send every header that is described.",
    ),
    Entry(
        date(2026, 11, 23),
        "holdings-to-their-end",
        "changed",
        "Copies outside your coverage, corrections shown beside a text, and UUIDs in addresses",
        "A copy of a case study that left your coverage has the standing “not_covered” and has to come down; its "
        "“newest_edition” is null. “correction_shown” reports that a correction stands beside an older text: the copy "
        "is “annotated” until the next one. Addresses of case studies and holdings take the UUID in place of the slug.",
    ),
    Entry(
        date(2026, 11, 23),
        "corrections-in-every-format",
        "added",
        "Corrections in every format; removed texts among holdings",
        "Markdown, plain text, CSL-JSON and JSON-LD carry the corrections, the attribution line and the edition’s "
        "digest. A copy of an edition whose text was removed for a legal reason has the standing “redacted”. With "
        "“topic”, “changes” and endpoints leave out what came into your coverage on other topics.",
    ),
    Entry(
        date(2026, 11, 23),
        "keys-of-endpoints-and-secrets",
        "changed",
        "Two keys of one scope each, a fourth secret, cancelled offers",
        "If you have one key for webhooks alone and another for embargoes alone, the first no longer sees endpoints "
        "that are told of texts under embargo: ask for a key with both scopes. “rotate-secret” refuses a fourth secret "
        "(422): three may sign at once. A replay leaves out offers under embargo that were cancelled; the cancellation "
        "is sent again.",
    ),
    Entry(
        date(2026, 11, 23),
        "readers-and-dates",
        "changed",
        "Cursors and languages are of their reader; embargoed texts in every format; dates",
        "A cursor holds good for the partner it was given to, so start lists again. A text names those translations "
        "alone that your key reaches. Embargoed texts come in every format. What is about one case study has a "
        "“Last-Modified”.",
    ),
    Entry(
        date(2026, 11, 23),
        "webhooks-and-embargoes",
        "changed",
        "Webhooks of embargoed texts need the scope, and replays keep to your coverage",
        "An endpoint is told of texts under embargo if it was made with a key that has that scope, and is seen by such "
        "keys alone: the new member “releases” says so. A replay leaves out what has left your coverage, and counts it "
        "in “left_out”. Sandbox keys try holdings and webhooks, and read teacher’s notes.",
    ),
    Entry(
        date(2026, 11, 23),
        "links-and-refusals",
        "added",
        "Links in the description, and nothing passed over",
        "The OpenAPI description links each answer with the requests that it leads to. Parameters that are not UTF-8, "
        "changes under a condition such as “If-Match”, and bodies whose length is not said are refused.",
    ),
    Entry(
        date(2026, 11, 23),
        "keys-and-limits",
        "added",
        "Keys, scopes and limits",
        "Partners have keys with scopes. Every answer says how many requests are left; without a key, a network "
        "address may ask 60 times a minute. “me” tells a key who it is.",
    ),
    Entry(
        date(2026, 11, 23),
        "staying-in-sync",
        "added",
        "Changes, holdings, embargoed texts and webhooks",
        "“changes” tells every publication, correction and withdrawal once and in order; “holdings” takes which "
        "edition a partner carries; chosen partners read texts before their public time; webhooks call when something "
        "happens.",
    ),
    Entry(
        date(2026, 11, 23),
        "formats-and-filters",
        "added",
        "More formats, filters on every facet, and statements",
        "Case studies as ninjs, CSL-JSON, JSON-LD, Markdown and plain text; “fields”, “sort” and “q”; each edition’s "
        "statements with the sources they rest on.",
    ),
    Entry(
        date(2026, 11, 22),
        "first",
        "added",
        "Version 1",
        "The API begins at “/api/v1/”: case studies and all their editions, with sources, corrections and digests.",
    ),
)


class Changelog(ApiView):
    """The feed; the documentation shows the same entries."""

    schema = None
    formats = (ATOM,)
    has_samples = True

    def get(self, request) -> HttpResponse:
        text = write_atom()
        headers = {"ETag": quoted_digest(text)}
        return unchanged(request, headers) or answer(text, headers, f"{ATOM.media_type}; charset=utf-8")


def write_atom() -> str:
    """The same bytes as long as nothing changes."""
    name, page = publication().name, f"{absolute(DOCS)}versions/"
    feed = _Feed(
        title=f"{name}: changes of the API",
        link=page,
        description="What was added, changed, deprecated and removed.",
        feed_url=absolute(CHANGELOG),
        feed_guid=absolute(CHANGELOG),
        author_name=name,
        language="en",
    )
    for entry in ENTRIES:
        moment = datetime.combine(entry.day, time.min, UTC)
        feed.add_item(
            title=entry.title,
            link=f"{page}#{entry.name}",
            description=entry.text,
            unique_id=f"{absolute(CHANGELOG)}#{entry.name}",
            pubdate=moment,
            updateddate=moment,
            categories=[entry.kind],
        )
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return datetime.combine(ENTRIES[0].day, time.min, UTC)
