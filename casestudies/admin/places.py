"""Where a problem can be mended: the field of the case study's form, or the page of a source."""

import re
from functools import cached_property

from django.urls import reverse

from casestudies.admin.problems import ROW, target_of
from casestudies.models import Reference

SOURCE = re.compile(r"sources\[(?P<index>\d+)\](?:\.(?P<field>\w+))?\Z")
CHECKING = "checking"


class Places:
    """The places of one draft, found for one account. One query, and only where a source has a problem."""

    def __init__(self, draft, document, account, form_rows=None):
        """`form_rows` are the numbers of the rows in a form, where their order there is another."""
        self.draft, self.document, self.account, self.form_rows = draft, document, account, form_rows or {}

    @cached_property
    def references(self):
        """`{key: (row in the form, id of the source)}`"""
        rows = Reference.objects.filter(case_study=self.draft).order_by("position", "id")
        found = rows.values_list("source__key", "source_id")
        return {key: (index, pk) for index, (key, pk) in enumerate(found)}

    @cached_property
    def sees_sources(self):
        return any(self.account.has_perm(f"casestudies.{verb}_source") for verb in ("view", "change"))

    def row(self, problem):
        """`{"message", "target", "address"}`: the id of an element of the form, or the address of another page."""
        source = SOURCE.match(problem.place)
        if source:
            return {"message": problem.message, **self.of_source(int(source["index"]), source["field"])}
        if problem.place == CHECKING:
            check = reverse("admin:casestudies_casestudy_check", args=[self.draft.pk])
            return {"message": problem.message, "target": "", "address": check}
        return {"message": problem.message, "target": target_of(self.in_form(problem.place)), "address": ""}

    def in_form(self, place):
        """`sections[2].prose` -> `sections[4].prose`, where the third section is the form's fifth row."""
        found = ROW.match(place)
        rows = self.form_rows.get(found["part"], []) if found else []
        if not found or int(found["index"]) >= len(rows):
            return place
        return place.replace(f"[{found['index']}]", f"[{rows[int(found['index'])]}]", 1)

    def of_source(self, index, field):
        sources = self.document["sources"]
        key = sources[index]["key"] if index < len(sources) else ""
        if key not in self.references:
            return {"target": "references-part", "address": ""}
        row, pk = self.references[key]
        if field and self.sees_sources:
            return {"target": "", "address": reverse("admin:casestudies_source_change", args=[pk]) + f"#id_{field}"}
        return {"target": f"references-{row}", "address": ""}

    def rows(self, problems):
        return [self.row(problem) for problem in problems]

    def groups(self, groups):
        return [{"label": group.label, "problems": self.rows(group.problems)} for group in groups]
