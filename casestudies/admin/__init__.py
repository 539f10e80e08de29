"""The editors' door: Django's admin in Unfold's frame. It validates, calls the actions, and shows."""

from casestudies.admin import accounts, case_study, media, people, record, roles, settings, sources, vocabularies

__all__ = ["accounts", "case_study", "media", "people", "record", "roles", "settings", "sources", "vocabularies"]
