"""One row of each part of a case study: its fields, its own checks, and the line that stands for it when closed.

The database's constraints are checked here, or over the rows in formsets.py, so that each message stands at its
field and no row costs a query.
"""

from django import forms
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminFileFieldWidget, UnfoldBooleanWidget

from casestudies.actions.store_media import store_media
from casestudies.admin.autocomplete import RecordField
from casestudies.admin.desk_renderer import RENDERER
from casestudies.admin.widgets import CitationsFormField, ProseFormField
from casestudies.enums import ContributorRole, FigureKind, PartyRole, ResponseState
from casestudies.models import MediaFile
from casestudies.pictures import BadPicture


class PartForm(forms.ModelForm):
    """A row. `title_field` names the field whose value stands for the row."""

    title_field = ""
    default_renderer = RENDERER

    def validate_unique(self):
        """Checked over the rows."""

    def validate_constraints(self):
        """Checked in Python by the row and over the rows."""

    def _get_validation_exclusions(self):
        """That a chosen record is there, its own field has asked; the model would ask again, one query a row."""
        chosen = {name for name, field in self.fields.items() if isinstance(field, RecordField)}
        return super()._get_validation_exclusions() | chosen

    @property
    def row_title(self):
        value = self[self.title_field].value()
        widget = getattr(self.fields[self.title_field].widget, "widget", self.fields[self.title_field].widget)
        return getattr(widget, "labels", {}).get(str(value), value or "")

    @property
    def row_meta(self):
        return ""


class SectionForm(PartForm):
    title_field = "heading"
    prose = ProseFormField(label=_("Text"))

    @property
    def row_meta(self):
        count = len(strip_tags(str(self["prose"].value() or "").replace("<", " <")).split())
        return ngettext("%(count)s word", "%(count)s words", count) % {"count": f"{count:,}"}


class ObjectiveForm(PartForm):
    title_field = "text"


class QuestionForm(PartForm):
    title_field = "prompt"

    @property
    def row_meta(self):
        minutes = self["minutes"].value()
        return _("%(minutes)s minutes") % {"minutes": minutes} if minutes else ""


class TimelineForm(PartForm):
    title_field = "title"
    citations = CitationsFormField(
        label=_("Sources"), help_text=_("Search by author, title or key. Every event should cite a source.")
    )

    @property
    def row_meta(self):
        day = self.instance.date
        formats = {"year": "Y", "month": "F Y"}
        return date_format(day, formats.get(self.instance.precision, "j F Y")) if day else ""


class FigureForm(PartForm):
    """`upload` takes a picture; `stored` remembers one that was taken while another field still needed mending.

    A video's picture is its poster, which it can do without.
    """

    title_field = "key"
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": "image/*"}),
        help_text=_(
            "PNG, JPEG, WebP or SVG. It is kept as it is; another picture takes its place here. "
            "For a video: a still from it, shown above the link."
        ),
    )
    stored = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_poster = forms.BooleanField(
        label=_("Show the video without a picture"), required=False, widget=UnfoldBooleanWidget
    )
    by = None

    @property
    def picture(self):
        """The picture the row has now, or will have once everything else is mended."""
        return getattr(self, "_picture", None) or self.instance.media

    @property
    def row_meta(self):
        return self.instance.get_kind_display() if self.instance.pk else ""

    def clean_upload(self):
        upload = self.cleaned_data.get("upload")
        if not upload:
            return None
        upload.seek(0)
        try:
            self._picture = store_media(upload.read(), by=self.by)
        except BadPicture as error:
            raise forms.ValidationError(str(error)) from error
        self.data[self.add_prefix("stored")] = self._picture.sha256
        return upload

    def clean_stored(self):
        sha256 = self.cleaned_data.get("stored", "")
        if sha256 and not getattr(self, "_picture", None):
            self._picture = MediaFile.objects.filter(sha256=sha256).first()
        return sha256

    def clean(self):
        cleaned = super().clean()
        image = cleaned.get("kind") == FigureKind.IMAGE
        if image and not self.picture and "upload" not in self.errors:
            self.add_error("upload", _("Choose a picture, or make this a link to a video."))
        if image and cleaned.get("video_url"):
            self.add_error("video_url", _("A picture has no video address. Remove it, or make this a link to a video."))
        if cleaned.get("kind") == FigureKind.VIDEO and not cleaned.get("video_url") and "video_url" not in self.errors:
            self.add_error("video_url", _("Give the video’s address."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        is_video = self.cleaned_data.get("kind") == FigureKind.VIDEO
        is_dropped = is_video and self.cleaned_data.get("drop_poster") and not self.cleaned_data.get("upload")
        self.instance.media = None if is_dropped else self.picture


def names_of(roles, values):
    """`["developer", "deployer"]` -> "Developer, Deployer"; what is no role stands as it is."""
    names = dict(roles.choices)
    return ", ".join(str(names.get(value, value)) for value in values or ())


class CasePartyForm(PartForm):
    title_field = "party"
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=PartyRole.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        error_messages={"required": _("Tick at least one role.")},
    )
    response_citations = CitationsFormField(
        max_items=1, label=_("Source of its words"), help_text=_("Where the party said this.")
    )

    @property
    def row_meta(self):
        return names_of(PartyRole, self["roles"].value())

    def clean(self):
        cleaned = super().clean()
        received = cleaned.get("response_state") == ResponseState.RECEIVED
        if cleaned.get("response_words") and not received:
            self.add_error("response_words", _("Words belong to a response that was received. Set “Received” above."))
        sought, responded = cleaned.get("sought_on"), cleaned.get("responded_on")
        if sought and responded and responded < sought:
            self.add_error("responded_on", _("The answer is dated before the question."))
        return cleaned


class ClassificationForm(PartForm):
    title_field = "term"


class CaseInstrumentForm(PartForm):
    title_field = "instrument"


class ContributionForm(PartForm):
    title_field = "person"
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=ContributorRole.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        error_messages={"required": _("Tick at least one role.")},
    )

    @property
    def row_meta(self):
        return names_of(ContributorRole, self["roles"].value())


class ReferenceForm(PartForm):
    title_field = "source"

    @property
    def row_meta(self):
        return self.instance.source.get_source_check_display() if self.instance.pk else ""
