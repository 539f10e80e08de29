"""Show readers of the live edition which of its links fail, and where the archived copies are."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.project import write_rendering
from casestudies.models import Edition, PublicState, Source
from casestudies.publication.render import render_article
from casestudies.queries.link_states import failing_links


def show_links(state: PublicState) -> bool:
    """Make the live edition's page say what is known of its links now; False when it says so already.

    `state` is locked by the caller's transaction. A redacted edition has no page to change.
    """
    edition = state.edition
    if not hasattr(edition, "payload") or not hasattr(edition, "rendering"):
        return False
    document = json.loads(edition.payload.content)
    links = failing_links(document, state.link_states)
    if links == state.link_states:
        return False
    state.link_states = links
    state.touch()
    state.save(update_fields=["link_states", "counter", "touched_at"])
    write_rendering(edition, document, render_article(document, edition.fact_check.get("marks", ()), links=links))
    return True


def show_links_anew(state: PublicState, document: Mapping[str, Any], previous: Edition | None) -> None:
    """After a publication: the new edition says what is known of its links, the one before is plain again.

    `document` is the new edition's; `state` is of that edition, locked and counted already, and still says what was
    known of the one before.
    """
    known = state.link_states
    if known and previous is not None and hasattr(previous, "payload"):
        before = json.loads(previous.payload.content)
        write_rendering(previous, before, render_article(before, previous.fact_check.get("marks", ())))
    links = failing_links(document, known)
    if links != known:
        state.link_states = links
        state.save(update_fields=["link_states"])
    if links:
        marks = state.edition.fact_check.get("marks", ())
        write_rendering(state.edition, document, render_article(document, marks, links=links))


def show_links_of(source: Source) -> int:
    """The same for every case study whose live edition has the source; how many pages changed.

    Each in a transaction of its own, so that no page waits for the others: call it outside of one. Killed in between,
    it leaves pages that the next check of the link finds.
    """
    citing = PublicState.objects.filter(terms__kind="source", terms__key=source.key)
    return sum(_show(pk) for pk in citing.order_by("pk").values_list("pk", flat=True).distinct())


def are_links_shown(source: Source) -> bool:
    """Whether readers of some case study are told that the source's link fails."""
    return PublicState.objects.filter(link_states__has_key=source.key).exists()


def _show(pk: int) -> bool:
    with transaction.atomic():
        states = PublicState.objects.select_related("edition__payload", "edition__rendering")
        state = lock(states).filter(pk=pk).first()
        return state is not None and show_links(state)
