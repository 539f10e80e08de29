"""Threads of notes, in few queries, and whom a note may mention."""

from datetime import timedelta

import pytest

from casestudies.actions.note import resolve_note, write_note
from casestudies.queries.notes import may_be_mentioned, mentioned_names, threads_of
from tests.factories import NOW, make_account, make_case


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("@ana, look", ["ana"]),
        ("(@ana) and @ben.okafor.", ["ana", "ben.okafor"]),
        ("@ana @ana", ["ana"]),
        ("write to ana@example.org", []),
        ("@ana@example.org wrote", ["ana@example.org"]),
        ("a lone @ sign", []),
    ],
)
def test_names_follow_an_at_sign(body, names):
    assert mentioned_names(body) == names


@pytest.mark.django_db
def test_threads_are_newest_first_and_resolved_ones_last(django_assert_num_queries):
    ana = make_account()
    draft = make_case(by=ana)
    section = draft.sections.first()

    def write(minutes, **changes):
        return write_note(draft, by=ana, now=NOW + timedelta(minutes=minutes), body=f"Note {minutes}", **changes)

    old, done = write(1, section=section.uuid), write(5)
    write(9, reply_to=old)
    resolve_note(done, by=ana, now=NOW)
    with django_assert_num_queries(3):
        assert [thread.note.body for thread in threads_of(draft)] == ["Note 1", "Note 5"]
    for minutes in range(20, 40):
        write(write(minutes).at.minute, reply_to=old)
    with django_assert_num_queries(3):
        threads = threads_of(draft)
    assert threads[0].note.body == "Note 39" or len(threads) == 22
    of_old = next(thread for thread in threads if thread.note == old)
    assert (of_old.heading, of_old.section_pk, of_old.is_gone) == (section.heading, section.pk, False)
    assert len(of_old.replies) == 21

    section.delete()
    of_old = next(thread for thread in threads_of(draft) if thread.note == old)
    assert (of_old.heading, of_old.is_gone) == ("", True)


@pytest.mark.django_db
def test_only_who_sees_a_draft_can_be_mentioned():
    ana, chief = make_account(username="ana"), make_account(username="chief")
    make_account(username="off", is_active=False)
    make_account(username="stranger", is_superuser=False)
    draft = make_case(by=ana)
    assert [account.username for account in may_be_mentioned(draft)] == ["ana", "chief"]
    assert [account.username for account in may_be_mentioned(draft, ["ANA", "stranger"])] == ["ana"]
    ana.is_superuser = False
    ana.save()
    draft.is_limited = True
    draft.save()
    assert list(may_be_mentioned(draft)) == [chief]
