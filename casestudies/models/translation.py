"""What makes a case study the translation of another: the original, and the edition of it that the text follows."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Translation(models.Model):
    """Abstract: of a case study that is a translation, its original and the edition that its text follows. Mutable.

    Both are part of the text that is published. An original is no translation itself, so that everything that says the
    same is found around one case study; `follows` is empty as long as there is no edition to follow.
    """

    language: Any  # a field of the model that takes these
    translation_of = models.ForeignKey(
        "casestudies.CaseStudy",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    follows = models.PositiveIntegerField(
        _("follows edition"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The edition of the original that this text says the same as. Readers see it."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        original = self.translation_of
        if original is not None:
            self._refuse_chains(original)
        self._refuse_languages(original)

    def _refuse_chains(self, original: Any) -> None:
        if original.pk == self.pk:
            raise ValidationError(_("A case study is not its own translation."))
        if original.translation_of_id is not None:
            sentence = _("“%(title)s” is itself a translation. Name its original.")
            raise ValidationError(sentence % {"title": original})
        if self.pk and self._others(translation_of=self.pk):
            raise ValidationError(_("This case study has translations, so it cannot be one."))

    def _refuse_languages(self, original: Any) -> None:
        """One text a language: neither the original's nor another translation's."""
        group = original.pk if original else self.pk
        if group is None:
            return
        if self._others(models.Q(pk=group) | models.Q(translation_of=group), language__iexact=self.language):
            raise ValidationError(
                {"language": _("The original or another translation of it is in this language already.")}
            )

    def _others(self, *conditions: models.Q, **fields: Any) -> bool:
        return type(self)._default_manager.exclude(pk=self.pk).filter(*conditions, **fields).exists()


def translation_constraints() -> list[models.BaseConstraint]:
    """Of the table that takes these fields."""
    return [
        models.UniqueConstraint(
            fields=["translation_of", "language"],
            name="case_study_translation_once",
            violation_error_message=_("There is a translation into this language already."),
        ),
        models.CheckConstraint(
            name="case_study_follows_an_original",
            condition=models.Q(follows__isnull=True) | models.Q(translation_of__isnull=False),
            violation_error_message=_("Only a translation follows an edition."),
        ),
    ]
