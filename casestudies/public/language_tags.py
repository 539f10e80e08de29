"""What templates say of a page in its other languages: `{% load languages %}`."""

from typing import Any

from django.conf import settings
from django.template import Context, Library
from django.utils.formats import number_format

from casestudies.public import addresses
from casestudies.public.addresses import absolute, absolute_here
from casestudies.public.languages import current, here, in_language, is_reviewed, languages, local

register = Library()
# Pages that wear the public frame and have no address in another language.
ONE_LANGUAGE = ("/admin/", "/api/", "/check/", "/preview/")


@register.simple_tag(takes_context=True)
def switcher(context: Context) -> list[dict[str, Any]]:
    """The page, with its query, in every language that readers are offered; nothing where a page has only one.

    What says that there is no such page leads to the first one: it repeats no address that anybody made up. A page that
    can be asked for in several ways says with `own_address` which one is its own.
    """
    address = local("/") if context.get("status") else context.get("own_address") or here()
    if not address or address.startswith(ONE_LANGUAGE):
        return []
    now = current()
    return [
        {"language": language, "url": in_language(address, language.code), "is_current": language.code == now}
        for language in languages()
    ]


@register.simple_tag
def alternates(page_path: str) -> list[dict[str, str]]:
    """For `hreflang`: the page in every language, and in the site's own for readers of none of them."""
    found = [
        {"code": language.code, "url": f"{settings.SITE_URL}{in_language(page_path, language.code)}"}
        for language in languages()
    ]
    return [*found, {"code": "x-default", "url": absolute(page_path)}]


@register.filter
def topic_url(slug: str) -> str:
    return addresses.topic_url(slug)


@register.filter
def grouped(number: int) -> str:
    """`10,000`, or as the language writes it."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def canonical(page_path: str) -> str:
    """Of a page that is nothing but interface: its own address in its own language."""
    return absolute_here(page_path)


@register.simple_tag
def site_language() -> str:
    """The language that the publication's own words are in."""
    return settings.LANGUAGE_CODE


@register.simple_tag
def is_machine_translated() -> bool:
    """Whether no speaker has reviewed the words of this language yet."""
    return not is_reviewed(current())
