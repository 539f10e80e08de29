"""What a body says of an endpoint: its members, and the events and topics that it names."""

import re
from collections.abc import Iterable
from typing import Any

from casestudies.actions.shape_endpoint import Wanted
from casestudies.api.base import ApiView
from casestudies.api.bodies import refused
from casestudies.api.known_names import described
from casestudies.api.parameters import did_you_mean, nearest
from casestudies.enums import WebhookEvent
from casestudies.queries.own_endpoints import topics_for
from casestudies.queries.reading.vocabulary import Vocabulary

MEMBERS = {"url": str, "description": str, "events": list, "topics": list}
MOST_NAMES = 100
NAME = re.compile(r"[a-zA-Z0-9_.\-]{1,100}")


def wanted(view: ApiView, given: dict[str, Any]) -> Wanted:
    """What is said of an endpoint, and nothing of what is not. Raises Problem."""
    return Wanted(
        given.get("url"),
        given.get("description"),
        events(given) if "events" in given else None,
        topics(view, given) if "topics" in given else None,
        given.get("releases"),
    )


def known_sample(given: dict[str, Any]) -> None:
    """Raises Problem for a sample of no event."""
    sample = given.get("sample")
    if sample == "":
        raise refused([{"pointer": "/sample", "detail": "“sample” names no event. Leave it out for a plain test."}])
    if sample is not None:
        refuse_other_than([sample], [one for one in WebhookEvent.values if one != WebhookEvent.TEST], "/sample")


def events(given: dict[str, Any]) -> list[str]:
    """The events that are named. Raises Problem."""
    named = names(given, "events")
    refuse_other_than(named, WebhookEvent.values, "/events/{}")
    return named


def topics(view: ApiView, given: dict[str, Any]) -> list[Any]:
    """The topics that are named by slug. Raises Problem."""
    slugs = names(given, "topics")
    known, unknown = topics_for(view.caller, slugs)
    strange = {one.name: one for one in described(view.caller, [(Vocabulary.TOPIC, slug) for slug in unknown])}
    errors = []
    for index, slug in enumerate(slugs):
        if slug in strange:
            errors.append(_error(f"/topics/{index}", strange[slug].detail, strange[slug].suggestion))
        elif slug not in known:  # texts carry it that were published before the library gave it up
            errors.append(_error(f"/topics/{index}", f"The topic “{slug}” can be chosen no more."))
    if errors:
        raise refused(errors)
    return list(known.values())


def names(given: dict[str, Any], member: str) -> list[str]:
    """The texts of a list. Raises Problem."""
    values = given.get(member, [])
    if len(values) > MOST_NAMES or not all(isinstance(value, str) and NAME.fullmatch(value) for value in values):
        detail = f"“{member}” has to be a list of at most {MOST_NAMES} names: letters, digits and . _ -"
        raise refused([_error(f"/{member}", detail)])
    return values


def refuse_other_than(named: Iterable[str], known: list[str], pointer: str) -> None:
    """Raises Problem for names of no event; braces in the pointer stand for the place in the list."""
    errors = []
    for index, name in enumerate(named):
        if name not in known:
            near = nearest(name.lower(), known)
            hint = did_you_mean(near) or f" There are {', '.join(known)}."
            errors.append(_error(pointer.format(index), f"There is no event “{name[:60]}” here.{hint}", near))
    if errors:
        raise refused(errors)


def _error(pointer: str, detail: str, near: str = "") -> dict[str, str]:
    return {"pointer": pointer, "detail": detail, **({"suggestion": near} if near else {})}
