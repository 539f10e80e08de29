"""The editors' door: Django's admin in Unfold's frame. It validates, calls the actions, and shows."""

from casestudies.admin import case_study, media, people, record, settings, sources, vocabularies

__all__ = ["case_study", "media", "people", "record", "settings", "sources", "vocabularies"]
