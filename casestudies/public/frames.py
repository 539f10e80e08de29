"""What the templates print around and about an edition: rows of lists, the frame of a case page, its edition line."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings

from casestudies.public.addresses import absolute, case_url, changed_url, edition_url, report_url
from casestudies.public.languages import local
from casestudies.public.translations import language_label
from casestudies.publication.bibliography import names_in_words
from casestudies.publication.direction import is_right_to_left
from casestudies.publication.edition_line import line_of, local_day
from casestudies.publication.own_links import named_places
from casestudies.publication.when import day_in_words, in_words
from casestudies.queries.surroundings import Surroundings


def row(state: Any, zone: str) -> dict[str, Any]:
    """A case in a list."""
    card = state.edition.rendering.card
    url = case_url(state.slug)
    return {
        **{name: card[name] for name in ("title", "question", "summary", "topics", "at_a_glance", "source_count")},
        "language_label": language_label(card, state, settings.LANGUAGE_CODE),
        "reading_minutes": card["reading_minutes"],
        "url": url,
        "language": card["language"],
        "when": in_words(card["event"]["when"]),
        "line": line_of(state.edition, zone, changed_url=since_before(state.slug, state.edition.number)),
    }


def case(shown: Surroundings, zone: str) -> dict[str, Any]:
    """The frame of a case page."""
    card = shown.card
    first = local_day(shown.state.first_published_at, zone)
    line = line_of(shown.edition, zone, changed_url=since_before(shown.slug, shown.edition.number))
    return {
        **{name: card[name] for name in ("title", "question", "topics", "licence", "language", "source_count")},
        "reading_minutes": card["reading_minutes"],
        "is_right_to_left": is_right_to_left(card["language"]),
        "url": case_url(shown.slug),
        "has_own_links": has_own_links(shown),
        "teach_url": f"{case_url(shown.slug)}teach/" if card.get("has_questions") else "",
        "authors": names_in_words([{"literal": author["name"]} for author in card["authors"]]),
        "translators": names_in_words([{"literal": person["name"]} for person in card.get("translators", ())]),
        "when": in_words(card["event"]["when"]),
        "places": [place | {"url": local(place["url"])} for place in named_places(card["jurisdictions"])],
        "first_published": day_in_words(first),
        "first_published_iso": first.isoformat(),
        "line": line,
        "checkers": names_in_words([{"literal": name} for name in shown.edition.fact_check["checkers"]]),
        "bare_line": replace(line, changed_url=""),
        "report_url": f"{report_url(shown.slug)}?edition={shown.edition.number}",
        "page_url": absolute(edition_url(shown.slug, shown.edition.number)),
        "edition_digest": shown.edition.edition_digest,
    }


def has_own_links(shown: Surroundings) -> bool:
    """Whether there is, for certain, a list of all that the text names."""
    return shown.is_current and not shown.is_withdrawn


def since_before(slug: str, number: int) -> str:
    """Where what changed in an edition is shown; "" for the first."""
    return changed_url(slug, number - 1, number) if number > 1 else ""


def edition(shown: Surroundings, zone: str) -> dict[str, Any]:
    """An edition in the list of a case's editions."""
    return {
        "url": edition_url(shown.slug, shown.edition.number),
        "title": title(shown),
        "line": line_of(shown.edition, zone),
        "is_current": shown.is_current,
        "is_redacted": shown.is_redacted,
        "number": shown.edition.number,
        "changed_url": since_before(shown.slug, shown.edition.number),
        "digest": shown.edition.edition_digest,
    }


def title(shown: Surroundings) -> str:
    """The edition's title; where its text is not there to be read, the case study's address."""
    return shown.slug if shown.is_redacted else shown.card.get("title", shown.slug)


def notice(withdrawal: Mapping[str, str] | None, zone: str) -> dict[str, str]:
    """A withdrawal's reason and day."""
    if not withdrawal:
        return {"reason": ""}
    return {"reason": withdrawal["reason"], **_day(withdrawal["at"], zone)}


def corrections(shown: Surroundings, zone: str) -> list[dict[str, Any]]:
    """The corrections of a case study, newest first, each with where it is shown."""
    return [
        {
            "number": each["edition"],
            "note": each["note"],
            "changed_url": since_before(shown.slug, each["edition"]),
            **_day(each["at"], zone),
        }
        for each in shown.state.corrections
    ]


def related(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Related cases, each with why."""
    return [{"title": each.title, "url": case_url(each.slug), "reasons": each.reasons} for each in rows]


def _day(moment: str, zone: str) -> dict[str, str]:
    day = local_day(datetime.fromisoformat(moment), zone)
    return {"iso": day.isoformat(), "day": day_in_words(day)}
