"""Pictures in the admin: a list to look at, and the bytes for whoever may see drafts."""

from csp.decorators import csp
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from unfold.decorators import display

from casestudies.admin.actors import NamesActors
from casestudies.admin.site import RecordAdmin
from casestudies.models import MediaFile
from casestudies.queries.drafts import drafts_seen_by, picture_seen_by, pictures_seen_by

# Opened by its own address, a picture runs nothing and reaches nothing.
SEALED = csp(
    {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "frame-ancestors": ["'none'"], "sandbox": True}
)


@admin.register(MediaFile)
class MediaFileAdmin(NamesActors, RecordAdmin):
    list_display = ["thumbnail", "__str__", "media_type", "dimensions", "weight", "uploader", "uploaded_at"]
    list_display_links = ["__str__"]
    csv_columns = ["sha256", "media_type", "width", "height", "size", "uploader", "uploaded_at"]
    search_fields = ["sha256"]
    fields = ["thumbnail", "sha256", "media_type", "dimensions", "weight", "uploader", "uploaded_at", "where_used"]
    readonly_fields = ["thumbnail", "dimensions", "weight", "uploader", "where_used"]
    actor_field = "uploaded_by"

    def get_urls(self):
        raw = self.admin_site.admin_view(raw_picture)
        return [path("<str:sha256>/raw/", raw, name="casestudies_mediafile_raw"), *super().get_urls()]

    @display(description=_("picture"))
    def thumbnail(self, obj):
        address = f"/admin/casestudies/mediafile/{obj.sha256}/raw/"
        return format_html('<img class="desk-thumbnail" src="{}" alt="" loading="lazy">', address)

    @display(description=_("uploaded by"), ordering="uploaded_by")
    def uploader(self, obj):
        return self.actor_of(obj)

    @display(description=_("size"))
    def dimensions(self, obj):
        return f"{obj.width} × {obj.height}"

    @display(description=_("file"))
    def weight(self, obj):
        return filesizeformat(obj.size)

    def get_queryset(self, request):
        return pictures_seen_by(request.user)

    @display(description=_("case studies"))
    def where_used(self, obj):
        cases = drafts_seen_by(obj.shown_to).filter(figures__media=obj).distinct()
        titles = cases.order_by("title").values_list("title", flat=True)
        return ", ".join(titles) or _("In no case study now.")


@SEALED
@cache_control(private=True, max_age=31536000, immutable=True)
def raw_picture(request, sha256):
    """A stored picture, for the desk: drafts' pictures are not public."""
    if not any(request.user.has_perm(f"casestudies.{verb}_{model}") for verb, model in MAY_SEE):
        raise PermissionDenied
    media = picture_seen_by(request.user, sha256)
    if media is None:
        raise Http404(_("There is no such picture."))
    try:
        return FileResponse(media.file.open("rb"), content_type=media.media_type)
    except FileNotFoundError as error:
        raise Http404(_("The picture’s file is missing.")) from error


MAY_SEE = [("view", "mediafile"), ("view", "casestudy"), ("change", "casestudy")]
