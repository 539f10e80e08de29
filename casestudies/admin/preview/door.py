"""What a private preview link shows to whoever has it, without signing in: that draft, and nothing else."""

import json

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, re_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from casestudies.actions.preview_link import count_preview
from casestudies.admin.preview.live import draft_name, revision_name, saved_at
from casestudies.admin.preview.page import draft_answer, kept_by_nobody
from casestudies.models import Figure, MediaFile, PreviewLink
from casestudies.permissions import is_preview_open
from casestudies.publication.edition_line import local_day
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.when import day_in_words
from casestudies.queries.private_tokens import digest_of_token
from casestudies.queries.publication import publication


@csrf_exempt
@require_safe
def shared(request, token: str) -> HttpResponse:
    """The draft, or the revision, that the link is for. A browser that only prefetches it is not counted."""
    link = _link(token)
    if not is_preview_open(link, timezone.now()):
        return _ended(link)
    draft, revision = link.case_study, link.revision
    until = day_in_words(local_day(link.expires_at, publication().time_zone))
    notice = _(
        "You were asked to read it: %(label)s. Please pass it to nobody. This address works until %(until)s."
    ) % {
        "label": link.label,
        "until": until,
    }
    answer = draft_answer(
        draft,
        json.loads(revision.content) if revision else take_snapshot(draft).document,
        what=revision_name(revision) if revision else draft_name(draft),
        at=revision.saved_at if revision else saved_at(draft),
        notice=notice,
        media_root=f"/preview/{token}/",
    )
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        count_preview(link, now=timezone.now())
    return answer


@csrf_exempt
@require_safe
def picture(request, token: str, sha256: str, extension: str) -> HttpResponse:
    """A picture of what the link shows."""
    link = _link(token)
    if not is_preview_open(link, timezone.now()):
        return _ended(link)
    media = MediaFile.objects.filter(sha256=sha256, extension=extension).first() if _shows(link, sha256) else None
    if media is None:
        raise Http404
    try:
        return kept_by_nobody(FileResponse(media.file.open("rb"), content_type=media.media_type))
    except FileNotFoundError as error:
        raise Http404 from error


def _link(token: str) -> PreviewLink:
    links = PreviewLink.objects.select_related("case_study", "revision", "made_by")
    link = links.filter(token_digest=digest_of_token(token)).first()
    if link is None:
        raise Http404
    return link


def _shows(link: PreviewLink, sha256: str) -> bool:
    if link.revision:
        return any(figure["sha256"] == sha256 for figure in json.loads(link.revision.content)["figures"])
    return Figure.objects.filter(case_study=link.case_study, media__sha256=sha256).exists()


def _ended(link: PreviewLink) -> HttpResponse:
    context = {
        "publication": publication(),
        "status": 410,
        "heading": _("This link has ended"),
        "sentence": _("It was private and for a time. Ask whoever sent it to you for a new one."),
        "noindex": True,
    }
    return kept_by_nobody(HttpResponse(render_to_string("public/error.html", context), status=410))


urlpatterns = [
    path("<str:token>/", shared, name="preview_link"),
    re_path(r"^(?P<token>[\w-]{10,100})/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z]{2,5})$", picture),
]
