"""The checking sheet as a page shows it: statements by part, filters, progress; after a form, what of it changed."""

from dataclasses import dataclass

from django.http import HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from casestudies.admin.checking.words import Answer
from casestudies.enums import StatementKind
from casestudies.models import Account
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.check_sheet import LAPSED, OPEN, check_sheet

FILTERS = {
    "": _("All"),
    OPEN: _("Open"),
    LAPSED: _("Lapsed"),
    "disputed": _("Disputed"),
    "asked": _("Asked"),
    "checked": _("Checked"),
}
PARTS = {StatementKind.EVENT: _("Timeline"), StatementKind.RESPONSE: _("Parties and their responses")}


@dataclass
class Part:
    """A section, the timeline or the responses, with its statements."""

    heading: str
    rows: list
    is_hidden: bool = False


def sheet_context(request, draft, checker, *, may_check: bool, answer: Answer | None = None):
    """What `checking/sheet.html` shows."""
    sheet = check_sheet(draft, take_snapshot(draft).document, by=checker)
    show = request.GET.get("show", "")
    show = show if show in FILTERS else ""
    parts: list[Part] = []
    for row in sheet.rows:
        if row.opens_part:
            parts.append(Part(row.statement.heading or str(PARTS.get(row.statement.kind, "")), []))
        parts[-1].rows.append({"row": row, "is_hidden": not is_shown(row, show)})
    for part in parts:
        part.is_hidden = all(one["is_hidden"] for one in part.rows)
    return {
        "sheet": sheet,
        "parts": parts,
        "show": show,
        "none_shown": all(part.is_hidden for part in parts),
        "filters": [
            {"show": name, "label": label, "count": sum(is_shown(row, name) for row in sheet.rows)}
            for name, label in FILTERS.items()
        ],
        "progress": sheet.progress,
        "may_check": may_check,
        "is_desk": isinstance(checker, Account),
        "sees_sources": isinstance(checker, Account) and checker.has_perm("casestudies.view_source"),
        "answer": answer or Answer(),
    }


def is_shown(row, show):
    """A lapsed statement is open too."""
    return show in ("", row.state) or (show == OPEN and row.state == LAPSED)


def wants_json(request):
    return "application/json" in request.headers.get("Accept", "")


def json_answer(request, context):
    """The rows that say what the form was about, as they stand now, with the progress and the filters' counts."""
    answer = context["answer"]
    shared = {name: context[name] for name in ("may_check", "is_desk", "sees_sources", "answer", "show")}
    rows = {
        f"s{row.number}": render_to_string("checking/row.html", {**shared, "row": row}, request=request)
        for row in context["sheet"].rows
        if row.statement.key == answer.key
    }
    body = {
        "said": answer.said,
        "refusal": answer.refusal,
        "rows": rows,
        "progress": render_to_string("checking/progress.html", {"progress": context["progress"]}),
        "counts": {item["show"] or "all": item["count"] for item in context["filters"]},
    }
    return JsonResponse(body, status=answer.status)


def back_to_row(request, rows=(), key=""):
    """To the statement in the page, as a form without a script gets there."""
    row = next((row for row in rows if row.statement.key == key), None)
    show = request.GET.get("show", "")
    query = f"?show={show}" if show in FILTERS and show else ""
    return HttpResponseRedirect(f"{request.path}{query}" + (f"#s{row.number}" if row else ""))
