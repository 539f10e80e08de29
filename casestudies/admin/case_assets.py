"""The stylesheets and scripts of a case study's form beside the editor's own: name a panel's here."""

from django.forms.widgets import Script
from js_asset import ImportMap, Media

STYLES = [
    "desk/shell.css",
    "desk/checking.css",
    "desk/readiness.css",
    "desk/preview.css",
    "desk/notes.css",
    "css/redline.css",
    "desk/together.css",
]
SCRIPTS = [
    "desk/shell.js",
    "desk/readiness.js",
    "desk/preview.js",
    "desk/notes.js",
    *(Script(f"desk/{name}.js", type="module") for name in ("submit", "autosave", "presence")),
]
IMPORT_MAP = ImportMap({"casebook/session": "desk/session.js"})


def case_media() -> Media:
    return Media(css={"all": STYLES}, js=SCRIPTS, importmap=IMPORT_MAP)
