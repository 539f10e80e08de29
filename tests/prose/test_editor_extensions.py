from django.conf import settings
from django_prose_editor.fields import create_sanitizer

from casestudies.admin.widgets import EXTENSIONS
from casestudies.prose.editor_extensions import EDITOR_EXTENSIONS
from casestudies.prose.html import parse_html

CITED = (
    '<p>Text<span data-cite=\'[{"key":"wiggers2024","locator":"p. 3"}]\'></span></p>'
    '<figure data-figure="what-was-exposed"></figure>'
)


def test_editor_extensions_are_the_ones_the_settings_name():
    assert settings.DJANGO_PROSE_EDITOR_EXTENSIONS is EDITOR_EXTENSIONS


def test_the_librarys_sanitiser_keeps_citations_and_figures():
    assert parse_html(create_sanitizer(EXTENSIONS)(CITED)) == parse_html(CITED)


def test_the_librarys_sanitiser_drops_every_other_attribute():
    dirty = '<p><span data-cite="[]" onclick="x()" class="a">a</span></p><figure data-figure="a" style="color:red">'
    assert create_sanitizer(EXTENSIONS)(dirty) == (
        '<p><span data-cite="[]">a</span></p><figure data-figure="a"></figure>'
    )
