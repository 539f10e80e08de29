"""A source's page: what rests on it, its standing, its link; merging, deleting and bringing back."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from casestudies.actions.save_draft import lock_draft, settle_draft
from casestudies.actions.schedule import schedule
from casestudies.actions.submit import submit
from casestudies.enums import EditionKind
from casestudies.models import CaseStudy, DeletedSource, Job, Notification, Source
from tests.admin.forms import fields_of, text_of
from tests.factories import NOW, approve_case, make_account, make_case, make_source, publish_case

pytestmark = pytest.mark.django_db


def page(source):
    return reverse("admin:casestudies_source_change", args=[source.pk])


def source(key="wiggers2024"):
    return Source.objects.get(key=key)


def test_page_lists_every_statement_with_the_texts_that_hold_it(desk, editor):
    edition = publish_case(slug="live", by=editor)
    make_case(slug="live", by=editor, sections=1)  # the draft has lost the second statement

    text = text_of(desk.get(page(source())))

    assert edition.case_study.title in text
    assert "Statement 1 of the record. Part 1 · in the draft, edition 1, live · Not checked" in text
    assert "Statement 2 of the record. Part 2 · edition 1, live" in text
    assert "The form appears" not in text
    assert "The form appears" in text_of(desk.get(page(source("letter2024"))))
    assert "Participation is voluntary" in text_of(desk.get(page(source("ars2024"))))


def test_draft_whose_address_alone_was_saved_stays_on_the_page(desk, editor):
    draft = make_case(slug="first", by=editor)
    with transaction.atomic():
        locked = lock_draft(draft.pk, by=editor, base_version=draft.version)
        locked.slug = "second"
        locked.save()
        assert settle_draft(locked, by=editor, now=NOW, slug_before="first") is None

    assert "Statement 1 of the record. Part 1 · in the draft" in text_of(desk.get(page(source())))


def test_page_costs_the_same_with_1_and_with_6_case_studies(desk, editor):
    publish_case(slug="first", by=editor)
    desk.get(page(source()))
    with CaptureQueriesContext(connection) as few:
        desk.get(page(source()))
    for number in range(5):
        publish_case(slug=f"more-{number}", by=editor)
    with CaptureQueriesContext(connection) as many:
        assert desk.get(page(source())).content.count(b"desk-use-case") >= 6

    assert len(few) == len(many)


def test_limited_draft_shows_its_edition_alone_to_others(client, writer, editor):
    publish_case(slug="public", by=editor)
    draft = make_case(slug="public", by=editor, title="SECRET title", sections=1)
    CaseStudy.objects.update(is_limited=True)
    never = make_case(slug="never", by=editor, title="SECRET other")
    CaseStudy.objects.filter(pk=never.pk).update(is_limited=True)
    client.force_login(writer)

    text = text_of(client.get(page(source())))

    assert "SECRET" not in text
    assert "in the draft" not in text
    assert "Statement 2 of the record. Part 2 · edition 1, live" in text
    assert draft.pk


def test_changed_standing_is_told_and_shown(desk, editor):
    author = make_account(username="author")
    make_case(by=author)
    fields = fields_of(desk.get(page(source())), "source_form")

    saved = desk.post(
        page(source()),
        fields | {"standing": "retracted", "standing_note": "Withdrawn in May.", "_continue": "1"},
        follow=True,
    )

    assert "Look again at 1 case study" in text_of(saved)
    assert "Retracted by its publisher. Withdrawn in May." in text_of(saved)
    [told] = Notification.objects.filter(kind="source_changed")
    assert told.account == author
    assert told.sentence.startswith("“Title of wiggers2024” was retracted by its publisher. Look again")


def test_new_address_is_unchecked_again(desk):
    there = make_source("there2024", link_state="dead", link_note="Answered with status 404.")
    fields = fields_of(desk.get(page(there)), "source_form")

    desk.post(page(there), fields | {"url": "https://example.org/found-again"})

    there.refresh_from_db()
    assert (there.link_state, there.link_note, there.link_checked_at) == ("unchecked", "", None)


def test_deleted_source_is_offered_back_at_once(desk):
    there = make_source("there2024")

    deleted = desk.post(reverse("admin:casestudies_source_delete", args=[there.pk]), {"post": "yes"}, follow=True)
    assert "“Title of there2024” is deleted. Undo" in text_of(deleted)
    listed = desk.get("/admin/casestudies/source/deleted/")
    assert "Title of there2024" in text_of(listed)
    back = desk.post(reverse("admin:casestudies_source_restore", args=[DeletedSource.objects.get().uuid]))

    assert back["Location"] == page(source("there2024"))
    assert "Title of there2024" not in text_of(desk.get("/admin/casestudies/source/deleted/"))


def test_merge_is_found_confirmed_and_done(desk, editor):
    draft = make_case(by=editor)
    make_source("new2024")
    address = reverse("admin:casestudies_source_merge", args=[source("ars2024").pk])
    assert "Title of new2024" in text_of(desk.get(address, {"words": "new2024"}))
    confirm = desk.get(address, {"into": "new2024"})
    assert "1 draft will cite “Title of new2024 (2024)” instead and keep a revision:" in text_of(confirm)
    assert f"<li>{draft.title}</li>" in confirm.content.decode()

    done = desk.post(address, fields_of(confirm, "merge-form"), follow=True)

    assert "Merged. 1 draft cites “new2024” now." in text_of(done)
    moved = desk.get("/admin/casestudies/source/with-key/ars2024/")
    assert moved["Location"] == page(source("new2024"))


def test_merge_says_first_what_lapses_and_tells_those_concerned_once(desk, editor):
    writer, reviewer = make_account(username="writer"), make_account(username="reviewer")
    make_case(title="A draft")
    for name in ("approved", "scheduled"):
        draft = make_case(title=f"The {name} one", by=writer)
        submit(draft, by=writer, now=NOW)
        expected = approve_case(draft, by=reviewer)
        draft.refresh_from_db()
        if name == "scheduled":
            schedule(
                draft,
                by=reviewer,
                now=NOW,
                kind=EditionKind.INITIAL,
                change_note="First.",
                expected=expected,
                publish_at=datetime(2026, 12, 1, 9, tzinfo=UTC),
            )
    Notification.objects.all().delete()
    address = reverse("admin:casestudies_source_merge", args=[source("ars2024").pk])

    confirm = desk.get(address, {"into": "letter2024"})

    (lapses,) = html.fromstring(confirm.content.decode()).xpath("//dt[.='Lapses']/following-sibling::dd[1]")
    assert [item.text_content() for item in lapses.iter("li")] == [
        "the approval of “The approved one”",
        "the approval of “The scheduled one” and its appointment for 1 December 2026, 09:00",
    ]
    desk.post(address, fields_of(confirm, "merge-form"))
    told = Notification.objects.filter(account=writer).values_list("case_study__title", flat=True)
    assert sorted(told) == ["The approved one", "The scheduled one"]


def test_merge_into_nothing_or_itself_asks_again(desk):
    one = make_source("one2024")
    address = reverse("admin:casestudies_source_merge", args=[one.pk])

    for into in ("", "none", "one2024", "\x01"):
        assert "Find the one that stays" in text_of(desk.post(address, {"into": into}))
    assert desk.get(reverse("admin:casestudies_source_merge", args=[one.pk + 99])).status_code == 404


def test_link_is_looked_at_and_marked_on_request(desk, editor):
    there = make_source("there2024")

    asked = desk.post(reverse("admin:casestudies_source_check_link", args=[there.pk]))
    assert asked["Location"] == f"/admin/jobs/{Job.objects.get().uuid}/"
    desk.post(reverse("admin:casestudies_source_mark_link", args=[there.pk]), {"dangerous": "1"})
    assert source("there2024").link_state == "dangerous"
    assert "Its link is dangerous. Readers are not led there. Marked as dangerous by maria." in text_of(
        desk.get(page(there))
    )
    desk.post(reverse("admin:casestudies_source_mark_link", args=[there.pk]))
    assert source("there2024").link_state == "unchecked"
    assert desk.post(reverse("admin:casestudies_source_check_links")).status_code == 302
    assert Job.objects.count() == 2


@pytest.mark.parametrize("name", ["check_link", "mark_link", "check_links"])
def test_nothing_happens_without_a_post(desk, name):
    there = make_source("there2024")
    arguments = [] if name == "check_links" else [there.pk]

    assert desk.get(reverse(f"admin:casestudies_source_{name}", args=arguments)).status_code == 404
    assert not Job.objects.exists()


def test_who_may_only_look_does_none_of_it(client):
    reader = make_account(is_superuser=False)
    there = make_source("there2024")
    client.force_login(reader)

    for name in ("check_link", "mark_link", "merge"):
        assert (
            client.post(reverse(f"admin:casestudies_source_{name}", args=[there.pk]), {"into": "x"}).status_code == 403
        )
    assert client.post(reverse("admin:casestudies_source_check_links")).status_code == 403
    assert client.get("/admin/casestudies/source/deleted/").status_code == 403
    there.refresh_from_db()
    assert there.link_state == "unchecked"
