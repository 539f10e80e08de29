"""The tables: who may take which action, and who may open which door. Written by hand, letter by letter.

A column is a letter of `role_world.WHO` for who may, a dot for who may not. `open` is of a case study that everybody
at the desk may see, `limited` of one that is limited to N.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from casestudies.actions import (
    add_topic,
    api_key,
    approve,
    ask_checker,
    assign,
    begin_draft,
    begin_translation,
    check_statement,
    claim_review,
    delete_case,
    delete_source,
    escalate_holdings,
    jobs,
    keep_working_copy,
    limit,
    lock_account,
    lock_record,
    lock_statement,
    look_at_override,
    manage_endpoint,
    merge_sources,
    move_case,
    name_revision,
    note,
    note_link_check,
    note_presence,
    offer_release,
    preview_link,
    publish,
    quote_passage,
    redact,
    replay,
    report_holding,
    restore,
    return_draft,
    save_draft,
    save_framework,
    save_library,
    save_source,
    schedule,
    set_coverage,
    settle_report,
    shape_endpoint,
    submit,
    teacher_pass,
    withdraw,
    write_draft,
)
from casestudies.enums import Coverage, EditionKind, JobKind
from casestudies.errors import CasebookError
from casestudies.models import AuditEntry, Delivery, Edition, ErrorReport, Job, Source
from tests.factories import (
    NOW,
    correct_case,
    document,
    make_account,
    make_holding,
    make_partner,
    make_source,
    publish_case,
)
from tests.role_world import digests, key_of

FIRST = EditionKind.INITIAL


def nothing(case):
    return {}


@dataclass(frozen=True)
class Action:
    """`act(case, by)` calls it on the case study of that `stage`. `path` and `data(case)` are the desk's door to it.

    `but` are refusals that come after the question who may, and say nothing about it.
    """

    name: str
    open: str
    limited: str
    stage: str
    act: Callable[..., Any]
    path: str = ""
    data: Callable[..., dict] = nothing
    done: int = 302
    but: tuple[type[CasebookError], ...] = field(default=())


def seen(case, **more):
    return {"base_version": case.version, "seen": " ".join(digests(case)), **more}


def first(case):
    return case.revisions.get(number=1)


def said(case, do, **more):
    return {"do": do, "key": key_of(case), **more}


def copy_of(case):
    revision = case.revisions.order_by("-number").first()
    return json.loads(revision.content)


def on(function, **more):
    """Call `function(case, by=…, now=…)` with these arguments, those that are callable made from the case."""

    def act(case, by):
        given = {name: value(case) if callable(value) else value for name, value in more.items()}
        return function(case, by=by, now=NOW, **given)

    return act


def on_statement(function, **more):
    return lambda case, by: function(case, key_of(case), by=by, now=NOW, **more)


def own_note(case, by):
    """The draft's note, as if `by` had written it."""
    found = case.notes.get()
    type(found).objects.filter(pk=found.pk).update(by=by.pk or found.by_id)
    return found


def a_report(case):
    return ErrorReport.objects.create(
        case_study=case, edition_number=1, message="Not so.", email="reader@example.org", received_at=NOW
    )


def passed(case):
    """A teacher pass for the case study, granted before."""
    return teacher_pass.grant_teacher_pass(case, by=make_account(), now=NOW, label="Dr Okoye", days=30)[0]


def offered(case, by=None):
    """The text, offered to a partner before."""
    until = NOW + timedelta(days=400)
    how = {"embargoed_until": until, "expected": digests(case), "by": by or make_account(), "now": NOW}
    return offer_release.offer_release(case, [make_partner()], **how).case_study


def unwanted(case):
    """That somebody else wants its text removed."""
    return redact.ask_to_redact(case.editions.get(), by=make_account(), now=NOW, reason="A court.")


EVERYBODY_NAMED = {"assignee": None, "deadline": None, "review_by": None}

# fmt: off
ACTIONS = [
    # Writing
    Action("save_draft.lock_draft", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: save_draft.lock_draft(case.pk, by=by, base_version=case.version)),
    Action("save_draft.settle_draft", "A.EP..SN...", "......SN...", "draft", on(save_draft.settle_draft)),
    Action("write_draft.write_draft", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: write_draft.write_draft(copy_of(case), teaching={}, slug=case.slug, by=by, now=NOW)),
    Action("keep_working_copy.keep_working_copy", "A.EP..SN...", "......SN...", "draft",
           on(keep_working_copy.keep_working_copy, base_version=1, fields={})),
    Action("name_revision.name_revision", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: name_revision.name_revision(first(case), "Read by legal", by=by, now=NOW),
           "history/1/name/", lambda case: {"name": "Read by legal"}),
    Action("restore.restore_revision", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: restore.restore_revision(case, first(case), by=by, now=NOW, base_version=case.version)),
    Action("restore.restore_edition", "A.EP..SN...", "......SN...", "live",
           lambda case, by: restore.restore_edition(
               case, case.editions.get(), by=by, now=NOW, base_version=case.version), but=(CasebookError,)),
    Action("restore.restore_section", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: restore.restore_section(
               case, str(case.sections.first().uuid), first(case), by=by, now=NOW, base_version=case.version),
           but=(CasebookError,)),
    Action("add_topic.add_topic", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: add_topic.add_topic(
               case, case.topics.first(), by=by, now=NOW, base_version=case.version)),
    Action("begin_translation.begin_translation", "A.EP..SN...", "......SN...", "draft",
           on(begin_translation.begin_translation, language="fr"), "translations/", lambda case: {"language": "fr"}),
    Action("note_presence.note_presence", "AFEP.MSN...", "......SN...", "draft",
           on(note_presence.note_presence, is_typing=False)),
    Action("delete_case.delete_case", "..EP..S....", "......S....", "draft", on(delete_case.delete_case)),
    # Review
    Action("submit.submit", "A.EP..SN...", "......SN...", "draft", on(submit.submit), "submit/", seen),
    Action("claim_review.claim_review", "..EP..S....", "......S....", "review", on(claim_review.claim_review),
           "claim/"),
    Action("claim_review.release_review", "..EP..S....", "......S....", "claimed", on(claim_review.release_review),
           "release/"),
    Action("approve.approve", "..EP..S....", "......S....", "review", on(approve.approve, expected=digests),
           "approve/", seen),
    Action("return_draft.return_draft", "..EP..S....", "......S....", "review",
           on(return_draft.return_draft, reason="Too long."), "return/", lambda case: {"reason": "Too long."}),
    # Publication
    Action("publish.publish", "...P..S....", "......S....", "approved",
           on(publish.publish, kind=FIRST, change_note="First."), "publish/", lambda case: seen(case, change_note="1")),
    Action("schedule.schedule", "...P..S....", "......S....", "approved",
           on(schedule.schedule, kind=FIRST, change_note="First.", expected=digests,
              publish_at=NOW + timedelta(days=400)),
           "schedule/", lambda case: seen(case, change_note="1", day="2099-01-01", time="09:00")),
    Action("schedule.unschedule", "...P..S....", "......S....", "scheduled", on(schedule.unschedule), "unschedule/"),
    Action("move_case.move_case", "...P..S....", "......S....", "live", on(move_case.move_case), but=(CasebookError,)),
    Action("withdraw.withdraw", "...P..S....", "......S....", "live", on(withdraw.withdraw, reason="Wrong."),
           "withdraw/", lambda case: {"reason": "Wrong."}),
    Action("withdraw.reinstate", "...P..S....", "......S....", "withdrawn", on(withdraw.reinstate, reason="Right."),
           "reinstate/", lambda case: {"reason": "Right."}),
    Action("redact.ask_to_redact", "...P..S....", "......S....", "live",
           lambda case, by: redact.ask_to_redact(case.editions.get(), by=by, now=NOW, reason="A court.")),
    Action("redact.redact", "...P..S....", "......S....", "live",
           lambda case, by: redact.redact(unwanted(case), by=by, now=NOW)),
    Action("redact.refuse_redaction", "...P..S....", "......S....", "live",
           lambda case, by: redact.refuse_redaction(unwanted(case), by=by, now=NOW, answer="No.")),
    Action("look_at_override.look_at_override", "...P..S....", "......S....", "draft",
           lambda case, by: look_at_override.look_at_override(
               AuditEntry.objects.get(subject_id=str(case.uuid), flagged=True), by=by, now=NOW)),
    Action("offer_release.offer_release", "...P..S....", "......S....", "approved", offered),
    Action("offer_release.move_release", "...P..S....", "......S....", "approved",
           lambda case, by: offer_release.move_release(
               offered(case), embargoed_until=NOW + timedelta(days=401), by=by, now=NOW)),
    Action("offer_release.cancel_release", "...P..S....", "......S....", "approved",
           lambda case, by: offer_release.cancel_release(offered(case), reason="Settled.", by=by, now=NOW)),
    # Whose turn it is, and who sees it
    Action("assign.assign", "..EP..S....", "......S....", "draft", on(assign.assign, **EVERYBODY_NAMED), "assign/"),
    Action("limit.limit", "..EP..S....", "......S....", "draft", on(limit.limit, to=None), "limit/",
           lambda case: {"is_limited": ""}),
    # Fact-checking
    Action("check_statement.tick_statement", ".FEP..S....", "......S....", "draft",
           on_statement(check_statement.tick_statement), "check/", lambda case: said(case, "tick")),
    Action("check_statement.dispute_statement", ".FEP..S....", "......S....", "draft",
           on_statement(check_statement.dispute_statement, note="No."), "check/",
           lambda case: said(case, "dispute", note="No.")),
    Action("check_statement.ask_about_statement", ".FEP..S....", "......S....", "draft",
           on_statement(check_statement.ask_about_statement, note="When?"), "check/",
           lambda case: said(case, "ask", note="When?")),
    Action("check_statement.clear_verdict", ".FEP..S....", "......S....", "draft",
           on_statement(check_statement.clear_verdict), but=(CasebookError,)),
    Action("lock_statement.lock_statement", ".FEP..S....", "......S....", "draft",
           on_statement(lock_statement.lock_statement)),
    Action("lock_statement.allow_checker", ".FEP..S....", "......S....", "draft", on(lock_statement.allow_checker)),
    Action("quote_passage.quote_passage", ".FEP..S....", "......S....", "draft",
           on_statement(quote_passage.quote_passage, source_key="wiggers2024", words="They leaked it.")),
    Action("ask_checker.ask_checker", ".FEP..S....", "......S....", "draft",
           on(ask_checker.ask_checker, name="Kim", email="kim@example.org")),
    Action("ask_checker.revoke_check_request", ".FEP..S....", "......S....", "draft",
           lambda case, by: ask_checker.revoke_check_request(case.check_requests.get(), by=by, now=NOW)),
    # Notes
    Action("note.write_note", "AFEP..SN...", "......SN...", "draft", on(note.write_note, body="Who says so?"),
           "notes/", lambda case: {"do": "write", "body": "Who says so?"}),
    Action("note.edit_note", "AFEP..SN...", "......SN...", "draft",
           lambda case, by: note.edit_note(own_note(case, by), by=by, now=NOW, body="Who said so?")),
    Action("note.resolve_note", "AFEP..SN...", "......SN...", "draft",
           lambda case, by: note.resolve_note(case.notes.get(), by=by, now=NOW)),
    Action("note.reopen_note", "AFEP..SN...", "......SN...", "draft",
           lambda case, by: note.reopen_note(case.notes.get(), by=by, now=NOW), but=(CasebookError,)),
    # Reports from readers
    Action("settle_report.accept_report", "..EP..S....", "......S....", "live",
           lambda case, by: settle_report.accept_report(a_report(case), by=by, now=NOW)),
    Action("settle_report.decline_report", "..EP..S....", "......S....", "live",
           lambda case, by: settle_report.decline_report(a_report(case), by=by, now=NOW)),
    Action("settle_report.answer_report", "..EP..S....", "......S....", "live",
           lambda case, by: settle_report.answer_report(a_report(case), by=by, now=NOW, words="Thank you.")),
    # Private links
    Action("preview_link.make_preview_link", "A.EP..SN...", "......SN...", "draft",
           on(preview_link.make_preview_link, label="Legal", days=7), "preview/links/",
           lambda case: {"label": "Legal", "days": "7"}, done=200),
    Action("preview_link.revoke_preview_link", "A.EP..SN...", "......SN...", "draft",
           lambda case, by: preview_link.revoke_preview_link(case.preview_links.get(), by=by, now=NOW)),
    # Teacher passes
    Action("teacher_pass.grant_teacher_pass", "..EP..S....", "......S....", "live",
           on(teacher_pass.grant_teacher_pass, label="Dr Okoye", days=30)),
    Action("teacher_pass.revoke_teacher_pass", "..EP..S....", "......S....", "live",
           lambda case, by: teacher_pass.revoke_teacher_pass(passed(case), by=by, now=NOW)),
]
# fmt: on


def topic(by):
    return save_library.save_topic({"slug": "new", "name": "New"}, by=by, now=NOW, overwrite=True)


def person(by):
    return save_library.save_person({"key": "new", "name": "New"}, by=by, now=NOW, overwrite=True)


def party(by):
    return save_library.save_party({"key": "new", "name": "New"}, by=by, now=NOW, overwrite=True)


def instrument(by):
    item = {"key": "new", "title": "New", "kind": "law", "jurisdiction": "US"}
    return save_library.save_instrument(item, by=by, now=NOW, overwrite=True)


def framework(by):
    item = {"key": "new", "version": "1", "name": "New", "terms": []}
    return save_framework.save_framework(item, by=by, now=NOW, overwrite=True)


def source(key):
    def act(by):
        item = {"key": key, "type": "report", "title": "New", "authors": []}
        return save_source.save_source(item, by=by, now=NOW, overwrite=True)

    return act


def a_source():
    return Source.objects.get(key="wiggers2024")


def lock(by):
    return lock_record.lock_record(a_source(), by=by, base_version=a_source().save_count)


def lock_somebody(by):
    account = make_account(username="somebody", is_superuser=False)
    return lock_account.lock_account(account, by=by, base=lock_account.state_of_account(account))


def danger(by):
    return note_link_check.mark_dangerous(a_source(), True, by=by, now=NOW)


def checked_link(by):
    found = note_link_check.LinkFound.__new__(note_link_check.LinkFound)
    return note_link_check.note_link_check(a_source().pk, "https://example.org/another", found, by=by, now=NOW)


def begin(by):
    return begin_draft.begin_draft(document(seed="begun"), slug="begun", notes=[], by=by, now=NOW)


def delete(by):
    return delete_source.delete_source(make_source("lonely"), by=by, now=NOW)


def bring_back(by):
    gone = delete_source.delete_source(make_source("lonely"), by=make_account(), now=NOW)
    return delete_source.restore_source(gone, by=by, now=NOW)


def merge_unused(by):
    return merge_sources.merge_sources(make_source("lonely"), a_source(), by=by, now=NOW)


def merge_used(by):
    """Limited drafts cite the one that goes, so only who may change all of them can merge it."""
    return merge_sources.merge_sources(a_source(), make_source("lonely"), by=by, now=NOW)


def holding(by):
    edition = Edition.objects.first()
    return report_holding.report_holding(make_partner(), edition.case_study, edition=edition, url="", by=by, now=NOW)


def no_holding(by):
    return report_holding.delete_holding(make_holding(Edition.objects.first()), by=by, now=NOW)


def issued(by):
    return api_key.issue_key(make_partner(), by=by, now=NOW, name="Site", scopes=["read"])[0]


def rotated(by):
    return api_key.rotate_key(issued(make_account()), by=by, now=NOW, overlap=timedelta(days=7))


def revoked(by):
    return api_key.revoke_key(issued(make_account()), by=by, now=NOW, reason="It leaked.")


WANTED = shape_endpoint.Wanted("https://partner.example/hook")


def endpoint(by):
    return manage_endpoint.create_endpoint(make_partner(), WANTED, by=by, now=NOW)[0]


def on_endpoint(function, **more):
    """An action that changes an endpoint, with it made before."""
    return lambda by: function(endpoint(make_account()), by=by, now=NOW, **more)


def replayed(by):
    settled = manage_endpoint.send_test(endpoint(make_account()), by=make_account(), now=NOW)
    Delivery.objects.update(state="delivered")
    return replay.replay(settled, by=by, now=NOW)


def covered(by):
    return set_coverage.set_coverage(make_partner(), Coverage.EVERYTHING, by=by, now=NOW)


def wrong_copy():
    """A copy of a text that was corrected since."""
    copy = make_holding(publish_case())
    correct_case(copy.edition, now=NOW)
    return copy


def reminded(by):
    return escalate_holdings.remind_now(wrong_copy(), by=by, now=NOW)


def put_off(by):
    until = NOW + timedelta(days=1)
    return escalate_holdings.put_off(wrong_copy(), until=until, remark="Called.", by=by, now=NOW)


def job(by):
    return jobs.ask_job(JobKind.IMPORT_SOURCES, "Zotero", {"items": []}, by=by, now=NOW)


def job_again(by):
    asked = Job.objects.create(kind=JobKind.IMPORT_SOURCES, label="x", task={}, asked_at=NOW, asked_by_id=OTHERS["job"])
    return jobs.ask_again(asked, by=by, now=NOW)


OTHERS: dict[str, int] = {}  # "job": the account that asked for the job

# Actions on the shared library, and on work in the background. No case study is limited here.
LIBRARY = {
    "save_library.save_topic": ("..EP..S....", topic),
    "save_library.save_person": ("..EP..S....", person),
    "save_library.save_party": ("..EP..S....", party),
    "save_library.save_instrument": ("..EP..S....", instrument),
    "save_framework.save_framework": ("..EP..S....", framework),
    "save_source.save_source": ("A.EP..SN...", source("new")),
    "save_source.save_source again": ("AFEP..SN...", source("wiggers2024")),
    "lock_record.lock_record": ("AFEP..SN...", lock),
    "lock_account.lock_account": (".....MS....", lock_somebody),
    "note_link_check.mark_dangerous": ("AFEP..SN...", danger),
    "note_link_check.note_link_check": ("AFEP..SN...", checked_link),
    "begin_draft.begin_draft": ("A.EP..SN...", begin),
    "delete_source.delete_source": ("..EP..S....", delete),
    "delete_source.restore_source": ("AFEP..SN...", bring_back),
    "merge_sources.merge_sources": ("..EP..S....", merge_unused),
    "merge_sources.merge_sources, limited": ("......S....", merge_used),
    "report_holding.report_holding": ("....R.S....", holding),
    "report_holding.delete_holding": ("....R.S....", no_holding),
    "api_key.issue_key": ("....R.S....", issued),
    "api_key.rotate_key": ("....R.S....", rotated),
    "api_key.revoke_key": ("....R.S....", revoked),
    "manage_endpoint.create_endpoint": ("....R.S....", endpoint),
    "manage_endpoint.change_endpoint": ("....R.S....", on_endpoint(manage_endpoint.change_endpoint, wanted=WANTED)),
    "manage_endpoint.switch_on": ("....R.S....", on_endpoint(manage_endpoint.switch_on)),
    "manage_endpoint.switch_off": ("....R.S....", on_endpoint(manage_endpoint.switch_off)),
    "manage_endpoint.rotate_secret": ("....R.S....", on_endpoint(manage_endpoint.rotate_secret)),
    "manage_endpoint.send_test": ("....R.S....", on_endpoint(manage_endpoint.send_test)),
    "manage_endpoint.delete_endpoint": ("....R.S....", on_endpoint(manage_endpoint.delete_endpoint)),
    "replay.replay_range": ("....R.S....", on_endpoint(replay.replay_range, since=NOW, until=NOW + timedelta(days=1))),
    "replay.replay": ("....R.S....", replayed),
    "set_coverage.set_coverage": ("....R.S....", covered),
    "escalate_holdings.remind_now": ("....R.S....", reminded),
    "escalate_holdings.put_off": ("....R.S....", put_off),
    "jobs.ask_job": ("AFEP..SN...", job),
    "jobs.ask_again": ("A....MS....", job_again),  # A asked for it
}

# Functions with a `by` that decide nothing about who may: the function that calls them did.
INSIDE = {
    "try_holding.try_holding": "writes nothing down",
    "try_webhooks.change_endpoint": "writes nothing down",
    "try_webhooks.create_endpoint": "writes nothing down",
    "try_webhooks.delete_endpoint": "writes nothing down",
    "try_webhooks.replay": "writes nothing down",
    "try_webhooks.replay_range": "writes nothing down",
    "try_webhooks.rotate_secret": "writes nothing down",
    "try_webhooks.send_test": "writes nothing down",
    "bulk.ask_bulk": "asks ask_job, and every step asks for itself",
    "bulk.foresee": "shows those drafts alone that are seen",
    "bulk.take_batch": "a part of run_job; every step asks for itself",
    "delete_source.keep_deleted": "a part of delete_source",
    "keep_working_copy.drop_saved_copy": "drops one's own",
    "keep_working_copy.drop_working_copy": "drops one's own",
    "lapse.lapse": "a part of settle_draft",
    "note_account_change.note_account_change": "records what the admin let happen",
    "note_account_change.note_role_change": "records what the admin let happen",
    "note_library_change.note_library_change": "records what the admin let happen",
    "note_link_check.audit_source": "a part of what it records",
    "note_presence.end_presence": "ends one's own",
    "publication_checks.check_approval": "a part of publish and schedule",
    "read_notifications.read_notification": "takes one's own alone",
    "read_notifications.read_all": "takes one's own alone",
    "record.audit": "a part of every action",
    "report_holding.audit_partner": "a part of what it records",
    "report_holding.resolve": "a part of report_holding",
    "save_draft.keep_revision": "a part of settle_draft",
    "save_library.write_record": "a part of save_topic and its like",
    "settle_source.settle_source": "a part of saving a source",
    "store_media.store_media": "bytes that no draft shows yet",
    "tell_recipients.cancel_with_approval": "a part of what ends an approval",
    "tell_outdated.tell_outdated": "a part of saving a shared record",
}

# Doors that are read: `{pk}` is the draft's, `{slug}` its address. Who finds it, open and limited.
READ = [
    ("/admin/casestudies/casestudy/{pk}/change/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/delete/", "..EP..S....", "......S...."),
    ("/admin/casestudies/casestudy/{pk}/history/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/check/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/compare/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/readiness/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/notes/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/preview/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/translations/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/preview/links/", "A.EP..SN...", "......SN..."),
    ("/admin/casestudies/casestudy/{pk}/embargo/", "...P..S....", "......S...."),
    ("/admin/casestudies/revision/{revision}/change/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/teacherpass/grant/?case={pk}", "..EP..S....", "..EP..S...."),
    ("/admin/casestudies/auditentry/{entry}/change/", "..EP.MS....", "......S...."),
    ("/cases/{slug}/", "...........", "..........."),
    ("/cases/{slug}/editions/", "...........", "..........."),
    ("/api/v1/case-studies/{slug}/", "...........", "..........."),
    ("/api/v1/case-studies/{slug}/editions/", "...........", "..........."),
]

# Lists and searches: who finds the open draft by its title, and who the limited one.
LISTS = [
    ("/admin/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/casestudy/?q={word}", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/revision/", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/auditentry/", "..EP.MS....", "......S...."),
    ("/admin/casestudies/auditentry/?q={word}", "..EP.MS....", "......S...."),
    ("/admin/casestudies/source/{source}/change/", "AFEP.MSN...", "......SN..."),
    (
        "/admin/autocomplete/?app_label=casestudies&model_name=revision&field_name=case_study&term={word}",
        "AFEP.MSN...",
        "......SN...",
    ),
    (
        "/admin/casestudies/casestudy/search/?app_label=casestudies&model_name=section&field_name=case_study&term={word}",
        "AFEP.MSN...",
        "......SN...",
    ),
    ("/admin/search/?s={word}", "...........", "..........."),  # finds pages of the desk alone
    ("/admin/casestudies/edition/", "...........", "..........."),
    ("/admin/casestudies/edition/?q={word}", "...........", "..........."),
    # The filter calls a case study what its draft is called.
    ("/admin/casestudies/edition/?case_study__id__exact={live}", "AFEP.MSN...", "......SN..."),
    ("/admin/casestudies/correction/", "...........", "..........."),
    ("/admin/casestudies/teacherpass/", "...........", "..........."),
    ("/admin/casestudies/holding/", "...........", "..........."),
    ("/admin/casestudies/withdrawal/", "...........", "..........."),
    ("/cases/?q={word}", "...........", "..........."),
    ("/feed.atom", "...........", "..........."),
    ("/sitemap.xml", "...........", "..........."),
    ("/api/v1/case-studies/?q={word}", "...........", "..........."),
]
