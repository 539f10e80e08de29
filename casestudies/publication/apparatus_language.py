"""In which language the words around a text are said: numbers of figures, names of parts, dates (decision 22)."""

from django.conf import settings


def apparatus_language(language: str) -> str:
    """The text's own where there is a catalogue for it, else that of the site: `fr-CA` -> `fr`, `sw` -> `en`."""
    known = dict(settings.LANGUAGES)
    subtags = language.replace("_", "-").lower()
    return next((code for code in (subtags, subtags.partition("-")[0]) if code in known), settings.LANGUAGE_CODE)
