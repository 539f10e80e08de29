"""What follows from a link's answer: its state, who is told, and what readers are shown."""

from datetime import date, timedelta

import pytest

from casestudies.actions import show_links as show_links_module
from casestudies.actions.note_link_check import Answered, LinkFound, mark_dangerous, note_link_check
from casestudies.actions.rebuild import rebuild
from casestudies.actions.show_links import show_links
from casestudies.enums import EditionKind, LinkState
from casestudies.errors import NotAllowed
from casestudies.models import AuditEntry, CaseStudy, Notification, PublicState, Rendering, Source
from casestudies.queries.integrity import verify_record
from tests.factories import NOW, document, make_account, make_case, make_source, publish_approved, publish_case

pytestmark = pytest.mark.django_db
COPY = "https://web.archive.org/web/20241127000000/https://example.org/wiggers2024"
DAY = timedelta(days=1)


def answer(answered, note="Answered.", **copy):
    return LinkFound(Answered(answered), note, **copy)


def note(source, found, *, at=NOW, by=None):
    return note_link_check(source.pk, source.url, found, by=by or make_account(), now=at)


@pytest.mark.parametrize(
    ("answers", "state", "failing"),
    [
        (["well"], "ok", False),
        (["elsewhere"], "redirected", False),
        (["refused"], "unchecked", False),
        (["gone"], "dead", True),
        (["unsafe"], "dangerous", True),
        (["failed"], "unchecked", True),
        (["failed", "failed"], "dead", True),
        (["failed", "well", "failed"], "ok", True),
        (["well", "failed"], "ok", True),
        (["gone", "well"], "ok", False),
        (["gone", "failed"], "dead", True),
        (["gone", "refused"], "unchecked", False),
        (["unsafe", "failed"], "dangerous", True),
        (["unsafe", "well"], "ok", False),
    ],
)
def test_state_follows_from_the_answers_a_day_apart(answers, state, failing):
    source = make_source()
    for number, answered in enumerate(answers):
        note(source, answer(answered), at=NOW + number * DAY)

    source.refresh_from_db()
    assert (source.link_state, source.link_failed_since is not None) == (state, failing)
    assert source.link_checked_at == NOW + (len(answers) - 1) * DAY


def test_link_that_fails_twice_within_a_day_is_not_dead():
    source = make_source()
    note(source, answer("failed"))
    note(source, answer("failed"), at=NOW + DAY - timedelta(seconds=1))

    source.refresh_from_db()
    assert (source.link_state, source.link_failed_since) == (LinkState.UNCHECKED, NOW)


def test_check_of_another_address_or_a_deleted_source_is_not_written():
    source = make_source()
    by = make_account()

    assert note_link_check(source.pk, "https://example.org/before", answer("gone"), by=by, now=NOW) is None
    assert note_link_check(source.pk + 99, source.url, answer("gone"), by=by, now=NOW) is None
    source.refresh_from_db()
    assert (source.link_state, source.link_checked_at) == (LinkState.UNCHECKED, None)


def test_check_leaves_a_form_that_is_open_alone_and_a_found_copy_does_not():
    source = make_source()
    note(source, answer("well"))
    source.refresh_from_db()
    assert source.save_count == 1

    note(source, answer("well", copy_url=COPY, copy_on=date(2024, 11, 27)))
    source.refresh_from_db()
    assert (source.save_count, source.archived_url, source.archived_on) == (2, COPY, date(2024, 11, 27))
    assert "which nobody opened yet" in source.link_note
    assert AuditEntry.objects.get(verb="source.archived").detail == {"archived_url": COPY, "answered_by": "archive.org"}


def test_found_copy_never_replaces_one_nor_undoes_an_approval():
    theirs = make_source("theirs", archived_url="https://archive.ph/x")
    note(theirs, answer("well", copy_url=COPY))
    theirs.refresh_from_db()
    assert theirs.archived_url == "https://archive.ph/x"

    draft = make_case(by=make_account())
    CaseStudy.objects.filter(pk=draft.pk).update(stage="approved")
    source = Source.objects.get(key="wiggers2024")
    note(source, answer("well", copy_url=COPY))
    source.refresh_from_db()
    assert source.archived_url == ""


def test_those_concerned_are_told_once_when_a_link_dies():
    writer, stranger = make_account(username="writer"), make_account(username="stranger")
    draft = make_case(by=writer)
    source = Source.objects.get(key="wiggers2024")

    for number in range(3):
        note(source, answer("gone"), at=NOW + number * DAY, by=stranger)

    [told] = Notification.objects.filter(kind="source_changed")
    assert (told.account, told.case_study) == (writer, draft)
    assert told.sentence == f"The link of “Title of wiggers2024” no longer answers. “{draft.title}” rests on it."
    assert told.path == "/admin/casestudies/source/with-key/wiggers2024/"
    entry = AuditEntry.objects.get(verb="source.link_changed")
    assert entry.detail == {"link": "dead", "link_before": "unchecked", "note": "Answered."}


def page_of(edition):
    return Rendering.objects.get(edition=edition).html


def test_dead_source_is_shown_to_readers_by_its_copy(client):
    edition = publish_case(slug="shown", by=make_account())
    source = Source.objects.get(key="wiggers2024")
    before, counter = page_of(edition), PublicState.objects.get().counter
    etag = client.get("/cases/shown/")["ETag"]
    note(source, answer("failed", copy_url=COPY, copy_on=date(2024, 11, 27)))
    assert (page_of(edition), PublicState.objects.get().counter) == (before, counter)

    note(source, answer("failed"), at=NOW + DAY)

    html = page_of(edition)
    assert f'<a href="{COPY}" rel="external noopener" data-originalurl="{source.url}"' in html
    assert "Its page no longer answers; the title leads to the archived copy." in html
    state = PublicState.objects.get()
    copy = {"state": "dead", "archived_url": COPY, "archived_on": "2024-11-27"}
    assert (state.link_states, state.counter) == ({"wiggers2024": copy}, counter + 1)
    assert client.get("/cases/shown/", headers={"If-None-Match": etag}).status_code == 200
    assert [finding for finding in verify_record() if finding.broken] == []

    list(rebuild())
    assert page_of(edition) == html

    note(source, answer("well"), at=NOW + 2 * DAY)
    assert page_of(edition) == before
    assert [finding for finding in verify_record() if finding.broken] == []


@pytest.mark.parametrize("turn", ["gone", "well"])
def test_check_that_is_killed_between_two_pages_keeps_what_was_done_and_the_next_does_the_rest(monkeypatch, turn):
    editions = [publish_case(slug=slug, by=make_account()) for slug in ("one", "two")]
    source = Source.objects.get(key="wiggers2024")
    if turn == "well":
        note(source, answer("gone"))
    before = [page_of(edition) for edition in editions]

    def killed(state):
        if state.edition == editions[1]:
            raise KeyboardInterrupt
        return show_links(state)

    monkeypatch.setattr(show_links_module, "show_links", killed)
    with pytest.raises(KeyboardInterrupt):
        note(source, answer(turn))
    monkeypatch.undo()
    source.refresh_from_db()
    assert source.link_state == ("dead" if turn == "gone" else "ok")
    assert [page_of(edition) != old for edition, old in zip(editions, before, strict=True)] == [True, False]

    note(source, answer(turn), at=NOW + DAY)
    assert [page_of(edition) != old for edition, old in zip(editions, before, strict=True)] == [True, True]


def test_next_edition_says_what_is_known_and_the_one_before_is_plain_again():
    by = make_account()
    first = publish_case(slug="twice", by=by)
    plain = page_of(first)
    note(Source.objects.get(key="ars2024"), answer("gone"))
    assert page_of(first) != plain

    draft = make_case(slug="twice", by=by, summary="Another summary.")
    second = publish_approved(draft, by=by, now=NOW, kind=EditionKind.UPDATE, change_note="A summary.")

    assert page_of(first) == plain
    assert "Its page no longer answers." in page_of(second)
    assert [finding for finding in verify_record() if finding.broken] == []


def test_page_is_left_alone_where_the_library_has_another_address_by_now():
    edition = publish_case(slug="moved", by=make_account())
    source = Source.objects.get(key="ars2024")
    note(source, answer("gone"))
    dead = page_of(edition)

    Source.objects.filter(pk=source.pk).update(url="https://example.org/new", link_state="unchecked")
    source.refresh_from_db()
    note(source, answer("gone"))

    assert page_of(edition) == dead


def test_dangerous_source_is_not_linked_and_stays_so_until_a_person_says_otherwise():
    by = make_account()
    edition = publish_case(slug="danger", by=by)
    source = Source.objects.get(key="wiggers2024")

    mark_dangerous(source, True, by=by, now=NOW)
    note(source, answer("well"))

    source.refresh_from_db()
    assert source.link_state == LinkState.DANGEROUS
    html = page_of(edition)
    assert source.url not in html
    assert "Its page is not safe to open." in html
    mark_dangerous(source, False, by=by, now=NOW)
    assert source.url in page_of(edition)


def test_who_may_not_edit_the_library_notes_nothing():
    source = make_source()
    reader = make_account(is_superuser=False)

    for act in (
        lambda: note(source, answer("gone"), by=reader),
        lambda: mark_dangerous(source, True, by=reader, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    source.refresh_from_db()
    assert source.link_state == LinkState.UNCHECKED


def test_limited_draft_is_told_to_nobody_who_may_not_see_it():
    writer = make_account(username="writer", is_superuser=False)
    draft = make_case(by=make_account(username="owner"))
    CaseStudy.objects.filter(pk=draft.pk).update(is_limited=True, assignee=writer)

    note(Source.objects.get(key="wiggers2024"), answer("gone"))

    assert not Notification.objects.filter(account=writer).exists()
    assert document()["title"] != draft.title
