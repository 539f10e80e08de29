"""What each part of a case study checks over all its rows."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminSelectWidget

from casestudies.admin.autocomplete import FixedRecord
from casestudies.admin.formsets import PartFormSet
from casestudies.admin.widgets import refuse_unknown_sources
from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys, figure_keys
from casestudies.queries.source_search import unknown_keys


class SectionFormSet(PartFormSet):
    """Anchors differ; what the prose cites is in the library; the figures it places are among the case's own."""

    unique_field = "anchor"
    taken = _("Another section has this anchor.")

    def clean_rows(self, rows):
        figures = self.posted("figures", "key")
        documents = [(form, parse_html(form.cleaned_data.get("prose") or "")) for form in rows]
        missing = unknown_keys(key for _form, document in documents for key in cited_keys(document))
        for form, document in documents:
            lost = [key for key in cited_keys(document) if key in missing]
            if lost:
                form.add_error("prose", cites_nothing(lost))
            for key in figure_keys(document):
                if key not in figures:
                    message = _("The text places the figure “%(key)s”, which is not among this case’s figures.")
                    form.add_error("prose", forms.ValidationError(message, params={"key": key}))


def cites_nothing(keys):
    message = ngettext(
        "The text cites %(keys)s, which is not in the source library. Add the source, or take the citation out.",
        "The text cites %(keys)s, which are not in the source library. Add the sources, or take the citations out.",
        len(keys),
    )
    return forms.ValidationError(message, params={"keys": ", ".join(f"“{key}”" for key in keys)})


class OwnSection(forms.ChoiceField):
    """One of this case's own sections, from rows read once for all questions."""

    widget = UnfoldAdminSelectWidget

    def __init__(self, sections, **kwargs):
        super().__init__(
            required=False, choices=[("", "—"), *((str(row.pk), row.heading) for row in sections)], **kwargs
        )
        self.sections = {str(row.pk): row for row in sections}

    def to_python(self, value):
        return self.sections.get(str(value)) if value else None

    def validate(self, value):
        pass

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


class QuestionFormSet(PartFormSet):
    def own_sections(self):
        if not hasattr(self, "_own_sections"):
            self._own_sections = list(self.instance.sections.all()) if self.instance.pk else []
        return self._own_sections

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "section" in form.fields:
            help_text = _("Where in the text it belongs. A new section can be chosen once it is saved.")
            form.fields["section"] = OwnSection(self.own_sections(), label=_("Section"), help_text=help_text)

    def clean_rows(self, rows):
        """A section that this same save removes is let go of."""
        staying = self.posted("sections", "id")
        for form in rows:
            section = form.cleaned_data.get("section")
            if section and "sections-TOTAL_FORMS" in self.data and str(section.pk) not in staying:
                form.cleaned_data["section"] = form.instance.section = None


class TimelineFormSet(PartFormSet):
    def clean_rows(self, rows):
        refuse_unknown_sources(rows, "citations")


class FigureFormSet(PartFormSet):
    unique_field = "key"
    taken = _("Another figure of this case study has this key.")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.by = self.by


class CasePartyFormSet(PartFormSet):
    unique_field = "party"
    taken = _("This party is already listed.")

    def clean_rows(self, rows):
        refuse_unknown_sources(rows, "response_citations")


class ClassificationFormSet(PartFormSet):
    unique_field = "term"
    taken = _("This case is already classified under that term.")


class CaseInstrumentFormSet(PartFormSet):
    unique_field = "instrument"
    taken = _("This instrument is already listed.")


class ContributionFormSet(PartFormSet):
    unique_field = "person"
    taken = _("This person is already credited; add the role there.")


class ReferenceFormSet(PartFormSet):
    unique_field = "source"
    taken = _("This source is already among the references.")

    def add_fields(self, form, index):
        """A reference keeps its source: another one is another reference. So 200 of them cost no 200 searches."""
        super().add_fields(form, index)
        source = str(form.instance.source_id or "")
        typed = self.data.get(form.add_prefix("source"), source) if self.is_bound else source
        if source and typed == source:
            address = reverse("admin:casestudies_source_change", args=[source])
            form.fields["source"].widget = FixedRecord(self.known_labels("source")[source], address)
