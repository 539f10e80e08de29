"""What the publication says of itself."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from casestudies.models import PublicationSettings
from casestudies.publication.when import day_in_words, zone_in_words


def publication() -> PublicationSettings:
    """The settings row, or the defaults where nobody has saved one. One query."""
    return PublicationSettings.objects.filter(pk=1).first() or PublicationSettings()


def in_desk_time(moment: datetime) -> str:
    """`14 November 2026, 09:30 (London time)`: in the publication's time zone, which is named. One query."""
    zone = publication().time_zone
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_in_words(local.date())}, {local:%H:%M} ({zone_in_words(zone)})"


def desk_day(moment: datetime) -> date:
    """The day that it is on the desk. One query."""
    return moment.astimezone(ZoneInfo(publication().time_zone)).date()
