"""Writing, answering, editing and resolving notes, and who is told."""

from datetime import timedelta

import pytest

from casestudies.actions.note import edit_note, reopen_note, resolve_note, write_note
from casestudies.enums import NotificationKind
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import AuditEntry, Note, Notification
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def ana():
    return make_account(username="ana", first_name="Ana", last_name="Ruiz")


@world
def ben():
    return make_account(username="ben.okafor")


@world
def draft(ana):
    return make_case(by=ana, title="The leak")


def write(draft, by, body="Is this so?", **changes):
    return write_note(draft, by=by, now=NOW, body=body, **changes)


def told(account):
    return [(one.kind, one.sentence) for one in Notification.objects.filter(account=account).order_by("pk")]


def test_note_keeps_its_section_and_the_words_it_is_about(draft, ana):
    section = draft.sections.first()
    note = write(draft, ana, section=section.uuid, passage="  Statement 1\n of the record. ")
    assert (note.section, note.passage, note.by, note.at) == (section.uuid, "Statement 1 of the record.", ana, NOW)
    assert AuditEntry.objects.get(verb="note.written").detail == {"note": str(note.uuid)}


def test_note_changes_neither_version_nor_history(draft, ana):
    write(draft, ana)
    before = draft.version
    draft.refresh_from_db()
    assert draft.version == before
    assert draft.revisions.count() == 1


def test_mention_tells_whom_it_names_and_leads_to_the_note(draft, ana, ben):
    note = write(draft, ana, "@ben.okafor, is this so? (@ana too.)")
    assert set(note.mentions.all()) == {ana, ben}
    sentence = "Ana Ruiz mentioned you in a note on “The leak”: @ben.okafor, is this so? (@ana too.)"
    assert told(ben) == [(NotificationKind.MENTIONED, sentence)]
    assert told(ana) == []  # who wrote it knows
    assert Notification.objects.get(account=ben).path.endswith(f"/notes/#note-{note.pk}")


def test_an_address_is_no_mention(draft, ana, ben):
    assert not write(draft, ana, "Write to press@ben.okafor please.").mentions.exists()


@pytest.mark.parametrize("body", ["", "  \n ", "x" * 4001])
def test_note_says_something_and_not_too_much(draft, ana, body):
    with pytest.raises(NotReady):
        write(draft, ana, body)
    assert not Note.objects.exists()


def test_mention_of_nobody_is_refused_and_nothing_is_kept(draft, ana):
    with pytest.raises(NotReady, match="There is nobody called @zoe who sees this case study"):
        write(draft, ana, "@zoe?")
    assert not Note.objects.exists()


def test_mention_of_who_may_not_see_a_limited_draft_tells_them_nothing(draft, ana):
    outsider = make_account(username="outsider", is_superuser=False)
    draft.is_limited = True
    draft.save()
    draft.limited_to.add(ana)
    with pytest.raises(NotReady, match="nobody called @outsider"):
        write(draft, ana, "@outsider, look.")
    assert told(outsider) == []


def test_reply_tells_the_thread_once(draft, ana, ben):
    first = write(draft, ana)
    write(draft, ben, "Yes.", reply_to=first)
    assert [kind for kind, _sentence in told(ana)] == [NotificationKind.REPLIED]
    write(draft, ana, "@ben.okafor thanks.", reply_to=first)
    assert [kind for kind, _sentence in told(ben)] == [NotificationKind.MENTIONED]


def test_reply_to_a_reply_joins_the_thread(draft, ana):
    first = write(draft, ana)
    reply = write(draft, ana, "More.", reply_to=first)
    assert write(draft, ana, "And more.", reply_to=reply).reply_to == first


def test_reply_to_another_cases_note_is_refused(draft, ana):
    other = write(make_case(by=ana), ana)
    with pytest.raises(WrongStage):
        write(draft, ana, reply_to=other)


def test_note_is_resolved_and_opened_again_once_each(draft, ana, ben):
    note = write(draft, ana)
    resolve_note(note, by=ben, now=NOW + timedelta(hours=1))
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at) == (ben, NOW + timedelta(hours=1))
    with pytest.raises(WrongStage):
        resolve_note(note, by=ana, now=NOW)
    with pytest.raises(WrongStage, match="Open it again"):
        write(draft, ana, reply_to=note)
    reopen_note(note, by=ana, now=NOW)
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at) == (None, None)
    with pytest.raises(WrongStage):
        reopen_note(note, by=ana, now=NOW)


def test_note_is_edited_by_its_writer_who_may_mention_more(draft, ana, ben):
    note = write(draft, ana)
    with pytest.raises(NotAllowed):
        edit_note(note, by=ben, now=NOW, body="Mine now")
    edit_note(note, by=ana, now=NOW + timedelta(minutes=1), body="Is this so, @ben.okafor?")
    note.refresh_from_db()
    assert (note.body, note.edited_at) == ("Is this so, @ben.okafor?", NOW + timedelta(minutes=1))
    assert len(told(ben)) == 1
    edit_note(note, by=ana, now=NOW + timedelta(minutes=2), body="Is this really so, @ben.okafor?")
    assert len(told(ben)) == 1


def test_who_may_not_discuss_does_nothing(draft, ana):
    note = write(draft, ana)
    reader = make_account(is_superuser=False)
    for act in (
        lambda: write(draft, reader),
        lambda: edit_note(note, by=reader, now=NOW, body="No"),
        lambda: resolve_note(note, by=reader, now=NOW),
        lambda: reopen_note(note, by=reader, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Note.objects.count() == 1
