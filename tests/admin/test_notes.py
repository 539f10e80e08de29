"""Notes at the desk: the panel, the page, and what is answered to a script."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions.note import write_note
from casestudies.models import Note
from tests.admin.forms import address, text_of
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def ana():
    return make_account(username="ana")


@world
def client(ana):
    browser = Client()
    browser.force_login(ana)
    return browser


@world
def draft(ana):
    return make_case(by=ana)


def post(client, draft, script=True, **fields):
    headers = {"X-Casebook": "list"} if script else {}
    return client.post(address(draft, "notes"), fields, headers=headers)


def test_note_is_written_about_words_of_a_section(client, draft):
    section = draft.sections.first()
    answer = post(client, draft, do="write", body="<b>Is this so?", section=str(section.pk), passage="Statement 1")
    assert answer.status_code == 200
    assert "&lt;b&gt;Is this so?" in answer.content.decode()
    note = Note.objects.get()
    assert (note.section, note.passage) == (section.uuid, "Statement 1")
    panel = text_of(client.get(address(draft)))
    assert "1 open" in panel
    assert "Statement 1" in panel


def test_without_a_script_the_page_follows(client, draft):
    answer = post(client, draft, script=False, do="write", body="Is this so?")
    assert (answer.status_code, answer["Location"]) == (302, address(draft, "notes"))
    assert "Is this so?" in text_of(client.get(answer["Location"]))


@pytest.mark.parametrize("script", [True, False])
def test_what_is_refused_stands_there_as_typed(client, draft, script):
    answer = post(client, draft, script=script, do="write", body="@zoe: look", passage="Statement 1")
    assert answer.status_code == 422
    assert "There is nobody called @zoe" in text_of(answer)
    assert "@zoe: look</textarea>" in answer.content.decode()
    assert 'name="passage" value="Statement 1"' in answer.content.decode()


def test_a_thread_is_answered_resolved_and_opened_again(client, draft, ana):
    note = write_note(draft, by=ana, now=NOW, body="Is this so?")
    pk = str(note.pk)
    assert "Yes, it is." in text_of(post(client, draft, do="reply", note=pk, body="Yes, it is."))
    assert "Is it not?" in text_of(post(client, draft, do="edit", note=pk, body="Is it not?"))
    assert "1 resolved note" in text_of(post(client, draft, do="resolve", note=pk))
    assert "Somebody did this already." in text_of(post(client, draft, do="resolve", note=pk))
    assert "1 resolved note" not in text_of(post(client, draft, do="reopen", note=pk))


@pytest.mark.parametrize("note", ["", "x", "0", "999999", "9" * 40, "-1"])
def test_no_such_note_is_not_found(client, draft, note):
    assert post(client, draft, do="reply", note=note, body="Yes").status_code == 404


def test_another_cases_note_is_not_found(client, draft, ana):
    other = write_note(make_case(by=ana), by=ana, now=NOW, body="Elsewhere")
    assert post(client, draft, do="resolve", note=str(other.pk)).status_code == 404
    other.refresh_from_db()
    assert other.resolved_at is None


def test_odd_requests_do_no_harm(client, draft, ana):
    note = write_note(draft, by=ana, now=NOW, body="Is this so?")
    assert post(client, draft, do="explode", note=str(note.pk)).status_code == 404
    assert client.put(address(draft, "notes")).status_code == 405
    assert post(client, draft, do="write", body="x", section="9" * 50).status_code == 200


def test_limited_notes_do_not_exist_for_others(client, draft, ana):
    write_note(draft, by=ana, now=NOW, body="ZZSECRETZZ")
    draft.is_limited = True
    draft.save()
    client.force_login(make_account(is_superuser=False))
    assert client.get(address(draft, "notes")).status_code in (403, 404)
    assert post(client, draft, do="write", body="Me too").status_code in (403, 404)
    assert Note.objects.count() == 1


def test_queries_do_not_grow_with_the_notes(client, draft, ana):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            client.get(address(draft, "notes"))
        return len(queries)

    write_note(draft, by=ana, now=NOW, body="One")
    ask()
    one = ask()
    for number in range(12):
        first = write_note(draft, by=ana, now=NOW, body=f"@ana {number}")
        write_note(draft, by=make_account(), now=NOW, body="Yes", reply_to=first)
    assert ask() == one
