"""What happens to the case study's form around a save: typed text is taken up, shown again, or put together."""

import re

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from casestudies.actions.keep_working_copy import drop_working_copy
from casestudies.admin.together.choices import chosen
from casestudies.admin.together.form_fields import form_fields, moved_files
from casestudies.admin.together.states import number, versions_of
from casestudies.admin.together.typed import revision_from, typed_fields, typed_lists
from casestudies.admin.together.values import PARTS
from casestudies.admin.together.working_copy import TAKE_UP, copy_of
from casestudies.models import CaseStudy
from casestudies.publication.merge import compare, merged, undecided

OF_ROW = re.compile(r"-\d+-(id|case_study)\Z")  # what ties a row to its draft
AS_NEW = "_as_new"
DROP_COPY = "_drop_copy"
MERGE = "_merge"


def begin(request, case_study: CaseStudy | None, *, is_gone: bool) -> None:
    """Before anything is read of the form: whether it is only to be shown as it was typed, and why."""
    if request.method == "GET" and TAKE_UP in request.GET:
        _take_up(request, case_study)
    elif request.method == "POST" and DROP_COPY in request.POST:
        drop_working_copy(case_study, by=request.user)
        request.saving.held = _("Dropped: what you had typed before and not saved. What is below is not saved yet.")
    elif request.method == "POST" and is_gone:
        request.POST = _posted(rows_as_new(typed_lists(request)))
        if AS_NEW not in request.POST:
            request.saving.held = _(
                "This case study is not there any more, or no longer open to you. What you typed is below; it can be "
                "saved as a new case study."
            )
            request.saving.is_gone = True


def show_as_typed(request, fields, why: str) -> None:
    """Turn the request into one that shows the form with these fields, and saves nothing."""
    request.method = "POST"
    request.POST = _posted(fields)
    request._files = MultiValueDict()
    request.saving.held = why


def rows_as_new(typed) -> dict[str, list[str]]:
    """The same with rows that are nobody's yet, in place of those of a case study that is gone."""
    fields = {name: values for name, values in typed.items() if not OF_ROW.search(name)}
    return fields | {f"{part}-INITIAL_FORMS": ["0"] for part in PARTS}


def _take_up(request, case_study: CaseStudy | None) -> None:
    copy = copy_of(request.user, case_study)
    if copy is None:
        return
    request.saving.taken_up = copy
    show_as_typed(request, copy.fields, _("Taken up again, as you typed it. Save it to keep it."))


def put_together(request, case_study: CaseStudy) -> None:
    """What the editor chose on the conflict screen, in place of what was typed. The draft is locked by now."""
    typed = typed_lists(request)
    three = versions_of(case_study, typed_fields(typed), revision_from(case_study, number(typed, "base_version")))
    differences = compare(three.mine, three.theirs, three.base)
    found = chosen(typed, differences)
    open_ones = undecided(differences, found.choices)
    if open_ones or found.again:
        request.saving.refusal = _("Nothing was saved yet: some choices are still to be made.")
        request.saving.current = case_study.version
        return
    result = merged(three.mine, three.theirs, differences, found.choices)
    fields = form_fields(result, three, typed, version=case_study.version)
    request._files = moved_files(request.FILES, result, three)
    request.POST = _posted(fields)


def _posted(fields) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, values in fields.items():
        posted.setlist(name, list(values))
    return posted
