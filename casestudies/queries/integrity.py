"""Proves the record: recomputes every digest from the stored bytes, compares what readers see, names each break."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from casestudies.models import ChangeLogEntry, Edition, EditionPayload, PublicState
from casestudies.publication.canonical import digest_of
from casestudies.publication.chain import change_digest, edition_digest
from casestudies.queries.shown import is_comparable, rendering_faults, state_faults
from casestudies.queries.signatures import signature_faults


@dataclass(frozen=True)
class Finding:
    """What was found of one edition or of the change log: `broken` or not, in a sentence."""

    subject: str
    sentence: str
    broken: bool


# What is read along with each edition, so that no case study costs a query of its own.
BESIDE = ("payload", "redaction", "rendering", "correction", "case_study__public_state__search")
LISTS = ("withdrawals", "signatures__key", "case_study__public_state__terms", "case_study__public_state__facets")


def verify_record() -> Iterator[Finding]:
    """Every edition in order, after its case study's last what the public sees of it; then the change log."""
    editions = Edition.objects.select_related(*BESIDE).prefetch_related(*LISTS).order_by("case_study_id", "number")
    last: dict[str, str] = {}
    for _, chain in groupby(editions.iterator(100), key=lambda edition: edition.case_study_id):
        yield from _verify_case(list(chain), last)
    yield from _verify_change_log(last)


def _verify_case(editions: list[Edition], last: dict[str, str]) -> Iterator[Finding]:
    number, previous = 1, ""
    state: PublicState | None = getattr(editions[0].case_study, "public_state", None)
    for edition in editions:
        subject = f"{edition.case_study.slug}, edition {edition.number}"
        faults = list(_faults(edition, number, previous))
        if not faults and hasattr(edition, "payload") and not hasattr(edition, "redaction"):
            is_current = state is not None and state.edition_id == edition.pk
            faults += rendering_faults(edition, state if is_current else None)
        if faults:
            yield Finding(subject, " ".join(faults), broken=True)
        elif hasattr(edition, "redaction") and not hasattr(edition, "payload"):
            yield Finding(subject, "redacted; number and digests stand.", broken=False)
        elif hasattr(edition, "redaction") or is_comparable(edition):
            yield Finding(subject, "as published.", broken=False)
        else:
            sentence = "as published; its page was made by another version and not compared: run rebuild_search."
            yield Finding(subject, sentence, broken=False)
        number, previous = edition.number + 1, edition.edition_digest
        last[str(edition.case_study.uuid)] = edition.edition_digest
    for sentence in state_faults(state, editions):
        yield Finding(edition.case_study.slug, sentence, broken=True)


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
    yield from signature_faults(edition, edition.signatures.all())


def _verify_change_log(last: dict[str, str]) -> Iterator[Finding]:
    sequence, previous = 1, ""
    named: dict[str, tuple[int, str]] = {}  # an entry may name an earlier edition: its text was removed
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
        if entry.edition_number >= named.get(str(entry.case_uuid), (0, ""))[0]:
            named[str(entry.case_uuid)] = entry.edition_number, entry.edition_digest
    for case_uuid in sorted(set(named) | set(last)):
        if named.get(case_uuid, (0, None))[1] != last.get(case_uuid):
            sentence = "The change log and the editions disagree on the newest edition: one is missing."
            yield Finding(f"Case study {case_uuid}", sentence, broken=True)
