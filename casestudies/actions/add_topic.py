"""Describe a draft with one more topic."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.save_draft import lock_draft, settle_draft
from casestudies.models import Account, CaseStudy, Revision, Topic


def add_topic(case_study: CaseStudy, topic: Topic, *, by: Account, now: datetime, base_version: int) -> Revision | None:
    """A topic is part of the text, so a revision is kept and an approval lapses; None when the draft had it already.

    Raises NotAllowed, StaleDraft when somebody saved since `base_version`, and NotReady.
    """
    with transaction.atomic():
        draft = lock_draft(case_study.pk, by=by, base_version=base_version)
        draft.topics.add(topic)
        return settle_draft(draft, by=by, now=now)
