"""Draws the fields that a case study's form has by the hundred in Python, where Django would load a template for each.

What it draws is what the templates would draw; `tests/admin/test_desk_renderer.py` compares them. A form of 100
sections and 200 references has some 2,500 fields and labels, and each template costs ten times what these do.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from casestudies.admin.slots import filled, frame_of, slot

Context = dict[str, Any]


class DeskRenderer(DjangoTemplates):
    """Django's own renderer for everything that is not in DRAWN."""

    def render(self, template_name: str, context: Context, request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else None
        return super().render(template_name, context, request) if drawn is None else drawn


def attributes(attrs: Context) -> str:
    """` class="wide" required`: what is False is left out, what is True stands without a value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def draw_input(context: Context) -> SafeString:
    widget = context["widget"]
    value = widget["value"]
    shown = "" if value is None else f' value="{conditional_escape(value)}"'
    kind, name = escape(widget["type"]), escape(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{shown}{attributes(widget["attrs"])}>')


def draw_boxed_input(context: Context) -> SafeString | None:
    """Unfold's text field; what stands around some of them is left to its template."""
    widget = context["widget"]
    if any(widget.get(name) for name in ("prefix", "prefix_icon", "suffix", "suffix_icon")):
        return None
    return mark_safe(f'<div class="max-w-2xl relative w-full">{draw_input(context)}</div>')


def draw_moment(context: Context) -> SafeString:
    """Unfold's field of a date or a time."""
    return mark_safe(f'<div class="flex flex-col max-w-2xl min-w-56 relative w-full">{draw_input(context)}</div>')


def draw_choices(context: Context) -> SafeString | None:
    """Unfold's list of boxes to tick, of which one or several are."""
    widget = context["widget"]
    drawn = []
    for group, choices, _index in widget["optgroups"]:
        if group:
            return None
        drawn += [f"<div>{draw_choice(choice)}</div>" for choice in choices]
    identity = widget["attrs"].get("id")
    shown = f' id="{escape(identity)}"' if identity else ""
    direction = "flex-row gap-4" if context.get("radio_style") == 1 else "flex-col"
    return mark_safe(f'<div{shown} class="flex gap-2 {direction}">{"".join(drawn)}</div>')


def draw_choice(choice: Context) -> str:
    box = draw_input({"widget": choice})
    if not choice.get("wrap_label"):
        return box
    identity = choice["attrs"].get("id")
    shown = f' for="{escape(identity)}"' if identity else ""
    words = conditional_escape(choice["label"])
    return f'<label{shown} class="flex flex-row items-center gap-2">{box}<span class="truncate">{words}</span></label>'


def draw_related(context: Context) -> SafeString:
    """What stands around the choice of a record is the same for every field that chooses such a record."""
    about = {name: value for name, value in context.items() if name not in ("name", "rendered_widget")}
    about |= {"model": str(about["model"]), "model_has_limit_choices_to": bool(about["model_has_limit_choices_to"])}
    values = {"name": escape(context["name"]), "rendered_widget": str(context["rendered_widget"])}
    return filled(related_frame(get_language(), **about), values)


@lru_cache(maxsize=256)
def related_frame(language: str | None, **about: Any) -> tuple[str, ...]:
    slots = {name: slot(name) for name in ("name", "rendered_widget")}
    return frame_of(render_to_string(RELATED, about | slots))


def draw_textarea(context: Context) -> SafeString:
    """Django's begins with a line end, which a browser drops: without it a value's own first one would be lost."""
    widget = context["widget"]
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return mark_safe(f'<textarea name="{escape(widget["name"])}"{attributes(widget["attrs"])}>\n{value}</textarea>')


def draw_select(context: Context) -> SafeString | None:
    widget = context["widget"]
    options = []
    for group, choices, _index in widget["optgroups"]:
        if group:
            return None
        options += [
            f'<option value="{escape(choice["value"])}"{attributes(choice["attrs"])}>'
            f"{conditional_escape(choice['label'])}</option>"
            for choice in choices
        ]
    name = escape(widget["name"])
    return mark_safe(f'<select name="{name}"{attributes(widget["attrs"])}>{"".join(options)}</select>')


RELATED = "unfold/widgets/related_widget_wrapper.html"
ARROW = (
    '<span class="material-symbols-outlined absolute group-[.primary]:text-white pointer-events-none mr-[12px] right-0 '
    "text-base-400 top-0 top-1/2 hover:text-base-700 dark:text-base-500 dark:hover:text-base-200 "
    '-translate-y-1/2">expand_more</span>'
)


def draw_boxed_select(context: Context) -> SafeString | None:
    select = draw_select(context)
    return select and mark_safe(f'<div class="grow relative max-w-2xl">{select}{ARROW}</div>')


def draw_label(context: Context) -> SafeString:
    words = conditional_escape(context["label"])
    if not context["use_tag"]:
        return words
    tag = context["tag"]
    return mark_safe(f"<{tag}{attributes(context['attrs'] or {})}>{words}</{tag}>")


DRAWN: dict[str, Callable[[Context], SafeString | None]] = {
    "django/forms/widgets/checkbox.html": draw_input,
    "django/forms/widgets/hidden.html": draw_input,
    "django/forms/widgets/number.html": draw_input,
    "django/forms/widgets/select.html": draw_select,
    "django/forms/widgets/text.html": draw_input,
    "django/forms/widgets/textarea.html": draw_textarea,
    "django/forms/label.html": draw_label,
    RELATED: draw_related,
    "unfold/widgets/date.html": draw_moment,
    "unfold/widgets/radio.html": draw_choices,
    "unfold/widgets/select.html": draw_boxed_select,
    "unfold/widgets/text.html": draw_boxed_input,
    "unfold/widgets/textarea.html": draw_textarea,
    "unfold/widgets/time.html": draw_moment,
}

# One for all forms: each instance has a template engine of its own.
RENDERER = DeskRenderer()
