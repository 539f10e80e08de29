"""Draws the rows of a part: the frame of a row is a template, rendered once; what differs is filled in for each.

A case study of 100 sections and 200 references has 300 rows of some 2,000 fields. Rendering the template for each
took most of the second that the whole page may take.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casestudies.admin.slots import filled, frame_of, slot

SLOTS = (
    *("classes", "id", "deletion", "fields", "meta_line", "open", "title", "meta"),
    *("flag", "picture", "errors", "keys"),
)
UNSEEN = "base_version"  # which save a form began from: of use to who may save alone


def draw_rows(part) -> SafeString:
    """The HTML of all rows of an inline admin formset, the empty one for new rows last."""
    frame = row_frame(
        get_language(),
        can_change=part.has_change_permission,
        can_delete=part.formset.can_delete,
        compact=part.opts.compact,
        title_field=part.formset.form.title_field,
        verbose_name=str(part.opts.verbose_name),
    )
    rows = list(part)
    last = len(rows) - 1 if part.has_add_permission else len(rows)
    return mark_safe(
        "".join(
            filled(frame, row_values(part, row, "empty" if index == last else str(index)))
            for index, row in enumerate(rows)
        )
    )


@lru_cache(maxsize=256)
def row_frame(language, **part) -> tuple[str, ...]:
    """The same for every row of a part, whoever asks for the page and whichever case study it is of."""
    return frame_of(
        render_to_string("admin/casestudies/row.html", part | {"slot": {name: slot(name) for name in SLOTS}})
    )


def row_values(part, row, number: str) -> dict[str, str]:
    """What stands in each slot of this row."""
    form, stored = row.form, bool(row.original and row.original.pk)
    mistaken = bool(form.errors)
    meta, title = conditional_escape(form.row_meta), conditional_escape(form.row_title)
    classes = [" original" * stored, " empty-form" * (number == "empty"), " desk-row-errors" * mistaken]
    can_delete = part.has_change_permission and part.formset.can_delete
    loose = form.non_field_errors()
    return {
        "classes": "".join(classes),
        "id": f"{part.formset.prefix}-{number}",
        "deletion": str(row.deletion_field().field) if can_delete else "",
        "fields": "".join(fieldset_html(fieldset) for fieldset in row),
        "meta_line": f'<p class="desk-row-meta">{meta}</p>' if meta else "",
        "open": " open" if mistaken or not stored else "",
        "title": title or conditional_escape(_("New %(name)s") % {"name": part.opts.verbose_name}),
        "meta": meta,
        "flag": f'<span class="desk-row-flag">{_("To mend")}</span>' if mistaken else "",
        "picture": picture_html(row),
        "errors": f'<div class="desk-error" role="alert">{loose}</div>' if loose else "",
        "keys": keys_html(row),
    }


def picture_html(row) -> str:
    picture = getattr(row.form, "picture", None)
    if not picture:
        return ""
    is_new = picture != (row.original.media if row.original else None)
    return render_to_string("admin/casestudies/row_picture.html", {"picture": picture, "is_new": is_new})


def keys_html(row) -> str:
    """The hidden fields that say which row this is, and of which case study."""
    key = str(row.pk_field().field) if row.needs_explicit_pk_field() else ""
    owner = row.fk_field()
    return key + (str(owner.field) if owner else "")


def fieldset_html(fieldset) -> SafeString:
    """A row's or a tab's fields as `admin/includes/fieldset.html` shows them."""
    name, about = conditional_escape(fieldset.name or ""), conditional_escape(fieldset.description or "")
    legend = f'<legend class="desk-legend">{name}</legend>' if name else ""
    description = f'<p class="desk-help desk-fieldset-help">{about}</p>' if about else ""
    lines = "".join(line_html(list(line)) for line in fieldset)
    return mark_safe(
        f'<fieldset class="module desk-fieldset {fieldset.classes}">{legend}{description}{lines}</fieldset>'
    )


def line_html(fields) -> str:
    several = f" desk-line-{len(fields)}" if len(fields) > 1 else ""
    hidden = any(not field.is_readonly and field.field.is_hidden for field in fields)
    drawn = "".join(field_html(field) for field in fields)
    return f'<div class="desk-line{several}{" desk-hidden" * hidden}">{drawn}</div>'


def field_html(field) -> str:
    if field.is_readonly:
        if field.field["name"] == UNSEEN:
            return ""
        name, help_text = field.field["name"], field.field.get("help_text")
        content = f'{field.label_tag()}<div class="desk-readonly">{field.contents()}</div>'
        return f'<div class="desk-field group field-{name}">{content}{help_html(help_text, "")}</div>'
    bound = field.field
    if bound.is_hidden:
        return str(bound)
    errors = f'<div class="desk-error">{bound.errors}</div>' if bound.errors else ""
    if field.is_checkbox:
        content = f'<div class="desk-checkbox">{bound}{field.label_tag()}</div>{errors}'
    else:
        content = f"{field.label_tag()}{errors}{bound}"
    classes = " errors" * bool(errors) + " desk-field-checkbox" * bool(field.is_checkbox)
    help_text = help_html(bound.help_text, bound.auto_id)
    return f'<div class="desk-field group field-{bound.name}{classes}">{content}{help_text}</div>'


def help_html(text, field_id: str) -> str:
    """Help texts are ours, and may hold markup."""
    text = str(text or "")
    if not text:
        return ""
    identity = f' id="{field_id}_helptext"' if field_id else ""
    return f'<div class="desk-help"{identity}>{text}</div>'
