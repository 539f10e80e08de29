"""Close the private links of a draft that nobody should read by any more: those to preview it, those to check it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casestudies.models import CaseStudy, CheckRequest, PreviewLink
from casestudies.permissions import can_check, can_share


def close_links_of_shut_out(draft: CaseStudy, *, now: datetime) -> dict[str, Any]:
    """Close those of accounts that may not give them any more; returns what the audit is to say.

    Runs inside the action's transaction, under the draft's lock, as the other one does.
    """
    previews, requests = _open_links(draft, now)
    return _close(
        [link for link in previews if not can_share(link.made_by, draft)],
        [request for request in requests if not can_check(request.asked_by, draft)],
        now,
    )


def close_links_of_round(draft: CaseStudy, *, now: datetime) -> dict[str, Any]:
    """Close all that would show the text that comes next: they were given for the one that is published.

    A preview link to one revision stays, since it shows that one for good.
    """
    previews, requests = _open_links(draft, now)
    return _close([link for link in previews if link.revision_id is None], requests, now)


def _open_links(draft: CaseStudy, now: datetime) -> tuple[list[PreviewLink], list[CheckRequest]]:
    previews = PreviewLink.objects.filter(case_study=draft, revoked_at=None, expires_at__gt=now)
    requests = CheckRequest.objects.filter(case_study=draft, revoked_at=None, expires_at__gt=now)
    return list(previews.select_related("made_by")), list(requests.select_related("asked_by"))


def _close(previews: Iterable[PreviewLink], requests: Iterable[CheckRequest], now: datetime) -> dict[str, Any]:
    labels = {link.pk: link.label for link in previews}
    asked = {request.pk: str(request.uuid) for request in requests}
    if labels:
        PreviewLink.objects.filter(pk__in=labels).update(revoked_at=now)
    if asked:
        CheckRequest.objects.filter(pk__in=asked).update(revoked_at=now)
    said = {"preview_links_closed": list(labels.values()), "check_links_closed": list(asked.values())}
    return {name: closed for name, closed in said.items() if closed}
