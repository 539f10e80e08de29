"""Write what the desk's search reads of a draft."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.models import CaseStudy, DraftText, Revision
from casestudies.publication.draft_text import folded, passages


def index_draft(case_study: CaseStudy, document: Mapping[str, Any], notes: Mapping[str, str]) -> None:
    """Runs in the transaction that saves the draft: what is found is what was saved. One query."""
    found = passages(document, notes)
    row = DraftText(case_study=case_study, folded=folded(found), passages=found)
    DraftText.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["case_study"], update_fields=["folded", "passages"]
    )


def index_drafts() -> Iterator[CaseStudy]:
    """Index every draft again from its last revision, one transaction each; yields each when it is done."""
    for pk in list(CaseStudy.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            case_study = lock(CaseStudy.objects.all()).filter(pk=pk).first()
            last = Revision.objects.filter(case_study=pk).order_by("-number").first()
            if case_study is None or last is None:
                continue
            index_draft(case_study, json.loads(last.content), json.loads(last.teaching)["notes"])
        yield case_study
