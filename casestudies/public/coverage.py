"""Where the cases lie: by place and year, by framework and year, by a framework's terms and years or places."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from casestudies.enums import Facet
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.public.errors import nothing_listed
from casestudies.public.languages import local
from casestudies.public.matrix import Matrix, matrix, most_first, years_of
from casestudies.public.search_address import BASE
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.queries.coverage import (
    Cell,
    Term,
    framework_terms,
    framework_years,
    frameworks_in_use,
    place_years,
    term_places,
    term_years,
)
from casestudies.queries.editions import public_version
from casestudies.queries.publication import publication

BY_YEAR, BY_PLACE = "year", "place"


@readable
def places(request: HttpRequest) -> HttpResponse:
    settings = publication()
    etag = etag_of("places", settings.updated_at, public_version())
    if answer := not_modified(request, etag):
        return answer
    cells = place_years()
    rows = [(key, jurisdiction_name(key), cases_url(Facet.JURISDICTION, key), "") for key in _rows_most_first(cells)]
    context = {
        "publication": settings,
        "current": "timeline",
        "page_path": "/places/",
        "description": _("How many cases lie where, and in which year."),
        "matrix": _by_years(cells, rows, Facet.JURISDICTION),
        "caption": _("Cases by place and year of the event"),
        "corner": _("Place"),
    }
    return page("public/places.html", context, etag=etag)


@readable
def frameworks(request: HttpRequest) -> HttpResponse:
    settings = publication()
    etag = etag_of("frameworks", settings.updated_at, public_version())
    if answer := not_modified(request, etag):
        return answer
    names = {term.framework["key"]: term.framework["name"] for term in frameworks_in_use()}
    cells = framework_years()
    rows = [(key, name, framework_url(key), "") for key, name in sorted(names.items(), key=lambda item: item[1])]
    context = {
        "publication": settings,
        "current": "timeline",
        "page_path": "/frameworks/",
        "description": _("Which published frameworks the cases are classified by, and how often in each year."),
        "matrix": _by_years(cells, rows, None),
        "caption": _("Cases by framework and year of the event"),
        "corner": _("Framework"),
    }
    return page("public/frameworks.html", context, etag=etag)


@readable
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    by = BY_PLACE if request.GET.get("by") == BY_PLACE else BY_YEAR
    settings = publication()
    etag = etag_of("framework", slug, settings.updated_at, public_version(), by)
    if answer := not_modified(request, etag):
        return answer
    terms = framework_terms(slug)
    if not terms:
        return nothing_listed()
    cells = term_places(slug) if by == BY_PLACE else term_years(slug)
    versions: dict[str, list[Term]] = {}
    for term in terms:
        versions.setdefault(term.framework["version"], []).append(term)
    described = terms[-1].framework
    context = {
        "publication": settings,
        "current": "timeline",
        "page_path": framework_url(slug),
        "noindex": by != BY_YEAR,
        "description": _("How the cases spread over the terms of a framework."),
        "framework": described,
        "by": by,
        "years_url": framework_url(slug),
        "places_url": f"{framework_url(slug)}?by={BY_PLACE}",
        "versions": [
            {"version": version, "url": found[0].framework["url"], "matrix": _of_terms(cells, found, by)}
            for version, found in sorted(versions.items(), reverse=True)
        ],
        "corner": _("Term"),
    }
    return page("public/framework.html", context, etag=etag)


def framework_url(key: str) -> str:
    return local(f"/frameworks/{key}/")


def cases_url(facet: Facet, value: str, **more: str) -> str:
    """The list of cases, narrowed."""
    return local(f"{BASE}?{urlencode({str(facet): value} | more)}")


def _of_terms(cells: list[Cell], terms: list[Term], by: str) -> Matrix:
    """Terms below what is broader, in the order of their keys."""
    keys = {term.key for term in terms}
    mine = [cell for cell in cells if cell.row in keys]
    rows, before = [], ""
    for term in sorted(terms, key=_place):
        above = " › ".join(each["name"] for each in term.broader)
        rows.append((term.key, term.label, cases_url(Facet.TERM, term.key), above if above != before else ""))
        before = above
    if by == BY_YEAR:
        return _by_years(mine, rows, Facet.TERM)
    columns = [(code, jurisdiction_name(code)) for code in most_first(mine)]

    def address(key: str, code: str) -> str:
        return cases_url(Facet.TERM, key, **{str(Facet.JURISDICTION): code})

    return matrix(mine, rows, columns, address, has_totals=False)


def _place(term: Term) -> tuple[Any, ...]:
    """By the broader terms, and numbers in keys as numbers: 6.2 before 6.10."""
    pieces = [each["key"] for each in term.broader] + [term.key.rpartition("/")[2]]
    return tuple(
        tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in piece.split(".")) for piece in pieces
    )


def _by_years(cells: list[Cell], rows: list[tuple[str, str, str, str]], facet: Facet | None) -> Matrix:
    """`facet`: what a cell leads to, beside its year; no cell is a link without one."""
    columns = [(year, str(year) if year else _("No date")) for year in years_of(cells)]

    def address(key: str, year: int | None) -> str:
        return cases_url(facet, key, **{str(Facet.YEAR): f"{year:04}"}) if facet and year else ""

    return matrix(cells, rows, columns, address, has_totals=True)


def _rows_most_first(cells: list[Cell]) -> list[str]:
    return most_first([Cell(cell.column, cell.row, cell.count) for cell in cells])
