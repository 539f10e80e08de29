"""Tell the partners that hold a release what became of it, and close it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import concerned, notify
from casestudies.actions.record import audit, lock_change_log
from casestudies.actions.tell_partner import Told, tell_partner
from casestudies.enums import Coverage, NotificationKind, PartnerEvent, ReleaseState
from casestudies.models import Account, CaseStudy, Edition, Partner, Release, ReleaseRecipient
from casestudies.publication.chain import instant


def open_release(case_study: CaseStudy) -> Release | None:
    """The release that partners hold of the next text, locked. The case study is locked already, or being saved.

    Takes the lock of the change log first where there is one: whoever tells partners does so in that order.
    """
    rows = Release.objects.filter(case_study=case_study, state=ReleaseState.OFFERED)
    if not rows.exists():
        return None
    lock_change_log()
    return lock(rows).first()


def holders(release: Release) -> list[Partner]:
    """The partners that have it now."""
    rows = ReleaseRecipient.objects.filter(release=release, withdrawn_at=None).select_related("partner")
    return [row.partner for row in rows.order_by("partner_id")]


def tell_recipients(
    event: PartnerEvent, release: Release, partners: Iterable[Partner], *, now: datetime, because: str = "", **more: Any
) -> None:
    """Write to each partner what happened; nothing of the text itself."""
    notice = {
        "uuid": str(release.uuid),
        "embargoed_until": instant(release.embargoed_until) if release.embargoed_until else None,
        "because": because,
        "replaced_by": more.pop("replaced_by", ""),
    }
    for partner in partners:
        tell_partner(partner, [Told(event, release.case_study.uuid, {"release": notice, **more})], now=now)


def close(
    release: Release,
    state: ReleaseState,
    because: str,
    *,
    now: datetime,
    edition: Edition | None = None,
    replaced_by: str = "",
) -> None:
    """End a release: published as `edition`, or cancelled. Its partners are told."""
    release.state, release.closed_at, release.closed_because, release.edition = state, now, because[:300], edition
    release.counter += 1
    release.save()
    if edition is None:
        tell_recipients(
            PartnerEvent.RELEASE_CANCELLED,
            release,
            holders(release),
            now=now,
            because=because,
            replaced_by=replaced_by,
        )
        return
    stands: dict[str, Any] = {"slug": release.slug, "edition": edition.number, "edition_digest": edition.edition_digest}
    tell_recipients(PartnerEvent.RELEASE_PUBLISHED, release, holders(release), now=now, **stands)


def close_at_publication(draft: CaseStudy, edition: Edition, *, slug: str, now: datetime) -> None:
    """The text that partners hold is public now; or another one is, and theirs is not to be used."""
    release = open_release(draft)
    if release is None:
        return
    release.slug = slug
    digests = (edition.content_digest, edition.teaching_digest)
    if (release.content_digest, release.teaching_digest) == digests:
        close(release, ReleaseState.PUBLISHED, "", now=now, edition=edition)
    else:
        close(release, ReleaseState.CANCELLED, "Another text was published.", now=now)


def cancel_with_approval(draft: CaseStudy, because: str, *, by: Account, now: datetime) -> None:
    """The approval under a release is gone: what partners hold is not what will be published."""
    release = open_release(draft)
    if release is None:
        return
    count = len(holders(release))
    close(release, ReleaseState.CANCELLED, because, now=now)
    audit("release.cancelled", draft, by=by, now=now, detail={"release": str(release.uuid), "reason": because})
    told = f"{count} partner{'s were' if count != 1 else ' was'}"
    notify(
        NotificationKind.RELEASED,
        to=concerned(draft),
        sentence=f"The text of “{draft.title}” that was offered under embargo is cancelled: {because} "
        f"{told} told to delete it. Offer the new text when it is approved.",
        now=now,
        case_study=draft,
        but=by,
    )


def take_back_uncovered(partner: Partner, *, now: datetime) -> None:
    """What left the partner's coverage before it was public is taken from it. Under the lock of the change log."""
    rows = ReleaseRecipient.objects.filter(
        partner=partner, withdrawn_at=None, release__state=ReleaseState.OFFERED
    ).select_related("release__case_study")
    for row in rows:
        if reaches(
            partner, row.release.case_study_id, [topic["slug"] for topic in row.release.rendered["card"]["topics"]]
        ):
            continue
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        because = "It is outside your coverage now."
        tell_recipients(PartnerEvent.RELEASE_CANCELLED, row.release, [partner], now=now, because=because)


def reaches(partner: Partner, case_study: int, topics: Iterable[str]) -> bool:
    """Whether a text on these topics is, or will be, within the partner's coverage."""
    match Coverage(partner.coverage):
        case Coverage.TOPICS:
            return partner.covered_topics.filter(slug__in=list(topics)).exists()
        case Coverage.CHOSEN:
            return partner.covered_cases.filter(pk=case_study).exists()
        case _:
            return True
