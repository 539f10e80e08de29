"""The stylesheets and scripts of a case study's form beside the editor's own: name a panel's here."""

from django.forms import Media

STYLES = [
    "desk/shell.css",
    "desk/checking.css",
    "desk/readiness.css",
    "desk/preview.css",
]
SCRIPTS = [
    "desk/shell.js",
    "desk/readiness.js",
    "desk/preview.js",
]


def case_media() -> Media:
    return Media(css={"all": STYLES}, js=SCRIPTS)
