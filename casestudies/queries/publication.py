"""What the publication says of itself."""

from casestudies.models import PublicationSettings


def publication() -> PublicationSettings:
    """The settings row, or the defaults where nobody has saved one. One query."""
    return PublicationSettings.objects.filter(pk=1).first() or PublicationSettings()
