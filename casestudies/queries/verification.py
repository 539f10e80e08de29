"""Proves the chain: recomputes every digest from the stored bytes and names each break."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from casestudies.models import ChangeLogEntry, Edition, EditionPayload, PublicState
from casestudies.publication.canonical import digest_of
from casestudies.publication.chain import change_digest, edition_digest


@dataclass(frozen=True)
class Finding:
    """What was found of one edition or of the change log: `broken` or not, in a sentence."""

    subject: str
    sentence: str
    broken: bool


def verify_chain() -> Iterator[Finding]:
    """Every edition in order, then the change log, then what the public sees; one finding each."""
    editions = (
        Edition.objects.select_related("case_study", "payload", "redaction")
        .order_by("case_study_id", "number")
        .iterator(100)
    )
    last: dict[str, str] = {}
    for _, chain in groupby(editions, key=lambda edition: edition.case_study_id):
        yield from _verify_case(chain, last)
    yield from _verify_change_log(last)
    yield from _verify_public_states()


def _verify_case(editions: Iterator[Edition], last: dict[str, str]) -> Iterator[Finding]:
    number, previous = 1, ""
    for edition in editions:
        subject = f"{edition.case_study.slug}, edition {edition.number}"
        faults = list(_faults(edition, number, previous))
        if faults:
            yield Finding(subject, " ".join(faults), broken=True)
        elif hasattr(edition, "redaction") and not hasattr(edition, "payload"):
            yield Finding(subject, "redacted; number and digests stand.", broken=False)
        else:
            yield Finding(subject, "as published.", broken=False)
        number, previous = edition.number + 1, edition.edition_digest
        last[str(edition.case_study.uuid)] = edition.edition_digest


def _faults(edition: Edition, number: int, previous: str) -> Iterator[str]:
    if edition.number != number:
        yield f"Edition {number} is missing."
    if edition.previous_digest != previous:
        yield "It does not follow from the edition before."
    payload: EditionPayload | None = getattr(edition, "payload", None)
    if payload is not None:
        if digest_of(payload.content) != edition.content_digest:
            yield "Its text was changed."
        if digest_of(payload.teaching) != edition.teaching_digest:
            yield "Its teaching notes were changed."
    elif not hasattr(edition, "redaction"):
        yield "Its text is missing."
    expected = edition_digest(
        case_uuid=edition.case_study.uuid,
        number=edition.number,
        kind=edition.kind,
        published_at=edition.published_at,
        change_note=edition.change_note,
        content_digest=edition.content_digest,
        teaching_digest=edition.teaching_digest,
        fact_check=edition.fact_check,
        previous_digest=edition.previous_digest,
    )
    if expected != edition.edition_digest:
        yield "Its number, kind, time, note or digests were changed."


def _verify_change_log(last: dict[str, str]) -> Iterator[Finding]:
    sequence, previous, named = 1, "", {}
    for entry in ChangeLogEntry.objects.order_by("sequence").iterator(500):
        faults = []
        if entry.sequence != sequence:
            faults.append(f"Entry {sequence} is missing.")
        if entry.previous_digest != previous:
            faults.append("It does not follow from the entry before.")
        expected = change_digest(
            sequence=entry.sequence,
            event=entry.event,
            case_uuid=entry.case_uuid,
            edition_number=entry.edition_number,
            digest_of_edition=entry.edition_digest,
            at=entry.at,
            previous_digest=entry.previous_digest,
        )
        if expected != entry.digest:
            faults.append("It was changed.")
        if faults:
            yield Finding(f"Change log, entry {entry.sequence}", " ".join(faults), broken=True)
        sequence, previous = entry.sequence + 1, entry.digest
        named[str(entry.case_uuid)] = entry.edition_digest
    for case_uuid in sorted(set(named) | set(last)):
        if named.get(case_uuid) != last.get(case_uuid):
            sentence = "The change log and the editions disagree on the newest edition: one is missing."
            yield Finding(f"Case study {case_uuid}", sentence, broken=True)


def _verify_public_states() -> Iterator[Finding]:
    for state in PublicState.objects.select_related("edition").order_by("id"):
        newest = Edition.objects.filter(case_study_id=state.case_study_id).order_by("-number").first()
        if newest is None or newest.pk != state.edition_id:
            yield Finding(state.slug, "The public sees an edition that is not the newest.", broken=True)
