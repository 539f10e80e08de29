"""The style sheets of the public site become one file when static files are collected."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from cms.static_files import IMPORT, StaticFiles

STYLES = Path(settings.BASE_DIR) / "static" / "css"
# What other pages link by itself: the desk, the projector, the card on other sites, the pages about the API.
APART = {"api.css", "card.css", "document.css", "project.css", "site.css"}


def collected(tmp_path, files):
    """What the files have become when all of them were collected."""
    sources, target = tmp_path / "sources" / "css", tmp_path / "collected" / "css"
    for folder in (sources, target):
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    there = FileSystemStorage(sources.parent)
    paths = {f"css/{name}": (there, f"css/{name}") for name in files}
    storage = StaticFiles(location=tmp_path / "collected", base_url="/static/")
    for _original, _hashed, failed in storage.post_process(paths):
        assert failed in (True, False), failed
    return (tmp_path / "collected" / storage.stored_name("css/site.css")).read_text(encoding="utf-8")


def test_imported_style_sheets_are_put_in_place_even_when_an_old_whole_was_collected(tmp_path):
    files = {
        "site.css": '@import url("one.css");\n@import url("paper.css") print;\n',
        "one.css": "a {\n  color: red;\n}\n",
        "paper.css": "b {\n  color: black;\n}\n",
    }

    whole = collected(tmp_path, files)

    assert whole == "a {\n  color: red;\n}\n\n@media print {\nb {\n  color: black;\n}\n}\n\n"


def test_the_sites_style_sheet_holds_every_part_and_nothing_that_is_not_there():
    text = (STYLES / "site.css").read_text(encoding="utf-8")
    named = [found["name"] for found in IMPORT.finditer(text)]

    assert len(named) == len(re.findall("@import", text)) == len(set(named))
    assert set(named) == {path.name for path in STYLES.glob("*.css")} - APART
