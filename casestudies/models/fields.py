"""Field types shared by the models: keys, web addresses, jurisdictions, dates of varying precision."""

import re
import unicodedata
import zoneinfo
from functools import cache
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import DatePrecision

validate_key = RegexValidator(
    r"\A[a-z0-9][a-z0-9_.:-]{0,78}[a-z0-9]\Z",
    _("Use small letters, digits and . : _ - ; begin and end with a letter or digit."),
)
validate_doi = RegexValidator(r"\A10\.\d{4,9}/\S+\Z", _("A DOI looks like 10.1000/182, without the address before it."))
validate_wikidata = RegexValidator(r"\AQ[1-9]\d*\Z", _("A Wikidata item looks like Q21708200."))
validate_language = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Use a language tag such as en, fr or pt-BR.")
)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Between letters of some scripts they are part of the word.
JOINERS = "\u200c\u200d"
JURISDICTION = re.compile(r"(EU|OECD|UN|[A-Z]{2}(-[A-Z0-9]{1,3})?)\Z")


def validate_orcid(orcid: str) -> None:
    """Sixteen digits in fours; the last is the check digit of ISO 7064 MOD 11-2, X for ten."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", orcid):
        raise ValidationError(_("An ORCID iD looks like 0000-0002-1825-0097."))
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2 % 11
    if orcid[-1] != "0123456789X"[(12 - total) % 11]:
        raise ValidationError(_("This ORCID iD has a wrong digit: its check digit does not fit."))


def split_jurisdictions(text: str) -> list[str]:
    """`"US, EU"` -> `["US", "EU"]`, in the order given, without repeats."""
    return list(dict.fromkeys(code for code in re.split(r"[\s,;]+", text.strip()) if code))


def validate_jurisdictions(text: str) -> None:
    for code in split_jurisdictions(text):
        if not JURISDICTION.match(code):
            raise ValidationError(
                _("“%(code)s” is not a jurisdiction. Use ISO codes such as US or US-CA, or EU, OECD, UN."),
                params={"code": code},
            )


@cache
def time_zones() -> frozenset[str]:
    """Every name of a time zone; asking the system opens some six hundred files, so it is asked once."""
    return frozenset(zoneinfo.available_timezones())


def validate_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Use a name such as Europe/London."), params={"name": name}
        )


def validate_json(value: Any) -> None:
    """JSON that both databases hold and every reader reads alike: no null byte, half character or endless number."""
    if isinstance(value, dict):
        for name, member in value.items():
            validate_json(name)
            validate_json(member)
    elif isinstance(value, list):
        for member in value:
            validate_json(member)
    elif isinstance(value, str):
        if UNSTORABLE.search(value):
            raise ValidationError(_("A text in it has a character that cannot be stored."))
    elif isinstance(value, int | float) and not -(2**53) < value < 2**53:
        raise ValidationError(_("A number in it is too large. Write it as text, in quotation marks."))


class KeyField(models.CharField):
    """A short public name, stable once used: `wiggers2024techcrunch`."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("validators", [validate_key])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


def validate_visible(address: str) -> None:
    """An address without what nobody sees in it: spaces, line ends, controls, marks that turn the direction."""
    for char in address:
        hidden = unicodedata.category(char) in ("Cc", "Cf") and char not in JOINERS
        if hidden or char.isspace():
            raise ValidationError(
                _("The address holds a hidden character (%(code)s). Remove it, or write it as %(escape)s."),
                params={"code": f"U+{ord(char):04X}", "escape": quote(char)},
            )


class WebAddressField(models.URLField):
    """An http or https address; nothing else can be followed safely from a public page."""

    default_validators = [validate_visible, URLValidator(schemes=["http", "https"])]

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_length", 2000)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """An address typed without a scheme is taken for https."""
        return super().formfield(**({"assume_scheme": "https"} | kwargs))


class When(models.Model):
    """Abstract: a date known as precisely as the sources say.

    `date` is the first day of the period; `precision` says how much of it counts. `time` and `zone` are set
    exactly when the precision is a time of day. `until` is the last day of a period.
    """

    date = models.DateField(_("date"), null=True, blank=True, help_text=_("For a month or a year, its first day."))
    precision = models.CharField(_("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    time = models.TimeField(_("time"), null=True, blank=True, help_text=_("Only with the precision “time of day”."))
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text=_("Such as America/New_York; only with a time."),
    )
    circa = models.BooleanField(_("about"), default=False, help_text=_("The sources give it as approximate."))
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day, when it went on for a while."))

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        timed = self.precision == DatePrecision.TIME
        if timed and self.time is None:
            errors["time"] = _("Give the time, or choose a coarser precision.")
        if timed and not self.zone:
            errors["zone"] = _("Give the time zone of the time.")
        if not timed and self.time is not None:
            errors["time"] = _("Remove the time, or choose the precision “time of day”.")
        if not timed and self.zone:
            errors["zone"] = _("Remove the time zone, or choose the precision “time of day”.")
        if self.until and self.date and self.until < self.date:
            errors["until"] = _("The last day is before the first.")
        if self.date and self.precision == DatePrecision.MONTH and self.date.day != 1:
            errors["date"] = _("For a month, give its first day.")
        if self.date and self.precision == DatePrecision.YEAR and (self.date.month, self.date.day) != (1, 1):
            errors["date"] = _("For a year, give 1 January.")
        if errors:
            raise ValidationError(errors)


class SaidByClean(models.CheckConstraint):
    """A condition that `clean` has a sentence for: the database keeps it, and is not asked before a row is written."""

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is left to say: `clean` has said it at the field."""

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def when_constraints(model: str) -> list[models.BaseConstraint]:
    """The database's half of `When.clean`, named after the model."""
    timed = models.Q(precision=DatePrecision.TIME)
    return [
        SaidByClean(
            name=f"{model}_time_with_zone",
            condition=(timed & models.Q(time__isnull=False) & ~models.Q(zone=""))
            | (~timed & models.Q(time__isnull=True) & models.Q(zone="")),
        ),
        SaidByClean(
            name=f"{model}_until_after_date",
            condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("date")),
        ),
    ]
