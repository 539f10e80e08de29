"""Absolute addresses, made from SITE_URL, so that an answer reads the same whichever host name it was asked by."""

from django.conf import settings

API = "/api/v1/"
LIST = f"{API}case-studies/"
CHANGES = f"{API}changes/"
ME = f"{API}me/"
HOLDINGS = f"{API}holdings/"
RELEASES = f"{API}releases/"
ENDPOINTS = f"{API}webhooks/endpoints/"
DELIVERIES = f"{API}webhooks/deliveries/"
KEYS = "/.well-known/casebook-keys.json"
OPENAPI = f"{API}openapi.json"
DOCS = f"{API}docs/"
CHANGELOG = f"{API}changelog.atom"
SAMPLE_KEYS = f"{DOCS}sandbox/keys.json"


def absolute(path: str) -> str:
    """`/cases/x/` -> `https://cases.example.org/cases/x/`."""
    return f"{settings.SITE_URL}{path}"


def case_page(slug: str) -> str:
    """The page for readers; the canonical address of every edition."""
    return absolute(f"/cases/{slug}/")


def edition_page(slug: str, number: int) -> str:
    """The page of one edition for readers, for good."""
    return absolute(f"/cases/{slug}/editions/{number}/")


def case_study(slug: str) -> str:
    return absolute(f"{LIST}{slug}/")


def editions(slug: str) -> str:
    return absolute(f"{LIST}{slug}/editions/")


def edition(slug: str, number: int) -> str:
    return absolute(f"{LIST}{slug}/editions/{number}/")


def holding(slug: str) -> str:
    """Where a partner says what it carries of a case study."""
    return absolute(f"{HOLDINGS}{slug}/")


def snapshot(slug: str, number: int) -> str:
    return f"{edition(slug, number)}snapshot"


def signature(slug: str, number: int) -> str:
    return f"{edition(slug, number)}signature"


def release(uuid: object) -> str:
    """A text under embargo, for those to whom it was offered."""
    return absolute(f"{RELEASES}{uuid}/")


def endpoint(uuid: object) -> str:
    """Where a partner is told of changes."""
    return absolute(f"{ENDPOINTS}{uuid}/")


def delivery(uuid: object) -> str:
    """What an endpoint was told."""
    return absolute(f"{DELIVERIES}{uuid}/")


def problem_type(name: str) -> str:
    """The page that explains a kind of problem; it identifies the kind."""
    return absolute(f"{DOCS}problems/{name}/")
