"""Begin a translation: a draft in another language with everything that the original has, to be translated in place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify

from casestudies.actions.lock_case import lock_case
from casestudies.actions.record import audit
from casestudies.actions.write_draft import write_draft
from casestudies.enums import PublicStatus
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Account, CaseStudy, PublicState
from casestudies.permissions import can_create, can_see
from casestudies.queries.free_slug import free_slug
from casestudies.queries.texts import DRAFT, CaseText, TextGone, text_named, text_of_edition

# Whose rows have a UUID that no other case study's may have.
PARTS = ("sections", "questions", "timeline")


def begin_translation(case_study: CaseStudy, *, language: str, by: Account, now: datetime) -> CaseStudy:
    """The new draft. `language` is a tag such as `fr`.

    The text is that of the original's current edition, which the translation then follows; of an original that was
    never published its draft, and the translation follows nothing yet. Who may not see a limited original sees no
    translation of it either. Raises NotAllowed; WrongStage when the original is gone, withdrawn or a translation;
    NotReady when the language will not do, or something that the text names is not there any more.
    """
    with transaction.atomic():
        original = lock_case(case_study)
        if not can_create(by) or not can_see(by, original):
            raise NotAllowed("You may not begin a translation of this case study.")
        if original.translation_of is not None:
            raise WrongStage(f"“{original}” is itself a translation. Begin from its original.")
        state = PublicState.objects.select_related("edition__payload").filter(case_study=original).first()
        if state is not None and state.status == PublicStatus.WITHDRAWN:
            raise WrongStage("The original is withdrawn. Reinstate it before you have it translated.")
        text = _text(original, state)
        edition = state.edition.number if state else None
        document, notes = _copy(text, {"uuid": str(original.uuid), "edition": edition}, language.strip())
        slug = free_slug(slugify(f"{original.slug[:70]}-{language}"))
        draft = write_draft(document, teaching=notes, slug=slug, by=by, now=now)
        if original.is_limited:
            draft.is_limited = True
            draft.save(update_fields=["is_limited"])
            draft.limited_to.set(original.limited_to.all())
        detail = {"original": str(original.uuid), "edition": edition, "language": draft.language}
        audit("case_study.translation_begun", draft, by=by, now=now, detail=detail)
        return draft


def _text(original: CaseStudy, state: PublicState | None) -> CaseText:
    try:
        text = text_of_edition(state.edition) if state else text_named(original, DRAFT)
    except TextGone as error:
        sentence = "The text of the current edition was removed for a legal reason. Publish another edition first."
        raise WrongStage(sentence) from error
    if text is None:  # the draft is always there
        raise AssertionError
    return text


def _copy(text: CaseText, original: Mapping[str, Any], language: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The document and its teacher's notes as those of another case study, in another language."""
    fresh = {row["uuid"]: str(uuid4()) for part in PARTS for row in text.document[part]}
    document = dict(text.document) | {"uuid": str(uuid4()), "language": language, "translation_of": original}
    for part in PARTS:
        document[part] = [{**row, "uuid": fresh[row["uuid"]]} for row in text.document[part]]
    return document, {fresh[question]: note for question, note in text.notes.items()}
