"""Name the original of a draft that a document says is a translation."""

from uuid import UUID

from casestudies.actions.lock_row import lock
from casestudies.actions.row_writer import RowWriter
from casestudies.models import CaseStudy

PLACE = "translation_of"


def name_original(writer: RowWriter, draft: CaseStudy) -> None:
    """Take over what the document says of the original: `{"uuid", "edition"}`, the edition perhaps None.

    A document that says nothing follows no edition; whose translation the draft is stays, for a text says so only when
    there is an edition to follow. The original's row is held, so that it becomes no translation meanwhile.
    """
    said = writer.document.get(PLACE)
    draft.follows = said["edition"] if said else None
    if said is None or (draft.translation_of and str(draft.translation_of.uuid) == said["uuid"]):
        return
    draft.translation_of = lock(CaseStudy.objects.filter(uuid=UUID(said["uuid"]))).first()
    if draft.translation_of is None:
        writer.add("The original of this translation is not there. Bring it in first.", PLACE)
