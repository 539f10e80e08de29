"""What the editor's own extensions may leave in HTML, in the terms of django-prose-editor.

The settings name these functions, and settings are read before models exist: nothing here imports one. On save
`prose.sanitise` decides; these say the same for whoever asks the editor's library for a sanitiser.
"""

from typing import Any

from django_prose_editor.config import html_tags

allow_citations = html_tags(["span"], {"span": ["data-cite"]})
allow_figures = html_tags(["figure"], {"figure": ["data-figure"]})


def allow_nothing(extension_config: Any, shared_config: dict[str, Any]) -> None:
    """For extensions that change how the editor behaves and not what it writes."""


# Where the browser finds them (an entry of the import map, see admin/widgets.py), and what each may write.
EDITOR_EXTENSIONS: list[dict[str, Any]] = [
    {
        "js": ["casebook/extensions"],
        "extensions": {
            "Cite": allow_citations,
            "FigureRef": allow_figures,
            "Toolbar": allow_nothing,
            "TidyPaste": allow_nothing,
            "FormField": allow_nothing,
        },
    }
]
