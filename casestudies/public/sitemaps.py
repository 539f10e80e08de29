"""What search engines read: the sitemap, an index of sitemaps once there are many cases, and robots.txt.

A case study stands there with the date of its last change, a new edition or a notice, and with the pictures that its
current edition shows. Editions have no entries: a page of one names the case study's address as its canonical one.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from casestudies.public.addresses import absolute, case_url
from casestudies.public.answers import readable, with_validators
from casestudies.public.languages import in_language, languages
from casestudies.public.search_address import page_number
from casestudies.public.translations import alternates
from casestudies.publication.figures import media_url
from casestudies.queries.editions import pictures_shown, sitemap_entries, sitemap_extent

PART_SIZE = 10_000  # addresses in one file; the protocol allows 50,000
PAGES = ("/", "/cases/", "/timeline/", "/places/", "/frameworks/", "/corrections/", "/standards/")
XML = "application/xml; charset=utf-8"


@readable
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses, or with `?page=` one part of them; an index where one file would be too long."""
    entries = sitemap_entries()
    total, newest = sitemap_extent()
    parts = max(1, -(-total // PART_SIZE))
    if "page" not in request.GET and parts > 1:
        addresses = [absolute(f"/sitemap.xml?page={number}") for number in range(1, parts + 1)]
        return _xml("public/sitemap_index.xml", {"addresses": addresses})
    number = page_number(request)
    if number > parts:
        raise Http404
    start = (number - 1) * PART_SIZE
    states = list(entries[start : start + PART_SIZE])
    pictures = pictures_shown(states)
    cases = [
        {
            "url": absolute(case_url(state.slug)),
            "changed_at": state.changed_at,
            "versions": alternates(state),
            "pictures": [
                absolute(media_url(media.sha256, media.extension)) for media in pictures.get(state.edition_id, ())
            ],
        }
        for state in states
    ]
    pages = [_in_all_languages(path) for path in PAGES] if number == 1 else []
    return _xml("public/sitemap.xml", {"pages": pages, "cases": cases, "newest": newest})


@readable
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: {in_language('/cases/', language.code)}?q=" for language in languages()),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return with_validators(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


def _in_all_languages(path: str) -> list[tuple[str, str]]:
    """The code and the address of a page of the interface in each language."""
    return [(language.code, f"{settings.SITE_URL}{in_language(path, language.code)}") for language in languages()]


def _xml(template: str, context: dict) -> HttpResponse:
    return with_validators(HttpResponse(render_to_string(template, context), content_type=XML))
