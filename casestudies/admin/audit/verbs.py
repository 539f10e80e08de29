"""What each verb of the audit says in a sentence. A test fails when an action writes one that is not here.

`{who}` is who did it, `{on}` what it was done to; every other name is one of the entry's details.
"""

import re

from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\{(\w+)\}")

CASE_STUDY = {
    "case_study.created": _("{who} began {on}"),
    "case_study.translation_begun": _("{who} began the translation {on}"),
    "case_study.saved": _("{who} changed {on}"),
    "case_study.deleted": _("{who} deleted {on}"),
    "case_study.submitted": _("{who} submitted {on} for review"),
    "case_study.review_claimed": _("{who} began to review {on}"),
    "case_study.review_released": _("{who} released the review of {on}"),
    "case_study.returned": _("{who} returned {on} to its author"),
    "case_study.approved": _("{who} approved {on}"),
    "case_study.scheduled": _("{who} scheduled {on}"),
    "case_study.unscheduled": _("{who} took back the appointment of {on}"),
    "case_study.published": _("{who} published edition {edition} of {on}"),
    "case_study.not_published": _("{on}, which {who} scheduled, was not published"),
    "case_study.withdrawn": _("{who} withdrew {on}"),
    "case_study.reinstated": _("{who} reinstated {on}"),
    "case_study.redacted": _("{who} agreed to remove the text of edition {edition} of {on}"),
    "redaction.asked": _("{who} asked to remove the text of edition {edition} of {on}"),
    "redaction.refused": _("{who} refused to remove the text of edition {edition} of {on}"),
    "redaction.taken_back": _("{who} no longer asks to remove the text of edition {edition} of {on}"),
    "case_study.moved": _("{who} moved {on} to another address"),
    "case_study.assigned": _("{who} assigned {on}"),
    "case_study.limited": _("{who} limited {on} to named people"),
    "case_study.limit_lifted": _("{who} lifted the limit of {on}"),
    "case_study.revision_named": _("{who} named revision {revision} of {on}"),
    "case_study.restored": _("{who} restored {from} of {on}"),
}
AROUND_A_DRAFT = {
    "release.offered": _("{who} offered {on} under embargo to {partners}"),
    "release.moved": _("{who} moved the embargo of {on}"),
    "release.cancelled": _("{who} took back what was offered of {on} under embargo"),
    "preview_link.made": _("{who} made a private preview link of {on}"),
    "preview_link.revoked": _("{who} revoked a private preview link of {on}"),
    "check_request.made": _("{who} asked somebody without an account to check {on}"),
    "check_request.revoked": _("{who} revoked the link of a checker of {on}"),
    "statement.checked": _("{who} ticked a statement of {on}"),
    "statement.disputed": _("{who} disputed a statement of {on}"),
    "statement.asked": _("{who} asked about a statement of {on}"),
    "statement.cleared": _("{who} took back what was said of a statement of {on}"),
    "passage.quoted": _("{who} quoted {source} for a statement of {on}"),
    "passage.removed": _("{who} took away what was quoted from {source} for a statement of {on}"),
    "note.written": _("{who} wrote a note on {on}"),
    "note.edited": _("{who} edited a note on {on}"),
    "note.resolved": _("{who} resolved a note on {on}"),
    "note.reopened": _("{who} reopened a note on {on}"),
    "report.accepted": _("{who} accepted a reader’s report on {on}"),
    "report.declined": _("{who} declined a reader’s report on {on}"),
    "report.answered": _("{who} answered a reader’s report on {on}"),
    "teacher_pass.granted": _("{who} granted a teacher pass for {on}"),
    "teacher_pass.revoked": _("{who} revoked a teacher pass for {on}"),
    "teacher_pass.granted_for_all": _("{who} granted {on} a teacher pass for every case study"),
    "teacher_pass.revoked_for_all": _("{who} revoked the teacher pass of {on} for every case study"),
    "audit.looked_at": _("{who} looked at an override on {on}"),
}
SOURCE = {
    "source.standing_changed": _("{who} noted what became of the source {on}"),
    "source.link_changed": _("The link of the source {on} was looked at for {who}"),
    "source.archived": _("An archived copy of the source {on} was found for {who}"),
    "source.merged": _("{who} merged the source {on} into another"),
    "source.deleted": _("{who} deleted the source {on}"),
    "source.restored": _("{who} brought back the source {on}"),
}
PARTNERS = {
    "partner.coverage_set": _("{who} changed what {on} may receive"),
    "holding.reported": _("{who} noted that {on} carries edition {edition} of “{case_study}”"),
    "holding.taken_down": _("{who} noted that {on} took “{case_study}” down"),
    "holding.deleted": _("{who} deleted what was noted of {on} and “{case_study}”"),
    "api_key.issued": _("{who} made the API key “{name}” for {on}"),
    "api_key.rotated": _("{who} rotated the API key “{name}” of {on}"),
    "api_key.revoked": _("{who} revoked the API key “{name}” of {on}"),
}
WEBHOOKS = {
    "endpoint.created": _("{who} added a webhook endpoint of {on}: {address}"),
    "endpoint.changed": _("{who} changed a webhook endpoint of {on}: {address}"),
    "endpoint.switched_on": _("{who} switched on a webhook endpoint of {on}: {address}"),
    "endpoint.switched_off": _("{who} switched off a webhook endpoint of {on}: {address}"),
    "endpoint.secret_rotated": _("{who} made a new secret for a webhook endpoint of {on}: {address}"),
    "endpoint.deleted": _("{who} deleted a webhook endpoint of {on}: {address}"),
}
PEOPLE = {
    "account.created": _("{who} made the account of {on}"),
    "account.changed": _("{who} changed the account of {on}"),
    "role.created": _("{who} made the role {on}"),
    "role.changed": _("{who} changed the role {on}"),
    "role.deleted": _("{who} deleted the role {on}"),
}
# Shared records: what a sentence calls each.
RECORDS = {
    "topic": _("the topic"),
    "person": _("the person"),
    "party": _("the party"),
    "policyinstrument": _("the policy instrument"),
    "framework": _("the framework"),
    "source": _("the source"),
    "partner": _("the partner"),
    "publicationsettings": _("the settings of"),
}
ON_RECORDS = {
    "created": _("{who} added {kind} {on}"),
    "changed": _("{who} changed {kind} {on}"),
    "deleted": _("{who} deleted {kind} {on}"),
}

# The sentence of every verb, and what it calls the kind of record.
SENTENCES = {f"{record}.{done}": (said, kind) for record, kind in RECORDS.items() for done, said in ON_RECORDS.items()}
EVERYTHING_ELSE = CASE_STUDY | AROUND_A_DRAFT | SOURCE | PARTNERS | WEBHOOKS | PEOPLE
SENTENCES |= {verb: (said, "") for verb, said in EVERYTHING_ELSE.items()}

# What an entry may be about, by `subject_type`.
SUBJECTS = {
    "case_study": _("Case study"),
    "source": _("Source"),
    "topic": _("Topic"),
    "party": _("Party"),
    "policyinstrument": _("Policy instrument"),
    "framework": _("Framework"),
    "person": _("Person"),
    "partner": _("Partner"),
    "account": _("Account"),
    "role": _("Role"),
    "teacherpass": _("Teacher pass"),
    "publicationsettings": _("Settings"),
}


def template_of(verb: str) -> str:
    """The sentence of a verb, its kind of record filled in; one that nobody knows is shown as it stands."""
    sentence, kind = SENTENCES.get(verb, (verb.replace("{", "").replace("}", "") + ": {who}, {on}", ""))
    return str(sentence).replace("{kind}", str(kind))


def done_in_words(verb: str) -> str:
    """The verb for a list to choose from: `… approved …`."""
    return PLACEHOLDER.sub("…", template_of(verb))


def said_by(verb: str) -> list[str]:
    """The details that the sentence itself tells."""
    return PLACEHOLDER.findall(template_of(verb))
