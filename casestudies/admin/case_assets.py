"""The stylesheets and scripts of a case study's form beside the editor's own: name a panel's here."""

from django.forms import Media

STYLES = [
    "desk/shell.css",
]
SCRIPTS = [
    "desk/shell.js",
]


def case_media() -> Media:
    return Media(css={"all": STYLES}, js=SCRIPTS)
