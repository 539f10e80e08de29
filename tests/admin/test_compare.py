"""Comparing, history, restoring and naming at the desk."""

import json
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from lxml import html

from casestudies.actions.name_revision import name_revision
from casestudies.actions.save_draft import settle_draft
from casestudies.models import Revision
from tests.admin.forms import address, fields_of, open_form, save, text_of
from tests.factories import NOW, make_account, make_case, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
SECRET = "Only teachers read this."


@world
def case(editor):
    """Three revisions, the first of them published."""
    case_study = make_case(slug="compared", by=editor, note=SECRET, sections=3)
    publish_case(case_study, by=editor)
    revise_case(case_study, by=editor, text="Statement 1 of the record, put better.")
    question = case_study.questions.get()
    question.teacher_note = "Another note."
    question.save()
    settle_draft(case_study, by=editor, now=NOW)
    return case_study


def compare_page(client, case_study, before, after="draft", **more):
    return client.get(address(case_study, "compare"), {"from": before, "to": after, **more})


def test_comparison_shows_words_and_counts_them(desk, case):
    page = text_of(compare_page(desk, case, "r1", "r2"))

    assert "1 section changed" in page
    assert "[inserted: , put better]" in page
    assert "2 sections unchanged" in page


def test_edition_is_compared_with_the_draft_where_nobody_chose(desk, case):
    response = desk.get(address(case, "compare"))

    assert response.status_code == 302
    assert response.url.endswith("?from=e1&to=draft")
    page = text_of(desk.get(response.url))
    assert "1 section changed, 1 teacher’s note changed." in page
    assert "First edition." not in page


def test_change_note_of_the_edition_stands_on_top(desk, case):
    assert "First edition." in text_of(compare_page(desk, case, "r1", "e1"))


def test_texts_that_say_the_same_say_so(desk, case):
    assert "Both say the same, word for word." in text_of(compare_page(desk, case, "r1", "e1"))


def test_whole_text_shows_sections_that_did_not_change(desk, case):
    assert "Statement 2 of the record." in text_of(compare_page(desk, case, "r1", "r2", all="1"))
    assert "Statement 2 of the record." not in text_of(compare_page(desk, case, "r1", "r2"))


@pytest.mark.parametrize("name", ["r99", "e99", "r0", "x", "r99999999999999999999", "<b>"])
def test_text_that_is_not_there_is_not_found(desk, case, name):
    assert compare_page(desk, case, name).status_code == 404
    assert desk.get(address(case, "restore"), {"from": name}).status_code == 404


def test_limited_case_is_not_there_for_others(desk, case, client):
    case.is_limited = True
    case.save()
    client.force_login(make_account(is_superuser=False, username="wim", is_staff=True))
    pages = [
        address(case, "compare"),
        address(case, "revisions"),
        address(case, "restore") + "?from=r1",
        reverse("admin:casestudies_casestudy_restore_section", args=[case.pk, case.sections.first().uuid])
        + "?before=2",
    ]
    from_writer(client)

    assert [client.get(page).status_code for page in pages] == [404] * 4
    named = reverse("admin:casestudies_casestudy_name_revision", args=[case.pk, 1])
    assert client.post(named, {"name": "x"}).status_code == 404


def from_writer(client):
    """May change case studies that are not limited."""
    account = make_account(is_superuser=False, username="writer")
    names = ["view_casestudy", "change_casestudy"]
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(account)


def test_reader_of_drafts_compares_and_does_not_restore(client, case):
    account = make_account(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename="view_casestudy"))
    client.force_login(account)

    response = compare_page(client, case, "r1")
    assert response.status_code == 200
    assert "Restore" not in text_of(response)
    assert client.get(address(case, "restore"), {"from": "r1"}).status_code == 403
    assert client.post(address(case, "restore") + "?from=r1", {"base_version": "3"}).status_code == 403
    assert "Restore" not in text_of(client.get(address(case, "revisions")))


@pytest.mark.parametrize("count", [1, 12])
def test_history_and_comparison_take_the_same_queries_whatever_their_length(
    desk, case, django_assert_num_queries, editor, count
):
    for number in range(count):
        revise_case(case, by=editor, text=f"Version {number}.")
    desk.get(address(case, "revisions"))

    with django_assert_num_queries(10):
        assert desk.get(address(case, "revisions")).status_code == 200
    with django_assert_num_queries(9):
        assert compare_page(desk, case, "r1", "r2").status_code == 200


def test_history_says_what_each_save_changed(desk, case):
    page = text_of(desk.get(address(case, "revisions")))

    assert "1 section changed" in page
    assert "1 teacher’s note changed" in page
    assert "the text of edition 1" in page


def test_history_goes_on_for_pages(desk, case, editor):
    for number in range(31):
        revise_case(case, by=editor, text=f"Version {number}.")

    first = desk.get(address(case, "revisions"))
    assert "Page 1 of 2" in text_of(first)
    assert 'value="r1"' not in first.content.decode()
    assert 'value="r1"' in desk.get(address(case, "revisions"), {"page": "2"}).content.decode()


def test_restoring_shows_what_will_change_and_does_it(desk, case):
    page = desk.get(address(case, "restore"), {"from": "r1"})
    assert "1 section changed, 1 teacher’s note changed." in text_of(page)

    response = desk.post(address(case, "restore") + "?from=r1", fields_of(page, "restore-form"), follow=True)

    assert "Restored as revision 4: revision 1." in text_of(response)
    first, last = case.revisions.get(number=1), case.revisions.get(number=4)
    assert (first.content_digest, first.teaching_digest) == (last.content_digest, last.teaching_digest)
    assert case.questions.get().teacher_note == SECRET


def test_edition_is_restored_the_same_way(desk, case):
    page = desk.get(address(case, "restore"), {"from": "e1"})

    desk.post(address(case, "restore") + "?from=e1", fields_of(page, "restore-form"))

    assert case.revisions.get(number=4).content_digest == case.editions.get().content_digest


def test_restoring_over_a_newer_save_is_refused_and_shows_it(desk, case, editor):
    fields = fields_of(desk.get(address(case, "restore"), {"from": "r1"}), "restore-form")
    revise_case(case, by=make_account(username="joan"), text="Meanwhile.")

    response = desk.post(address(case, "restore") + "?from=r1", fields)

    assert "joan saved this case study after you opened this page" in text_of(response)
    assert "Meanwhile" in text_of(response)
    assert Revision.objects.filter(case_study=case).count() == 4
    assert fields_of(response, "restore-form")["base_version"] == "4"


def test_restoring_what_the_draft_says_changes_nothing(desk, case):
    assert "there is nothing to restore" in text_of(desk.get(address(case, "restore"), {"from": "r3"}))
    response = desk.post(address(case, "restore") + "?from=r3", {"base_version": "3"}, follow=True)

    assert "The draft says this already" in text_of(response)
    assert Revision.objects.filter(case_study=case).count() == 3


def test_deleted_section_is_brought_back_from_the_message(desk, case):
    fields = open_form(desk, case)
    fields["sections-1-DELETE"] = "on"
    response = save(desk, case, fields)
    page = desk.get(response.url)
    assert "Bring back “Part 2”" in text_of(page)

    (undo,) = html.fromstring(page.content.decode()).xpath("//a[@class='desk-undo']/@href")
    confirm = desk.get(undo)
    assert "Statement 2 of the record." in text_of(confirm)
    desk.post(undo, fields_of(confirm, "restore-form"))

    assert list(case.sections.values_list("heading", flat=True)) == ["Part 1", "Part 2", "Part 3"]


def test_deleted_section_is_listed_until_it_is_back(desk, case, editor):
    case.sections.get(position=2).delete()
    settle_draft(case, by=editor, now=NOW)

    page = text_of(desk.get(address(case, "revisions")))
    assert "Part 2 deleted in revision 4 Bring back…" in page
    assert "Bring back" in text_of(desk.get(address(case)))
    undo = reverse("admin:casestudies_casestudy_restore_section", args=[case.pk, first_uuid(case)])
    desk.post(f"{undo}?before=4", {"base_version": "4"})

    assert "Deleted sections" not in text_of(desk.get(address(case, "revisions")))


def first_uuid(case):
    sections = json.loads(case.revisions.get(number=3).content)["sections"]
    return sections[1]["uuid"]


def test_section_that_never_was_is_not_found(desk, case):
    undo = reverse("admin:casestudies_casestudy_restore_section", args=[case.pk, uuid4()])

    assert desk.get(f"{undo}?before=3").status_code == 404
    assert desk.get(f"{undo}?before=0").status_code == 404
    assert desk.get(f"{undo}?before=x").status_code == 404


def test_revision_is_named_from_the_history(desk, case):
    named = reverse("admin:casestudies_casestudy_name_revision", args=[case.pk, 2])

    response = desk.post(named, {"name": " Before  the lawyers ", "page": "1"}, follow=True)

    assert "Before the lawyers" in text_of(response)
    assert case.revisions.get(number=2).name == "Before the lawyers"
    assert desk.get(named).status_code == 405
    assert "at most 200 characters" in text_of(desk.post(named, {"name": "x" * 201}, follow=True))


def test_named_revision_is_chosen_by_its_name(desk, case, editor):
    name_revision(case.revisions.get(number=1), "For the press", by=editor, now=NOW)

    assert "For the press" in text_of(compare_page(desk, case, "r1"))
