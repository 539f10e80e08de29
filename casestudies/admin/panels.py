"""What stands around a case study's form: the panels of the rail beside it, and what else its template needs.

A panel is a line in PANELS: its id, its name, and a function `panel_context(request, obj, snapshot)` that returns
what `templates/admin/casestudies/panels/<id>.html` shows; `{"badge": "3"}` in it stands beside the panel's name. All
panels share one context, so give your names a prefix. A function that belongs to no panel is a line in CONTEXTS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from casestudies.admin import notes, readiness_panel, releases, translations
from casestudies.admin.checking import screen
from casestudies.admin.preview import live
from casestudies.admin.workflow.buttons import bar_context
from casestudies.admin.workflow.standing import standing_context
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import Snapshot

Context = dict[str, Any]


@dataclass(frozen=True)
class Panel:
    id: str
    label: Any
    context: Callable[[Any, CaseStudy, Snapshot], Context] | None = None

    @property
    def template(self) -> str:
        return f"admin/casestudies/panels/{self.id}.html"


PANELS = [
    Panel("readiness", _("Readiness"), readiness_panel.panel_context),
    Panel("checking", _("Fact-check"), screen.panel_context),
    Panel("notes", _("Notes"), notes.panel_context),
    Panel("translations", _("Translations"), translations.panel_context),
    Panel("embargo", _("Embargo"), releases.panel_context),
    Panel("preview", _("Private links"), live.panel_context),
]

CONTEXTS: list[Callable[[Any, CaseStudy, Snapshot], Context]] = [bar_context, standing_context]


def panels_context(request, obj: CaseStudy, snapshot: Snapshot) -> Context:
    """`{"panels": [{"id", "label", "template", "badge"}]}` and whatever the panels show."""
    context: Context = {"panels": []}
    for panel in PANELS:
        shown = panel.context(request, obj, snapshot) if panel.context else {}
        badge = shown.pop("badge", "")
        context["panels"].append({"id": panel.id, "label": panel.label, "template": panel.template, "badge": badge})
        context |= shown
    for function in CONTEXTS:
        context |= function(request, obj, snapshot)
    return context
