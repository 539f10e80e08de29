"""The addresses that pages, feeds and the sitemap print."""

from django.conf import settings


def case_url(slug: str) -> str:
    return f"/cases/{slug}/"


def edition_url(slug: str, number: int) -> str:
    return f"/cases/{slug}/editions/{number}/"


def topic_url(slug: str) -> str:
    return f"/topics/{slug}/"


def absolute(path: str) -> str:
    """The address as the world writes it."""
    return f"{settings.SITE_URL}{path}"
