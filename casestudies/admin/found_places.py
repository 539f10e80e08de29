"""What the places are called in which the search found words of a draft."""

from django.utils.translation import gettext_lazy as _

PLACES = {
    "question": _("Question"),
    "summary": _("Summary"),
    "glance": _("At a glance"),
    "heading": _("Section"),
    "section": _("Section"),
    "event": _("Timeline"),
    "party": _("Party"),
    "response": _("Words of a party"),
    "figure": _("Figure"),
    "objective": _("Learning objective"),
    "discussion": _("Discussion question"),
    "teacher": _("Teacher’s note"),
    "classification": _("Classification"),
    "instrument": _("Policy instrument"),
    "topic": _("Topic"),
    "contributor": _("Contributor"),
    "disclosure": _("Disclosure"),
    "note": _("Note of the desk"),
}
# Where the heading tells which one it is.
NAMED = ("section", "response", "figure")


def in_words(found) -> str:
    """`Section “What leaked”` of a place in the section of that heading."""
    name = PLACES.get(found.place, "")
    return f"{name} “{found.heading}”" if found.place in NAMED and found.heading else str(name)
