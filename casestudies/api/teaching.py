"""The questions of the current edition with the teacher's notes, for keys that may have them. Never public."""

from casestudies.api import addresses, envelope
from casestudies.api.base import PRIVATE, ApiView, answer, links, unchanged
from casestudies.api.moved import described, gone, moved
from casestudies.api.operations.evidence import document_teaching
from casestudies.api.statements import around
from casestudies.enums import Scope
from casestudies.queries.surroundings import surroundings
from casestudies.queries.teaching import snapshot_with_notes


class TeachersNotes(ApiView):
    scope = Scope.TEACHING
    has_samples = True

    @document_teaching
    def get(self, request, slug):
        page = surroundings(slug, self.caller)
        if page is None:
            return moved(self, slug, lambda present: f"{addresses.case_study(present)}teaching/")
        gone(page)
        headers = {
            "ETag": envelope.etag(page, "teaching", self.caller.partner_id),
            **envelope.last_modified(page, self.caller, self.now),
            "Cache-Control": PRIVATE,
            "Link": links(canonical=addresses.case_page(page.slug), **described()),
        }
        found = unchanged(request, headers)
        if found is not None:
            return found
        snapshot, notes = snapshot_with_notes(page)
        questions = [
            {
                "uuid": question["uuid"],
                "prompt": question["prompt"],
                "section": question["section"],
                "minutes": question["minutes"],
                "note": notes.get(question["uuid"], ""),
            }
            for question in snapshot["questions"]
        ]
        body = {**around(page), "objectives": snapshot["objectives"], "questions": questions}
        return answer(envelope.to_json(body), headers)
