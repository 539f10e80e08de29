"""Autosave's door, and the offer to take up what was typed and not saved."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions import keep_working_copy as action
from casestudies.actions.save_draft import lock_draft
from casestudies.models import CaseStudy, Presence, WorkingCopy
from tests.admin.forms import add_row, address, fields_of, open_form, save, text_of, value_of
from tests.factories import make_account, make_case, revise_case

pytestmark = pytest.mark.django_db
NEW = "/admin/casestudies/casestudy/working-copy/"
ADD = "/admin/casestudies/casestudy/add/"


def lists(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def ask(client, account, path, data):
    body = data if isinstance(data, str) else json.dumps(data)
    headers = {"X-Casebook-Account": str(account.uuid), "accept": "application/json"}
    return client.post(path, body, content_type="application/json", headers=headers)


def keep(client, account, case_study, fields, *, known=""):
    path = f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/" if case_study else NEW
    base = fields.get("base_version", "0")
    return ask(client, account, path, {"base_version": base, "fields": lists(fields), "known": known})


def take_up(client, case_study):
    return client.get(address(case_study) + "?take_up=1")


def test_what_is_typed_is_kept_and_offered_again(desk, editor, case_study, form):
    answer = keep(desk, editor, case_study, form | {"title": "Typed"})

    page = desk.get(address(case_study))

    assert answer.status_code == 200
    assert value_of(page, "title") == case_study.title
    assert "and did not save it" in text_of(page)
    assert value_of(page, "_known") == ""


def test_copy_that_is_taken_up_stands_in_the_form_as_it_was_typed(desk, editor, case_study, form):
    fields = form | {"title": "Typed", "sections-0-position": "2", "sections-1-position": "1"}
    fields |= {"objectives-0-DELETE": "on", "questions-0-teacher_note": "My note", "topics": []}
    index = add_row(fields, "sections", heading="My new one", prose="<p>New.</p>", kind="record", position="3")
    kept = keep(desk, editor, case_study, fields).json()["kept_at"]

    page = take_up(desk, case_study)
    shown = fields_of(page)

    assert page.status_code == 200
    assert "Taken up again" in text_of(page)
    assert "and did not save it" not in text_of(page)
    assert (shown["title"], shown["objectives-0-DELETE"], shown["_known"]) == ("Typed", "on", kept)
    assert shown[f"sections-{index}-prose"].strip() == "<p>New.</p>"
    assert CaseStudy.objects.get().version == 1
    assert save(desk, case_study, shown).status_code == 302
    assert list(case_study.sections.values_list("heading", flat=True)) == ["Part 2", "Part 1", "My new one"]
    assert (case_study.objectives.count(), case_study.questions.get().teacher_note) == (0, "My note")
    assert not WorkingCopy.objects.exists()


def test_copy_of_an_older_version_goes_through_the_choice_when_it_is_saved(desk, editor, case_study, form):
    keep(desk, editor, case_study, form | {"title": "Typed", "summary": "Mine."})
    CaseStudy.objects.update(title="Theirs")
    revise_case(case_study)

    offered = text_of(desk.get(address(case_study)))
    refused = save(desk, case_study, fields_of(take_up(desk, case_study)))

    assert "The case study was saved since" in offered
    assert "this case study moved on" in text_of(refused)
    assert value_of(refused, "title") == "Typed"


def test_copy_with_a_row_that_somebody_deleted_is_taken_up_whole(desk, editor, case_study, form):
    keep(desk, editor, case_study, form | {"sections-1-prose": "<p>Hours of work.</p>"})
    case_study.sections.get(position=2).delete()
    revise_case(case_study)

    assert value_of(take_up(desk, case_study), "sections-1-prose").strip() == "<p>Hours of work.</p>"


def test_copy_that_says_nothing_new_is_not_offered(desk, editor, case_study, form):
    keep(desk, editor, case_study, form)
    assert "and did not save it" not in text_of(desk.get(address(case_study)))

    CaseStudy.objects.update(title="Theirs alone")
    revise_case(case_study)
    page = desk.get(address(case_study))
    assert "and did not save it" not in text_of(page)
    assert value_of(page, "_known") == WorkingCopy.objects.get().kept_at.isoformat()


def test_what_differs_is_shown_on_a_page(desk, editor, case_study, form):
    fields = form | {"title": "Typed", "sections-1-prose": "<p>Hours of work.</p>"}
    keep(desk, editor, case_study, fields)

    page = desk.get(f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/differences/")

    text = text_of(page)
    assert "desk/together.css" in page.content.decode()
    assert "Typed" in text
    assert "Hours of work." in text
    assert "Section “Part 2” Text" in text


def test_copy_is_dropped_with_and_without_scripts(desk, editor, case_study, form):
    fields = form
    keep(desk, editor, case_study, fields | {"title": "Typed"})
    page = desk.post(address(case_study), fields | {"summary": "Typed since", "_drop_copy": "1"})
    assert not WorkingCopy.objects.exists()
    assert value_of(page, "summary").strip() == "Typed since"
    assert CaseStudy.objects.get().version == 1

    keep(desk, editor, case_study, fields | {"title": "Typed"})
    path = f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/drop/"
    assert ask(desk, editor, path, {}).status_code == 200
    assert not WorkingCopy.objects.exists()


def test_save_that_succeeds_drops_ones_own_copy_alone(desk, editor, case_study, form):
    colleague = make_account()
    fields = form | {"title": "Typed"}
    kept_at = keep(desk, editor, case_study, fields).json()["kept_at"]
    fields |= {"_known": kept_at}
    WorkingCopy.objects.create(case_study=case_study, account=colleague, fields={}, kept_at="2026-11-14T09:30Z")

    save(desk, case_study, fields | {"date": "no date"})
    assert WorkingCopy.objects.count() == 2
    save(desk, case_study, fields)
    assert WorkingCopy.objects.get().account == colleague


def test_save_leaves_a_copy_that_its_form_never_took_up(desk, editor, case_study, form):
    fields = form
    keep(desk, editor, case_study, fields | {"title": "Typed before the crash"})
    offered = open_form(desk, case_study)
    assert offered["_known"] == ""

    assert save(desk, case_study, offered | {"summary": "Another thing"}).status_code == 302

    assert WorkingCopy.objects.get().fields["title"] == ["Typed before the crash"]
    assert "and did not save it" in text_of(desk.get(address(case_study)))


def test_save_of_a_new_case_study_leaves_what_another_tab_kept(desk, editor):
    fields = fields_of(desk.get(ADD))
    keep(desk, editor, None, fields | {"title": "In tab A"})
    assert desk.post(ADD, fields | {"title": "In tab B", "_continue": "1"}).status_code == 302
    assert WorkingCopy.objects.get().fields["title"] == ["In tab A"]


def test_new_case_study_is_kept_offered_taken_up_and_saved(desk, editor):
    fields = fields_of(desk.get(ADD)) | {"title": "A new one"}
    add_row(fields, "sections", heading="First", prose="<p>New.</p>", kind="record", position="1")
    assert keep(desk, editor, None, fields).status_code == 200

    assert "and did not save it" in text_of(desk.get(ADD))
    taken = fields_of(desk.get(ADD + "?take_up=1"))
    assert taken["title"] == "A new one"
    assert desk.post(ADD, taken).status_code == 302
    assert list(CaseStudy.objects.get().sections.values_list("heading", flat=True)) == ["First"]
    assert not WorkingCopy.objects.exists()


def test_untouched_new_form_is_not_offered(desk, editor):
    keep(desk, editor, None, fields_of(desk.get(ADD)))
    assert "and did not save it" not in text_of(desk.get(ADD))


def test_copy_of_another_tab_is_not_written_over(desk, editor, case_study, form):
    fields = form
    first = keep(desk, editor, case_study, fields | {"title": "In one tab"}).json()["kept_at"]

    refused = keep(desk, editor, case_study, fields | {"title": "In another"})
    followed = keep(desk, editor, case_study, fields | {"title": "In one tab, on"}, known=first)

    assert (refused.status_code, refused.json()["why"], refused.json()["kept_at"]) == (409, "other_copy", first)
    assert followed.status_code == 200
    assert WorkingCopy.objects.get().fields["title"] == ["In one tab, on"]


def test_copy_holds_what_was_typed_and_no_token_button_or_empty_row(desk, editor, case_study, form):
    fields = form | {"_continue": "1", "choice-1": "mine", "csrfmiddlewaretoken": "x"}
    keep(desk, editor, case_study, fields)

    names = set(WorkingCopy.objects.get().fields)
    assert {"title", "sections-0-id", "sections-TOTAL_FORMS", "base_version", "base_slug"} <= names
    assert not [name for name in names if name.startswith("_") or "__prefix__" in name or "csrf" in name]
    assert "choice-1" not in names


def test_case_study_that_was_deleted_comes_back_as_typed_to_be_saved_anew(desk, case_study, form):
    fields = form | {"title": "Typed", "sections-0-prose": "<p>Hours of work.</p>"}
    path = address(case_study)
    case_study.delete()

    page = desk.post(path, fields)
    shown = fields_of(page)

    assert "is not there any more" in text_of(page)
    assert shown["sections-0-prose"].strip() == "<p>Hours of work.</p>"
    assert not CaseStudy.objects.exists()
    answer = desk.post(path, shown | {"_as_new": "1"})
    assert answer.status_code == 302, text_of(answer)
    assert CaseStudy.objects.get().sections.first().prose == "<p>Hours of work.</p>"


def test_case_study_that_is_deleted_in_the_moment_of_the_save_comes_back_as_typed(desk, case_study, form, monkeypatch):
    def too_late(pk, **how):
        CaseStudy.objects.filter(pk=pk).delete()
        return lock_draft(pk, **how)

    monkeypatch.setattr("casestudies.admin.case_study.lock_draft", too_late)

    page = save(desk, case_study, form | {"sections-0-prose": "<p>Hours of work.</p>"})

    assert "is not there any more" in text_of(page)
    assert "Hours of work." in fields_of(page)["sections-0-prose"]


def test_who_lost_the_right_to_save_gets_the_text_back(desk, writer, case_study):
    client = Client()
    client.force_login(writer)
    fields = open_form(client, case_study) | {"sections-0-prose": "<p>Hours of work.</p>"}
    writer.user_permissions.set(writer.user_permissions.filter(codename="view_casestudy"))

    page = save(client, case_study, fields)

    assert page.status_code == 403
    assert "Hours of work." in page.content.decode()


@pytest.mark.rows
@pytest.mark.parametrize(
    ("data", "status", "why"),
    [
        ("", 400, "unread"),
        ("[1]", 400, "unread"),
        ("[" * 100_000, 400, "unread"),
        ({"fields": "x"}, 400, "unread"),
        ({"fields": {"title": "x"}}, 400, "unread"),
        ({"fields": {"title": [1]}}, 400, "unread"),
        ({"fields": {}, "known": "0001-01-01T00:00:00+23:59"}, 400, "unread"),
        ({"fields": {}, "known": "2026-99-99T00:00:00Z"}, 400, "unread"),
        ({"fields": {}, "base_version": "x", "known": 3}, 200, None),
        ({"fields": {"title": ["null\0 \ud83d"]}}, 200, None),
    ],
)
def test_whatever_is_sent_is_answered(desk, editor, case_study, data, status, why):
    path = f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/"
    answer = ask(desk, editor, path, data)
    assert (answer.status_code, answer.json().get("why")) == (status, why)


def test_too_much_is_said_to_be_too_much(desk, editor, case_study, monkeypatch, settings):
    monkeypatch.setattr(action, "MOST_CHARACTERS", 50)
    answer = keep(desk, editor, case_study, {"title": "x" * 50})
    assert (answer.status_code, answer.json()["why"]) == (413, "too_large")
    assert "divide it" in answer.json()["message"]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert keep(desk, editor, case_study, {"title": "x" * 50}).status_code == 413


def test_page_of_another_account_keeps_nothing(desk, editor, case_study):
    other = make_account()
    answer = keep(desk, other, case_study, {"title": "Typed"})
    assert (answer.status_code, answer.json()["why"]) == (409, "other_account")
    assert "maria" in answer.json()["message"]
    assert not WorkingCopy.objects.exists()


def test_limited_case_study_is_not_there_for_others(writer, case_study):
    CaseStudy.objects.update(is_limited=True)
    client = Client()
    client.force_login(writer)
    path = f"/admin/casestudies/casestudy/{case_study.pk}/"
    for name in ("working-copy/", "working-copy/drop/", "presence/"):
        answer = ask(client, writer, path + name, {"fields": {}})
        assert (answer.status_code, answer.json()["why"]) == (404, "gone")
    assert client.get(path + "working-copy/differences/").status_code == 404
    assert not WorkingCopy.objects.exists()
    assert not Presence.objects.exists()


def test_who_switched_autosave_off_has_a_form_that_keeps_nothing(desk, editor, case_study):
    editor.keeps_typing = False
    editor.save()
    page = desk.get(address(case_study))
    assert " data-on" not in page.content.decode()
    answer = keep(desk, editor, case_study, {"title": "Typed"})
    assert (answer.status_code, answer.json()["why"]) == (403, "not_allowed")


def test_keeping_costs_the_same_with_1_and_with_50_sections(desk, editor):
    few, many = make_case(by=editor, sections=1), make_case(by=editor, sections=50)
    forms = [(draft, open_form(desk, draft)) for draft in (few, many)]
    known = [keep(desk, editor, *form).json()["kept_at"] for form in forms]
    costs = []
    for form, before in zip(forms, known, strict=True):
        with CaptureQueriesContext(connection) as queries:
            keep(desk, editor, *form, known=before)
        costs.append(len(queries))

    # Session, account, time zone, the case study, and the copy in one statement.
    assert costs == [5, 5]


def test_offer_costs_the_same_with_1_and_with_50_sections(desk, editor):
    costs = []
    for count in (1, 50):
        draft = make_case(by=editor, sections=count)
        fields = open_form(desk, draft)
        keep(desk, editor, draft, fields | {f"sections-{row}-heading": "Mine" for row in range(count)})
        desk.get(address(draft))
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(draft))
        costs.append(len(queries))
    assert costs[0] == costs[1]
