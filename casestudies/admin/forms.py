"""The form of a case study itself: the frame around its parts."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from casestudies.actions.claim_slug import taken_slug
from casestudies.admin.desk_renderer import RENDERER
from casestudies.models import CaseStudy, OldSlug, PublicState


class CaseStudyForm(forms.ModelForm):
    """`base_version` says which save this form began from; `saving` why a save of it was refused, if it was."""

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    saving = None
    default_renderer = RENDERER

    class Meta:
        model = CaseStudy
        fields = ["title", "slug"]  # The admin's fieldsets name the rest.
        error_messages = {"slug": {"unique": _("Another case study has this address. Choose another.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base_version"].initial = self.instance.version
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The last part of the page’s address. Left empty, it is made from the title."
            )

    def clean_slug(self):
        slug = self.cleaned_data.get("slug") or self._free_slug()
        problem = taken_slug(slug, self.instance)
        if problem:
            raise forms.ValidationError(problem.message)
        return slug

    def _free_slug(self):
        stem = slugify(self.cleaned_data.get("title", ""))[:90].strip("-") or "case-study"
        others = CaseStudy.objects.exclude(pk=self.instance.pk).filter(slug__startswith=stem)
        public = [OldSlug.objects.filter(slug__startswith=stem), PublicState.objects.filter(slug__startswith=stem)]
        taken = {slug for rows in [others, *public] for slug in rows.values_list("slug", flat=True)}
        slug, suffix = stem, 2
        while slug in taken:
            slug, suffix = f"{stem}-{suffix}", suffix + 1
        return slug

    def clean(self):
        cleaned = super().clean()
        if self.saving is None:
            return cleaned
        for problem in self.saving.unplaced:
            self.add_error(problem.place if problem.place in self.fields else None, problem.message)
        if self.saving.refusal or self.saving.problems or self.saving.held:
            # Whatever stands at the fields: this form is not written.
            self.add_error(None, forms.ValidationError(self.saving.refusal, code="refused"))
        return cleaned
