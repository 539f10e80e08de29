"""Tell whoever works on the translations of a text that something happened to the original."""

from datetime import datetime

from casestudies.actions.notify import concerned, notify, writers
from casestudies.enums import ChangeEvent, NotificationKind
from casestudies.models import CaseStudy, Edition
from casestudies.publication.language_names import name_here

WHAT = {
    ChangeEvent.PUBLISHED: "The original was published: edition {number}",
    ChangeEvent.UPDATED: "The original was updated: edition {number}",
    ChangeEvent.CORRECTED: "The original was corrected: edition {number}",
    ChangeEvent.WITHDRAWN: "The original was withdrawn",
    ChangeEvent.REDACTED: "Edition {number} of the original was removed for a legal reason",
    ChangeEvent.REINSTATED: "The original was reinstated: edition {number}",
}


def tell_translators(case_study: CaseStudy, edition: Edition, event: ChangeEvent, *, now: datetime) -> None:
    """One notice to each for each translation, leading to it. One query where there is no translation.

    Whoever did it is told too: a translation is another case study, and this one may be theirs.
    """
    for draft in CaseStudy.objects.filter(translation_of=case_study).order_by("pk"):
        follows = f"follows edition {draft.follows}" if draft.follows else "follows no edition yet"
        what = WHAT[event].format(number=edition.number)
        notify(
            NotificationKind.ORIGINAL_CHANGED,
            to=[*concerned(draft), *writers(draft)],
            sentence=f"{what}. “{draft.title}” ({name_here(draft.language)}) {follows}.",
            now=now,
            case_study=draft,
        )
