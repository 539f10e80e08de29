"""Lock a case study to the end of the transaction, and refuse what began from another text."""

from casestudies.actions.lock_row import lock
from casestudies.errors import StaleDraft, WrongStage
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import Snapshot


def lock_case(case_study: CaseStudy) -> CaseStudy:
    """The row as it stands now. Raises WrongStage when it was deleted."""
    return lock_case_row(case_study.pk)


def lock_case_row(pk: int) -> CaseStudy:
    """The same of a case study that is known by its row alone."""
    draft = lock(CaseStudy.objects.all()).filter(pk=pk).first()
    if draft is None:
        raise WrongStage("This case study is not there any more: somebody deleted it.")
    return draft


def refuse_stale(draft: CaseStudy, base_version: int | None, then: str) -> None:
    """`base_version` is the version that the screen showed, None when there was no screen. Raises StaleDraft."""
    if base_version is not None and base_version != draft.version:
        raise StaleDraft(
            f"Somebody saved this case study after you opened it. Look at the new text, then {then}.",
            current=draft.version,
        )


def refuse_other_text(draft: CaseStudy, snapshot: Snapshot, expected: tuple[str, str] | None) -> None:
    """`expected` are the content and teaching digests of the text that the screen showed. Raises StaleDraft."""
    if expected is None or expected == (snapshot.content_digest, snapshot.teaching_digest):
        return
    if expected == (draft.content_digest, draft.teaching_digest):
        sentence = "A source or another shared record changed since you opened this page; look again."
    else:
        sentence = "The text changed since you opened this page; look again."
    raise StaleDraft(sentence, current=draft.version)
