"""The addresses that pages, feeds and the sitemap print."""

from django.conf import settings


def case_url(slug: str) -> str:
    return f"/cases/{slug}/"


def edition_url(slug: str, number: int) -> str:
    return f"/cases/{slug}/editions/{number}/"


def changed_url(slug: str, before: int, after: int) -> str:
    """What changed between two editions."""
    return f"/cases/{slug}/editions/{before}..{after}/"


def report_url(slug: str) -> str:
    """The form on which a reader reports an error."""
    return f"/cases/{slug}/report/"


def topic_url(slug: str) -> str:
    return f"/topics/{slug}/"


def party_url(key: str) -> str:
    return f"/parties/{key}/"


def instrument_url(key: str) -> str:
    return f"/instruments/{key}/"


def absolute(path: str) -> str:
    """The address as the world writes it."""
    return f"{settings.SITE_URL}{path}"
