"""A step that binds to a text: its page says which text, what it changes, what blocks it and what to look at."""

import json

from django.db.models import Max
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from casestudies.actions.lock_case import refuse_other_text, refuse_stale
from casestudies.actions.publication_checks import blocking
from casestudies.admin.addresses import case_address, public_state
from casestudies.admin.changes import changed_parts
from casestudies.admin.workflow.page import StepPage
from casestudies.errors import StaleDraft
from casestudies.models import Revision
from casestudies.queries.evidence import evidence_of
from casestudies.queries.staff import name_of
from casestudies.readiness import warning_groups


class TextPage(StepPage):
    """`blocks` says whether what is to be mended stops the step, or is only told."""

    blocks = True
    read_again = (*StepPage.read_again, "blocking", "appointment")

    def look(self):
        super().look()
        self.state = public_state(self.draft)
        self.last = self.state.edition if self.state else None
        self.is_first = self.last is None
        self.number = self.last.number + 1 if self.last else 1

    @cached_property
    def blocking(self):
        return blocking(self.draft, self.snapshot)

    @property
    def digests(self):
        return self.snapshot.content_digest, self.snapshot.teaching_digest

    @property
    def nothing_new(self):
        return bool(self.last) and self.digests == (self.last.content_digest, self.last.teaching_digest)

    @property
    def old_address(self):
        """Where the page answers until now, if that changes."""
        return case_address(self.state) if self.state and self.state.slug != self.draft.slug else ""

    def changes(self):
        """What the text changes in the edition that stands; empty for a first one, or a redacted one."""
        payload = getattr(self.last, "payload", None) if self.last else None
        return changed_parts(json.loads(payload.content), self.snapshot.document) if payload else []

    def facts(self):
        return [(_("Text"), self.text_words()), *self.change_facts()]

    def change_facts(self):
        changes = self.changes()
        return [(_("Changes"), ", ".join(changes))] if changes else []

    def text_words(self):
        number = Revision.objects.filter(case_study=self.draft).aggregate(last=Max("number"))["last"]
        words = _("The draft as saved in revision %(number)s") % {"number": number}
        who = name_of(self.draft.updated_by) if self.draft.updated_by else ""
        when = f"{self.draft.updated_at:%-d %B %Y}" if self.draft.updated_at else ""
        return ", ".join(filter(None, [words, who, when]))

    def stale(self, form):
        cleaned = form.cleaned_data
        try:
            refuse_stale(self.draft, cleaned.get("base_version"), _("decide"))
            refuse_other_text(self.draft, self.snapshot, form.expected if "seen" in cleaned else None)
        except StaleDraft as error:
            return str(error)
        return ""

    def why_not(self):
        if self.nothing_new:
            return _("The draft says word for word what edition %(number)s says.") % {"number": self.last.number}
        return super().why_not()

    def context(self, form, problems, refusal):
        found = list(dict.fromkeys([*self.blocking, *problems]))
        context = super().context(form, found, refusal)
        groups = warning_groups(self.snapshot.document, evidence_of(self.draft))
        rows = self.places.groups(groups)
        possible = context["possible"] and not (self.blocks and found)
        return context | {
            "warnings": rows,
            "warning_count": sum(len(group["problems"]) for group in rows),
            "blocks": self.blocks,
            "possible": possible,
            "asks": possible or form.is_bound,
            "changes": self.changes(),
        }
