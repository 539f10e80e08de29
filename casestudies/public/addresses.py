"""The addresses that pages, feeds and the sitemap print.

Each is in the language of the page that prints it; `absolute` leaves the language away.
"""

from django.conf import settings

from casestudies.public.languages import local, plain


def case_url(slug: str) -> str:
    return local(f"/cases/{slug}/")


def edition_url(slug: str, number: int) -> str:
    return local(f"/cases/{slug}/editions/{number}/")


def changed_url(slug: str, before: int, after: int) -> str:
    """What changed between two editions."""
    return local(f"/cases/{slug}/editions/{before}..{after}/")


def report_url(slug: str) -> str:
    """The form on which a reader reports an error."""
    return local(f"/cases/{slug}/report/")


def topic_url(slug: str) -> str:
    return local(f"/topics/{slug}/")


def party_url(key: str) -> str:
    return local(f"/parties/{key}/")


def instrument_url(key: str) -> str:
    return local(f"/instruments/{key}/")


def absolute(path: str) -> str:
    """The address as the world writes it: what is cited, fed and harvested has one, in whatever language it is read."""
    return f"{settings.SITE_URL}{plain(path)}"


def absolute_here(path: str) -> str:
    """The address in the language of the page that prints it: of lists and whatever else is nothing but interface."""
    return f"{settings.SITE_URL}{local(path)}"
