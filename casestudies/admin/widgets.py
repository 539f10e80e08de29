"""The form fields of the admin that have an editor of their own: prose, and lists of cited sources.

`ProseFormField()` takes and gives canonical prose HTML. `CitationsFormField(max_items=1)` takes and gives a list of
`{"key", "locator"}`; `refuse_unknown_sources(forms, "citations")` in a formset's `clean` checks all its keys at once.
A page with either needs its import map under the page's nonce:
`context["media"] = js_asset.Media.from_media(context["media"], nonce=str(request.csp_nonce))`.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_js
from js_asset import ImportMap, Media
from unfold.widgets import INPUT_CLASSES, TEXTAREA_CLASSES

from casestudies.admin.citation_text import Citations, format_citations, parse_citations
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.sanitise import clean
from casestudies.queries.source_search import unknown_keys

# The script modules of static/editor/, by the names under which they import one another.
MODULES = (
    "chip",
    "citation",
    "cite-dialog",
    "cite-node",
    "desk",
    "dialog",
    "elements",
    "extensions",
    "figure-dialog",
    "figure-node",
    "figures",
    "form-field",
    "link-dialog",
    "paste",
    "preview",
    "source-search",
    "sources",
    "toolbar",
    "word-lists",
)
IMPORT_MAP = importmap | ImportMap({f"casebook/{name}": f"editor/{name}.js" for name in MODULES})
STYLES = {"all": ["django_prose_editor/material-icons.css", "editor/editor.css"]}
EXTENSIONS: dict[str, Any] = {
    "Heading": {"levels": [3, 4]},
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "autolink": False, "defaultProtocol": "https"},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "SpecialCharacters": True,
    "Cite": True,
    "FigureRef": True,
    "Toolbar": True,
    "TidyPaste": True,
    "FormField": True,
    # Ours is a toolbar in the sense of ARIA; and editors may want their spelling checked.
    "Menu": False,
    "NoSpellCheck": False,
}


@cache
def endpoints() -> str:
    """Where the scripts ask, as JSON for an element's `data-endpoints`."""
    return json.dumps(
        {name: reverse(f"admin:casestudies_cite_{name}") for name in ("search", "labels", "figures")}
        | {"library": reverse("admin:casestudies_source_add"), "login": reverse("admin:login")}
        | {"lookup": reverse("admin:casestudies_source_import")}
    )


class ProseWidget(ProseEditorWidget):
    """An editor that is made when it comes into view; without scripts a text area with HTML."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        attrs = {"rows": 8, "class": " ".join(["vLargeTextField", *TEXTAREA_CLASSES])} | (attrs or {})
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="casebook")

    @property
    def media(self) -> Media:
        return Media(
            importmap=IMPORT_MAP,
            css=STYLES,
            js=[prose_editor_js, Script("editor/prose.js", type="module")],
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-endpoints"] = endpoints()
        return context


class ProseFormField(forms.CharField):
    """Canonical prose HTML, whatever the browser sent."""

    widget = ProseWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        try:
            cleaned = clean(self.to_python(value))
        except ProseTooLong as error:
            raise ValidationError(str(error), code="too_long") from error
        self.validate(cleaned)
        self.run_validators(cleaned)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Editors write the same prose in more than one way; only what would be kept counts."""
        initial, data = self.to_python(initial), self.to_python(data)
        if self.disabled or initial == data:
            return False
        try:
            return initial != clean(data)
        except ProseTooLong:
            return True


class CitationsWidget(forms.TextInput):
    """Chips and a search; without scripts a line such as `wiggers2024techcrunch, p. 3; openai2024`."""

    max_items: int | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": " ".join(["vTextField", *INPUT_CLASSES]), "autocomplete": "off"} | (attrs or {}))

    @property
    def media(self) -> Media:
        return Media(importmap=IMPORT_MAP, css=STYLES, js=[Script("editor/citations-field.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        try:
            citations = parse_citations(context["widget"]["value"] or "")
        except ValidationError:
            citations = None  # The line stays as it was typed, to be put right there.
        context["widget"]["attrs"] |= {
            "data-endpoints": endpoints(),
            "data-citations": json.dumps(citations, ensure_ascii=False),
            "data-max": self.max_items or "",
        }
        return context


class CitationsFormField(forms.CharField):
    """A list of `{"key", "locator"}`, at most `max_items` of them. Whether the sources exist is not asked here."""

    widget = CitationsWidget

    def __init__(self, *, max_items: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        # A model form's field for JSON hands these over.
        for unwanted in ("encoder", "decoder", "max_length"):
            kwargs.pop(unwanted, None)
        super().__init__(**kwargs)
        self.max_items = self.widget.max_items = max_items

    @cached_property
    def too_many(self) -> ValidationError:
        message = _("Only one source fits here.") if self.max_items == 1 else _("At most %(most)d sources fit here.")
        return ValidationError(message, code="too_many", params={"most": self.max_items})

    def prepare_value(self, value: Any) -> Any:
        return format_citations(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Citations:
        citations = parse_citations(self.to_python(value))
        if self.required and not citations:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.max_items is not None and len(citations) > self.max_items:
            raise self.too_many
        return citations

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return parse_citations(self.prepare_value(initial) or "") != parse_citations(self.to_python(data))
        except ValidationError:
            return True


def refuse_unknown_sources(bound_forms: Iterable[forms.BaseForm], field: str) -> None:
    """Adds an error to every form whose field cites a key that no source has. One query for all of them."""
    cited = [
        (form, [item["key"] for item in form.cleaned_data.get(field) or ()]) for form in bound_forms if _kept(form)
    ]
    unknown = unknown_keys(key for _form, keys in cited for key in keys)
    for form, keys in cited:
        if missing := [key for key in dict.fromkeys(keys) if key in unknown]:
            names = ", ".join(f"“{key}”" for key in missing)
            message = _("No source has the key %(names)s. Choose one from the source library, or add it there.")
            form.add_error(field, ValidationError(message, code="unknown_source", params={"names": names}))


def _kept(form: forms.BaseForm) -> bool:
    return hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")
