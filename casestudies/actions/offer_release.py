"""Offer an approved text to partners before its public time; move that time; take the offer back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.lock_case import lock_case, refuse_other_text
from casestudies.actions.notify import concerned, notify
from casestudies.actions.publication_checks import check_new, check_ready, last_edition
from casestudies.actions.record import audit, lock_change_log
from casestudies.actions.stages import need_words
from casestudies.actions.tell_recipients import close, holders, open_release, reaches, tell_recipients
from casestudies.enums import Coverage, EditionKind, NotificationKind, PartnerEvent, ReleaseState
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, Partner, Release, ReleaseRecipient
from casestudies.permissions import can_release
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.publication.snapshot import SCHEMA_VERSION, Snapshot, take_snapshot
from casestudies.queries.approval import why_not_approved
from casestudies.queries.checking import fact_check_summary
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of

NOT_YOURS = "You may not offer this case study under embargo."
NONE_OPEN = "Nothing of this case study is under embargo with partners."


def offer_release(
    case_study: CaseStudy,
    partners: Collection[Partner],
    *,
    embargoed_until: datetime,
    expected: tuple[str, str],
    by: Account,
    now: datetime,
) -> Release:
    """Freeze the approved text for these partners, until it is published.

    `expected` are the digests of the text that was read, as in `publish`. An offer of the same text that is open takes
    more partners in; one of another text is cancelled and replaced. A partner that has chosen case studies has this one
    from then on. Raises NotAllowed, WrongStage, StaleDraft, NothingToPublish, and NotReady with the places `partners`
    and `embargoed_until`.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_release(by, draft):
            raise NotAllowed(NOT_YOURS)
        snapshot = take_snapshot(draft)
        refuse_other_text(draft, snapshot, expected)
        refusal = why_not_approved(draft, snapshot)
        if refusal:
            raise WrongStage(refusal)
        check_new(snapshot, last_edition(draft))
        _check_time(embargoed_until, now)
        check_ready(draft, snapshot)
        lock_change_log()
        partners = list(Partner.objects.filter(pk__in=[partner.pk for partner in partners]).order_by("pk"))
        _check_partners(partners, draft, snapshot)

        standing = open_release(draft)
        if standing and (standing.content_digest, standing.teaching_digest) == expected:
            release, had = standing, {partner.pk for partner in holders(standing)}
            if release.embargoed_until != embargoed_until:
                _move(release, embargoed_until, now=now)
        else:
            if standing:  # closed first: only one may be open
                standing.state = ReleaseState.CANCELLED
                standing.save(update_fields=["state"])
            release, had = _freeze(draft, snapshot, embargoed_until, by=by, now=now), set()
            if standing:
                because = "Another text takes its place."
                close(standing, ReleaseState.CANCELLED, because, now=now, replaced_by=str(release.uuid))
        new = [partner for partner in partners if partner.pk not in had]
        _let_have(release, new, now=now)
        names = ", ".join(sorted(partner.name for partner in new))
        detail = {"release": str(release.uuid), "partners": names, "embargoed_until": embargoed_until.isoformat()}
        audit("release.offered", draft, by=by, now=now, detail=detail)
        if new:
            sentence = f"{name_of(by)} offered “{draft.title}” under embargo until {in_desk_time(embargoed_until)}"
            _tell_desk(draft, f"{sentence} to {names}.", by=by, now=now)
        return release


def move_release(
    case_study: CaseStudy, *, embargoed_until: datetime, because: str = "", by: Account, now: datetime
) -> Release:
    """Move the end of an embargo; the partners are told. Raises NotAllowed, WrongStage and NotReady."""
    with transaction.atomic():
        draft, release = _open(case_study, by)
        _check_time(embargoed_until, now)
        if release.embargoed_until == embargoed_until:
            return release
        before = release.embargoed_until
        _move(release, embargoed_until, now=now, because=because.strip())
        detail: dict[str, Any] = {"release": str(release.uuid), "embargoed_until": embargoed_until.isoformat()}
        detail["embargoed_until_before"] = before.isoformat() if before else ""
        audit("release.moved", draft, by=by, now=now, detail=detail)
        sentence = f"{name_of(by)} moved the embargo of “{draft.title}” to {in_desk_time(embargoed_until)}."
        _tell_desk(draft, sentence, by=by, now=now)
        return release


def cancel_release(case_study: CaseStudy, *, reason: str, by: Account, now: datetime) -> Release:
    """Take the offer back; the partners are told why. Raises NotAllowed, WrongStage, NotReady (`reason`)."""
    with transaction.atomic():
        draft, release = _open(case_study, by)
        words = need_words(reason, "Tell the partners why.", "reason")
        close(release, ReleaseState.CANCELLED, words, now=now)
        audit("release.cancelled", draft, by=by, now=now, detail={"release": str(release.uuid), "reason": words})
        _tell_desk(draft, f"{name_of(by)} took back what was offered of “{draft.title}”: {words}", by=by, now=now)
        return release


def _open(case_study: CaseStudy, by: Account) -> tuple[CaseStudy, Release]:
    draft = lock_case(case_study)
    if not can_release(by, draft):
        raise NotAllowed(NOT_YOURS)
    release = open_release(draft)
    if release is None:
        raise WrongStage(NONE_OPEN)
    return draft, release


def _check_time(embargoed_until: datetime, now: datetime) -> None:
    if embargoed_until <= now:
        raise NotReady([Problem("Choose a time that is still to come.", "embargoed_until")])


def _check_partners(partners: Collection[Partner], draft: CaseStudy, snapshot: Snapshot) -> None:
    """A partner that has chosen case studies is given this one too; one that has topics is not given others."""
    if not partners:
        raise NotReady([Problem("Choose the partners that are to have it.", "partners")])
    topics = [topic["slug"] for topic in snapshot.document["topics"]]
    for partner in partners:
        if not partner.is_active:
            raise NotReady([Problem(f"The partnership with {partner.name} has ended.", "partners")])
        if partner.coverage == Coverage.TOPICS and not reaches(partner, draft.pk, topics):
            sentence = f"{partner.name} receives other topics than this case study has."
            raise NotReady([Problem(sentence, "partners")])


def _freeze(draft: CaseStudy, snapshot: Snapshot, embargoed_until: datetime, *, by: Account, now: datetime) -> Release:
    fact_check = fact_check_summary(draft, snapshot.document)
    rendered = render_article(snapshot.document, fact_check["marks"])
    return Release.objects.create(
        case_study=draft,
        slug=draft.slug,
        kind=EditionKind.UPDATE if last_edition(draft) else EditionKind.INITIAL,
        content=snapshot.content,
        teaching=snapshot.teaching,
        schema_version=SCHEMA_VERSION,
        content_digest=snapshot.content_digest,
        teaching_digest=snapshot.teaching_digest,
        fact_check=fact_check,
        rendered=rendering_fields(snapshot.document, rendered, fact_check),
        embargoed_until=embargoed_until,
        offered_at=now,
        offered_by=by.uuid,
    )


def _let_have(release: Release, partners: Collection[Partner], *, now: datetime) -> None:
    for partner in partners:
        ReleaseRecipient.objects.update_or_create(release=release, partner=partner, defaults={"withdrawn_at": None})
        if partner.coverage == Coverage.CHOSEN:
            partner.covered_cases.add(release.case_study)
    tell_recipients(PartnerEvent.RELEASE_OFFERED, release, partners, now=now)


def _move(release: Release, embargoed_until: datetime | None, *, now: datetime, because: str = "") -> None:
    release.embargoed_until = embargoed_until
    release.counter += 1
    release.save(update_fields=["embargoed_until", "counter"])
    tell_recipients(PartnerEvent.RELEASE_MOVED, release, holders(release), now=now, because=because)


def put_off_release(release: Release, *, now: datetime) -> bool:
    """The time passed and nothing was published: until further notice. False where somebody was faster."""
    with transaction.atomic():
        draft = lock_case(release.case_study)
        row = open_release(draft)
        if row is None or row.embargoed_until is None or row.embargoed_until > now:
            return False
        _move(row, None, now=now, because="The text was not published at that time.")
        sentence = f"The embargo of “{draft.title}” ended and nothing was published. Partners were told to wait."
        to = [*concerned(draft), *Account.objects.filter(uuid=row.offered_by)]
        notify(NotificationKind.RELEASED, to=to, sentence=sentence, now=now, case_study=draft)
        return True


def _tell_desk(draft: CaseStudy, sentence: str, *, by: Account, now: datetime) -> None:
    notify(NotificationKind.RELEASED, to=concerned(draft), sentence=sentence, now=now, case_study=draft, but=by)
