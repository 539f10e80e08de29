"""Make renderings, search entries and projections again from the snapshots, after the renderer changed."""

import json
from collections.abc import Iterator

from django.db import transaction

from casestudies.actions.index_edition import index_edition, recount_words, unindex
from casestudies.actions.lock_row import lock
from casestudies.actions.project import write_rendering, write_terms
from casestudies.enums import PublicStatus
from casestudies.models import Edition, PublicState
from casestudies.publication.render import RENDERER_VERSION, render_article


def rebuild(*, outdated_only: bool = False) -> Iterator[Edition]:
    """Rebuild every edition that has its text, one transaction each; yields each when it is done.

    `outdated_only`: those alone whose rendering another version of the renderer made, or nobody.

    The counter of the case study goes up with each, current or old, so that nobody is told to keep the old rendering.
    """
    editions = Edition.objects.filter(payload__isnull=False)
    if outdated_only:
        editions = editions.exclude(rendering__renderer_version=RENDERER_VERSION)
        if not editions.exists():
            return
    for edition in editions.select_related("payload", "case_study").iterator(50):
        document = json.loads(edition.payload.content)
        with transaction.atomic():
            states = lock(PublicState.objects.all()).filter(case_study=edition.case_study)
            state = states.first()
            links = state.link_states if state and state.edition_id == edition.pk else {}
            rendered = render_article(document, edition.fact_check.get("marks", ()), links=links)
            rendering = write_rendering(edition, document, rendered)
            if state:
                state.touch()
                state.save(update_fields=["counter", "touched_at"])
            if state and state.edition_id == edition.pk:
                write_terms(state, document)
                if state.status == PublicStatus.LIVE:
                    index_edition(state, document, rendering.contents, rendering.card)
                else:
                    unindex(state)
        yield edition
    recount_words()
