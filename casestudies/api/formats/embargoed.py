"""A text under embargo in each format, marked in each as what is not to be published yet.

It is known by its release: no number, no digest of an edition, no day of publication stands in it.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import format_html

from casestudies.api import addresses, envelope
from casestudies.api.formats.article import document
from casestudies.api.formats.citing import as_csl, as_json_ld, citation_of
from casestudies.api.formats.ninjs import as_ninjs, held_back
from casestudies.api.negotiation import CSL, HTML, JSON_LD, MARKDOWN, NINJS, TEXT, Format
from casestudies.exchange.case_markdown import case_markdown
from casestudies.publication.chain import instant
from casestudies.publication.when import day_in_words
from casestudies.queries.releases import as_edition

# What Dublin Core calls the day from which a work is there, under the name that ninjs gives it.
TERMS = {
    "embargoedUntil": {
        "@id": "http://purl.org/dc/terms/available",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }
}


def notice_of(release) -> str:
    """The embargo in words."""
    until = release.embargoed_until
    when = f"{day_in_words(until.date())}, {until:%H:%M} UTC" if until else "further notice"
    return f"Under embargo until {when}. Not to be published before release.published is told."


def until_of(release) -> str | None:
    return instant(release.embargoed_until) if release.embargoed_until else None


def written(release, form: Format) -> str:
    """The text in any format but our JSON."""
    return WRITERS[form.name](release)


def _ninjs(release) -> str:
    """The item as it will be, held back."""
    item = as_ninjs(as_edition(release), release.rendered)
    words = notice_of(release)
    names = [one for one in item["altIds"] if one["role"] != "edition_digest"]
    return envelope.to_json(
        held_back(item, release.embargoed_until, words)
        | {
            "version": f"release {release.uuid}",
            "altIds": [*names, {"role": "release", "value": str(release.uuid)}],
            "copyrightNotice": words,
        }
    )


def _csl(release) -> str:
    item = _without(as_csl(as_edition(release)), "issued", "edition")
    until = release.embargoed_until
    available = {"available-date": {"date-parts": [[until.year, until.month, until.day]]}} if until else {}
    words = notice_of(release)
    return envelope.to_json([{**item, "id": f"release-{release.uuid}", **available, "status": words, "note": words}])


OF_AN_EDITION = ("version", "datePublished", "dateModified", "creditText", "identifier")


def _json_ld(release) -> str:
    item = as_json_ld(as_edition(release), release.rendered["json_ld"])
    until = until_of(release)
    marks = {
        "@context": ["https://schema.org", TERMS],
        **({"embargoedUntil": until} if until else {}),
        "creativeWorkStatus": "Under embargo",
        "conditionsOfAccess": notice_of(release),
        "sameAs": addresses.release(release.uuid),
    }
    return envelope.to_json({**_without(item, *OF_AN_EDITION), **marks})


def _markdown(release) -> str:
    words = notice_of(release)
    head = {"date": "", "embargoed_until": until_of(release) or "", "notice": words}
    citation = citation_of(as_edition(release), of_edition=False)
    pictures = addresses.absolute("/media/")
    return case_markdown(json.loads(release.content), citation, pictures, head=head, above=f"> **{words}**")


def _text(release) -> str:
    words = notice_of(release)
    return f"{words}\n\n{release.rendered['card']['title']}\n\n{release.rendered['text']}\n\n{words}\n"


def _html(release) -> str:
    words = notice_of(release)
    head = format_html(
        '<meta name="robots" content="noindex, noarchive">\n<meta name="embargoedUntil" content="{}">\n',
        until_of(release) or "",
    )
    line = format_html("<p><strong>{}</strong></p>\n", words)
    card, html = release.rendered["card"], release.rendered["html"]
    return document(card, html, head=head, above=line, below=line, mark="Under embargo: ")


WRITERS: Mapping[str, Callable[[Any], str]] = {
    NINJS.name: _ninjs,
    CSL.name: _csl,
    JSON_LD.name: _json_ld,
    MARKDOWN.name: _markdown,
    TEXT.name: _text,
    HTML.name: _html,
}


def _without(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in names}
