"""What a page says of the same text in other languages: the original and what became of it, the translations."""

from typing import Any

from casestudies.public.addresses import absolute, case_url, changed_url
from casestudies.public.languages import in_language, languages, local
from casestudies.publication.direction import is_right_to_left
from casestudies.publication.language_names import name_here, own_name
from casestudies.publication.versions import Following, Version, Versions, following, versions_of
from casestudies.queries.surroundings import Surroundings


def translation_part(shown: Surroundings) -> dict[str, Any]:
    """What translation_line.html, translation_notice.html and translations.html print, for one edition of a text."""
    followed = following(shown.card, shown.state.versions)
    versions = versions_of(shown.state.versions)
    return {
        "original": _original(followed) if followed else None,
        "others": [
            _other(version) | {"is_behind": versions.is_behind(version)}
            for version in versions.others(shown.state.uuid)
        ],
    }


def alternates(state: Any) -> list[dict[str, str]]:
    """The addresses of a live text in each language for search engines, its own included; none where it is alone.

    Where nothing fits a reader's language, the original does.
    """
    versions = versions_of(state.versions)
    if not versions.others(state.uuid) or str(state.uuid) not in {version.uuid for version in versions.live}:
        return []
    found = {version.language: _address(version) for version in reversed(versions.live)}
    tagged = [{"code": code, "url": url} for code, url in sorted(found.items())]
    original = versions.live[0]
    return [*tagged, {"code": "x-default", "url": _address(original)}] if original.is_original else tagged


def original_title(shown: Surroundings) -> str:
    """The title of what an edition translates, as its current edition has it; "" where there is none to be read."""
    followed = following(shown.card, shown.state.versions)
    return followed.original.title if followed and not followed.original.is_withdrawn else ""


def facts_of_translation(shown: Surroundings) -> dict[str, Any]:
    """The members of the page's JSON-LD that tie the text to the same text in other languages."""
    versions: Versions = versions_of(shown.state.versions)
    followed = following(shown.card, shown.state.versions)
    if followed:
        return {} if followed.original.is_withdrawn else {"translationOfWork": _work(followed.original)}
    works = [_work(version) for version in versions.translations if versions.original]
    return {"workTranslation": works} if works and not shown.card.get("translation_of") else {}


def language_label(card: dict[str, Any], state: Any, own: str) -> str:
    """What a list says of a text's language: nothing where all is in the site's own, and there is no other text."""
    return name_here(card["language"]) if state.versions or card["language"] != own else ""


def _original(followed: Following) -> dict[str, Any]:
    original, edition = followed.original, followed.edition
    return {
        **_other(original),
        "title": original.title,
        "language_here": name_here(original.language),
        "edition": edition,
        "current": original.edition,
        "is_updated": followed.is_behind and not followed.is_corrected and not original.is_withdrawn,
        "is_corrected": followed.is_corrected,
        "is_withdrawn": original.is_withdrawn,
        "notice_url": case_url(original.slug),
        "changed_url": changed_url(original.slug, edition, original.edition) if original.edition > edition else "",
    }


def _other(version: Version) -> dict[str, Any]:
    return {
        "name": own_name(version.language),
        "language": version.language,
        "direction": "rtl" if is_right_to_left(version.language) else "ltr",
        "url": _page(version),
        "follows": version.follows,
    }


def _page(version: Version) -> str:
    """Where a reader goes: to the text in the interface of its language, where there is one."""
    path, code = f"/cases/{version.slug}/", version.language.partition("-")[0]
    return in_language(path, code) if code in {language.code for language in languages()} else local(path)


def _address(version: Version) -> str:
    """The text's own address, whatever the interface."""
    return absolute(f"/cases/{version.slug}/")


def _work(version: Version) -> dict[str, str]:
    return {
        "@type": "Article",
        "@id": f"urn:uuid:{version.uuid}",
        "name": version.title,
        "inLanguage": version.language,
        "url": _address(version),
    }
