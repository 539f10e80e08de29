"""Accounts, who sign in, and people, who are credited. The two are not linked: a credit is not a login."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import MailChoice, PersonKind
from casestudies.models.fields import KeyField, WebAddressField, validate_orcid
from casestudies.models.shared_record import SharedRecord


class Account(AbstractUser):
    """Somebody, or the system, who signs in or acts. Mutable.

    The public record refers to an account by `uuid` alone, so that a name can be erased without touching it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_system = models.BooleanField(
        _("system account"), default=False, help_text=_("Acts for the software and can never sign in.")
    )

    mail_choice = models.CharField(
        _("e-mail"),
        max_length=8,
        choices=MailChoice,
        default=MailChoice.AT_ONCE,
        help_text=_("When to be told by e-mail."),
    )
    keeps_typing = models.BooleanField(
        _("autosave"), default=True, help_text=_("Keep on the server what is typed and not yet saved.")
    )
    agrees_to_be_named = models.BooleanField(
        _("named as checker"),
        default=False,
        help_text=_("Readers see the name of who checked an edition's statements."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")  # type: ignore[assignment]  # the stubs narrow what AbstractUser has
        verbose_name_plural = _("accounts")  # type: ignore[assignment]
        constraints = [
            models.CheckConstraint(
                name="account_system_never_superuser",
                condition=models.Q(is_system=False) | models.Q(is_superuser=False, is_staff=False),
            )
        ]


class Person(SharedRecord):
    """A credited contributor: a person, or an organisation that takes the credit. Mutable."""

    key = KeyField(_("key"), unique=True, help_text=_("Short and stable: used in files and in the API."))
    name = models.CharField(_("name"), max_length=200, help_text=_("As it should appear under the title."))
    family = models.CharField(
        _("family name"),
        max_length=200,
        blank=True,
        help_text=_("The part of the name that citations sort by. Empty: citations give the name as it stands."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PersonKind, default=PersonKind.PERSON)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True, validators=[validate_orcid])
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    url = WebAddressField(_("web page"), blank=True)

    class Meta:
        ordering = ["name", "key"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_family_of_a_person",
                condition=models.Q(family="") | models.Q(kind=PersonKind.PERSON),
                violation_error_message=_("An organisation has no family name."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.family and self.family not in self.name:
            raise ValidationError({"family": _("The family name is not part of the name above.")})

    def __str__(self) -> str:
        return self.name
