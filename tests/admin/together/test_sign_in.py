"""A form that arrives from somebody who was signed out comes back as it was typed, and saves nothing by itself."""

import json

import pytest
from django.test import Client
from lxml import html

from casestudies.models import CaseStudy, Party, WorkingCopy
from tests.admin.forms import address, errors_at, fields_of, save, text_of, value_of
from tests.factories import make_account
from tests.worlds import world

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
PAGE = {"accept": "text/html,application/xhtml+xml"}
OURS = PAGE | {"origin": "http://testserver"}


@world
def typed(form):
    return form | {
        "title": "Typed for an hour",
        "sections-1-prose": "<p>Hours of work.</p>",
        "questions-0-teacher_note": "Mine alone",
        "_continue": "1",
    }


def carried(page):
    """What the sign-in page sends beside name and password; the typed text belongs to its form from outside it."""
    (typed,) = html.fromstring(page.content.decode()).xpath('//input[@form="login-form"][@name="_typed"]/@value')
    return fields_of(page, "login-form") | {"_typed": typed}


def sign_in(client, case_study, page, **form):
    fields = carried(page)
    return client.post(address(case_study), fields | form, headers=PAGE)


def test_form_of_somebody_signed_out_comes_back_after_signing_in(case_study, typed):
    client = Client()
    page = client.post(address(case_study), typed, headers=PAGE)
    wrong = sign_in(client, case_study, page, username="maria", password="wrong")
    shown = sign_in(client, case_study, wrong, username="maria", password=PASSWORD)

    assert "You were signed out before what you typed arrived" in text_of(page)
    assert "Please enter the correct username" in text_of(wrong)
    assert shown.status_code == 200
    assert "You are signed in as maria now" in text_of(shown)
    assert value_of(shown, "title") == "Typed for an hour"
    assert value_of(shown, "sections-1-prose").strip() == "<p>Hours of work.</p>"
    assert value_of(shown, "questions-0-teacher_note").strip() == "Mine alone"
    case_study.refresh_from_db()
    assert case_study.version == 1
    assert save(client, case_study, fields_of(shown)).status_code == 302
    assert CaseStudy.objects.get().title == "Typed for an hour"


def test_what_comes_back_meets_a_save_in_between_like_any_other(desk, case_study, form, typed):
    client = Client()
    page = client.post(address(case_study), typed, headers=PAGE)
    save(desk, case_study, form | {"title": "Theirs"})
    shown = sign_in(client, case_study, page, username="maria", password=PASSWORD)

    refused = save(client, case_study, fields_of(shown))

    assert "this case study moved on" in text_of(refused)
    assert CaseStudy.objects.get().title == "Theirs"


def test_another_account_sees_whose_it_is_and_saves_nothing_by_signing_in(case_study, typed):
    make_account(username="wim")
    client = Client()
    page = client.post(address(case_study), typed, headers=PAGE)

    shown = sign_in(client, case_study, page, username="wim", password=PASSWORD)

    assert "You are signed in as wim now" in text_of(shown)
    assert CaseStudy.objects.get().version == 1


def test_account_that_may_not_change_the_case_study_gets_the_text_to_copy(case_study, typed, writer):
    writer.user_permissions.clear()
    client = Client()
    page = client.post(address(case_study), typed, headers=PAGE)

    shown = sign_in(client, case_study, page, username="wim", password=PASSWORD)

    assert shown.status_code == 403
    assert "Hours of work." in shown.content.decode()
    assert "Send it again" not in text_of(shown)


@world
def strict(editor):
    """A browser that sends tokens as any other, signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def test_form_with_an_old_token_comes_back_and_can_be_saved(strict, case_study):
    page = strict.get(address(case_study))
    fields = fields_of(page) | {"title": "Typed for an hour", "_drop_copy": "1", "csrfmiddlewaretoken": "a" * 64}
    WorkingCopy.objects.create(
        case_study=case_study, account_id=strict.session["_auth_user_id"], fields={}, kept_at="2026-11-14T09:30Z"
    )

    shown = strict.post(address(case_study), fields, headers=OURS)

    assert shown.status_code == 403
    assert value_of(shown, "title") == "Typed for an hour"
    assert (CaseStudy.objects.get().version, WorkingCopy.objects.count()) == (1, 1)
    saved = strict.post(address(case_study), fields_of(shown) | {"_continue": "1"}, headers=OURS)
    assert saved.status_code == 302
    assert CaseStudy.objects.get().title == "Typed for an hour"


@pytest.mark.parametrize("origin", [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"referer": "x"}])
def test_form_that_another_site_sent_is_refused_and_not_shown(strict, case_study, origin):
    answer = strict.post(address(case_study), {"title": "sentinel"}, headers=PAGE | origin)

    assert answer.status_code == 403
    assert "sentinel" not in answer.content.decode()


def test_old_token_of_somebody_signed_out_leads_through_the_sign_in_page(strict, case_study):
    fields = fields_of(strict.get(address(case_study))) | {"title": "Typed for an hour"}
    strict.logout()

    page = strict.post(address(case_study), fields | {"csrfmiddlewaretoken": "a" * 64}, headers=OURS)
    shown = strict.post(
        address(case_study),
        carried(page) | {"username": "maria", "password": PASSWORD},
        headers=OURS,
    )

    assert value_of(shown, "title") == "Typed for an hour"


def test_new_case_study_comes_back_too(editor):
    client = Client()
    add = "/admin/casestudies/casestudy/add/"
    page = client.post(add, {"title": "A new one", "sections-TOTAL_FORMS": "0"}, headers=PAGE)

    shown = client.post(add, carried(page) | {"username": "maria", "password": PASSWORD}, headers=PAGE)

    assert value_of(shown, "title") == "A new one"
    assert CaseStudy.objects.count() == 0


def test_any_other_form_can_be_sent_again_after_a_look(editor):
    client = Client()
    add = "/admin/casestudies/party/add/"
    fields = {"key": "sora", "name": "The people of Sora", "kind": "organisation"}
    page = client.post(add, fields, headers=PAGE)

    shown = client.post(add, carried(page) | {"username": "maria", "password": PASSWORD}, headers=PAGE)

    assert "The people of Sora" in shown.content.decode()
    assert "Send it again" in text_of(shown)
    assert not Party.objects.exists()


def test_password_is_never_given_back(editor):
    client = Client()
    fields = {"username": "new", "password1": "sentinel-secret", "password2": "sentinel-secret"}

    page = client.post("/admin/casestudies/account/add/", fields, headers=PAGE)

    assert json.loads(carried(page)["_typed"]) == {"username": ["new"]}
    assert "sentinel-secret" not in page.content.decode()


@pytest.mark.rows
@pytest.mark.parametrize("typed", ["", "[", "[]", '{"title": "x"}', '{"title": [1]}', "[" * 100_000])
def test_forged_typed_text_is_an_empty_form(editor, case_study, typed):
    client = Client()
    answer = client.post(
        address(case_study), {"_typed": typed, "username": "maria", "password": PASSWORD}, headers=PAGE
    )
    assert answer.status_code == 200
    assert errors_at(answer, "id_title") == ["This field is required."]


def test_scripts_are_told_in_json_that_nobody_is_signed_in(case_study):
    path = f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/"
    answer = Client().post(path, "{}", content_type="application/json", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["why"]) == (401, "signed_out")


def test_scripts_are_told_in_json_of_an_old_token(strict, case_study):
    path = f"/admin/casestudies/casestudy/{case_study.pk}/working-copy/"
    answer = strict.post(path, "{}", content_type="application/json")
    assert (answer.status_code, answer.json()["why"]) == (403, "old_token")


def test_session_says_who_is_signed_in_and_nothing_else(desk, editor):
    path = "/admin/casestudies/casestudy/session/"
    assert Client().get(path).json().keys() == {"account", "username", "token"}
    assert Client().get(path).json()["account"] == ""
    found = desk.get(path)
    assert (found.json()["account"], found.json()["username"]) == (str(editor.uuid), "maria")
    assert "no-store" in found.headers["Cache-Control"]
