"""The link of a checker without an account: it opens one draft, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from casestudies.actions.ask_checker import ask_checker
from casestudies.actions.check_statement import dispute_statement, tick_statement
from casestudies.actions.quote_passage import quote_passage
from casestudies.models import CheckRequest, Note, Passage, Revision, Verification
from tests.actions.test_check_statement import keys
from tests.admin.forms import text_of
from tests.factories import NOW, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def case_study(editor):
    return make_case(by=editor, title="The leak")


@pytest.fixture
def link(case_study, editor):
    return path_of(ask_checker(case_study, by=editor, now=timezone.now(), name="Noor Outside", email="n@example.org"))


@pytest.fixture
def outside():
    """A browser that never signed in, and whose forms carry no token of ours unless the page gave it one."""
    return Client()


def path_of(asked):
    return asked.link[asked.link.index("/check/") :]


def rows_of(response):
    return html.fromstring(response.content.decode()).xpath("//li[@data-check-row]")


def test_link_shows_the_statements_and_who_answers(outside, link, case_study):
    response = outside.get(link)
    assert response.status_code == 200
    assert len(rows_of(response)) == 4
    shown = text_of(response)
    assert "You answer as Noor Outside" in shown
    assert "The leak" in shown
    assert "May readers see your name" in shown
    assert CheckRequest.objects.get().last_used_at is not None


def test_link_is_stored_by_nobody_listed_nowhere_and_told_to_no_other_site(outside, link):
    response = outside.get(link)
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "sessionid" not in response.cookies
    page = html.fromstring(response.content.decode())
    assert not page.xpath("//style | //*[@style] | //script[not(@src)]")
    for anchor in page.xpath("//a[starts-with(@href, 'http')]"):
        assert "noreferrer" in anchor.get("rel"), anchor.get("href")


def test_link_takes_words_and_records_who_gave_them(outside, link, case_study):
    tick, dispute, ask, passage = keys(case_study)
    assert outside.post(link, {"do": "tick", "key": tick, "seen": ""})["Location"] == f"{link}#s1"
    outside.post(link, {"do": "dispute", "key": dispute, "note": "Four hours."})
    outside.post(link, {"do": "ask", "key": ask, "note": "Which page?"})
    outside.post(link, {"do": "passage", "key": passage, "source": "ars2024", "words": "It is voluntary."})

    request = CheckRequest.objects.get()
    given = {row.statement_key: (row.verdict, row.by, row.request) for row in Verification.objects.all()}
    assert given == {
        tick: ("checked", None, request),
        dispute: ("disputed", None, request),
        ask: ("asked", None, request),
    }
    assert Passage.objects.get().request == request


def test_link_answers_a_script_as_the_desk_does(outside, link, case_study):
    response = outside.post(
        link, {"do": "tick", "key": keys(case_study)[0], "seen": ""}, headers={"accept": "application/json"}
    )
    assert (response.json()["said"], list(response.json()["rows"])) == ("Ticked.", ["s1"])
    assert response["Cache-Control"] == "no-store, private"


def test_forms_of_the_link_need_the_token_of_their_page(link, case_study):
    strict = Client(enforce_csrf_checks=True)
    form = {"do": "tick", "key": keys(case_study)[0], "seen": ""}
    assert strict.post(link, form).status_code == 403
    page = html.fromstring(strict.get(link).content.decode())
    token = page.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    assert strict.post(link, form | {"csrfmiddlewaretoken": token}).status_code == 302


def test_link_shows_nothing_else_of_the_desk(outside, link, case_study, editor):
    secret = "SENTINEL of the desk"
    other = make_case(title=secret, summary=secret)
    quote_passage(other, keys(other)[0], source_key="ars2024", words=secret, by=editor, now=NOW)
    Note.objects.create(case_study=case_study, by=editor, body=secret, at=NOW)
    Revision.objects.update(name=secret)
    case_study.questions.update(teacher_note=secret)
    dispute_statement(case_study, keys(case_study)[0], by=editor, now=NOW, note=secret)
    lapsed = Verification.objects.create(
        case_study=case_study,
        statement_key="0" * 64,
        text=f"Statement 2 of the record. {secret}"[:26],
        verdict="disputed",
        note=secret,
        by=editor,
        at=NOW,
    )
    assert lapsed.text == "Statement 2 of the record."

    for response in (
        outside.get(link),
        outside.post(link, {"do": "tick", "key": keys(case_study)[0], "seen": ""}),
        outside.post(link, {"do": "tick", "key": "0" * 64}),
    ):
        assert secret not in response.content.decode()
    assert "changed since" in outside.get(link).content.decode()


def test_link_opens_no_other_door(outside, link, case_study):
    outside.get(link)
    for address in (f"/admin/casestudies/casestudy/{case_study.pk}/check/", f"/cases/{case_study.slug}/"):
        assert outside.get(address).status_code in (302, 404)


def test_link_does_nothing_that_belongs_to_the_desk(outside, link):
    for do in ("ask_checker", "revoke", "publish", ""):
        assert outside.post(link, {"do": do, "name": "X", "email": "x@example.org", "days": "3"}).status_code == 400
    assert CheckRequest.objects.count() == 1


def test_link_to_a_limited_case_study_works_because_somebody_asked(outside, link, case_study):
    case_study.is_limited = True
    case_study.save()
    assert outside.get(link).status_code == 200
    assert outside.post(link, {"do": "tick", "key": keys(case_study)[0]}).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"revoked_at": NOW}, "It was taken back."),
        ({"expires_at": NOW - timedelta(days=1)}, "that time is over"),
    ],
)
def test_ended_link_says_so_and_takes_nothing(outside, link, case_study, change, sentence):
    CheckRequest.objects.update(**change)
    for response in (outside.get(link), outside.post(link, {"do": "tick", "key": keys(case_study)[0]})):
        assert response.status_code == 410
        assert sentence in text_of(response)
        assert response["Cache-Control"] == "no-store, private"
        assert "The leak" not in text_of(response)
    assert not Verification.objects.exists()


@pytest.mark.parametrize("token", ["x", "a" * 43, "A-_" * 60])
def test_unknown_link_says_so(outside, link, token):
    response = outside.get(f"/check/{token}/")
    assert response.status_code == 404
    assert "This link leads nowhere" in text_of(response)
    assert outside.post(f"/check/{token}/", {"do": "tick"}).status_code == 404


def test_link_takes_no_other_method(outside, link):
    assert outside.put(link).status_code == 405


def test_checker_is_asked_once_about_the_name(outside, link):
    outside.post(link, {"do": "name", "agrees": "no"})
    assert CheckRequest.objects.get().agrees_to_be_named is False
    assert "May readers see your name" not in text_of(outside.get(link))
    outside.post(link, {"do": "name", "agrees": "yes"})
    assert CheckRequest.objects.get().agrees_to_be_named is True


def test_checker_takes_back_their_own_word_alone(outside, link, case_study, editor):
    first, second = keys(case_study)[:2]
    tick_statement(case_study, first, by=editor, now=NOW)
    outside.post(link, {"do": "tick", "key": second})
    rows = rows_of(outside.get(link))
    assert [len(row.xpath(".//button[@value='clear']")) for row in rows] == [0, 1, 0, 0]
    assert outside.post(link, {"do": "clear", "key": first}).status_code == 403
    assert Verification.objects.count() == 2


def test_request_is_made_and_revoked_at_the_desk(desk, case_study, outside, mailoutbox):
    screen = f"/admin/casestudies/casestudy/{case_study.pk}/check/"
    form = {"do": "ask_checker", "name": "Noor", "email": "noor@example.org", "message": "", "days": "7"}
    response = desk.post(screen, form)
    request = CheckRequest.objects.get()
    link = html.fromstring(response.content.decode()).xpath("//code")[0].text
    path = link[link.index("/check/") :]
    assert link in mailoutbox[0].body
    assert outside.get(path).status_code == 200
    again = desk.get(screen)
    assert path not in again.content.decode()
    assert "never opened" not in text_of(again)
    assert "Noor" in text_of(again)

    desk.post(screen, {"do": "revoke", "request": request.pk})
    assert outside.get(path).status_code == 410
    assert "Revoked on" in text_of(desk.get(screen))


def test_wrong_request_form_is_shown_again_with_what_was_typed(desk, case_study, mailoutbox):
    screen = f"/admin/casestudies/casestudy/{case_study.pk}/check/"
    form = {"do": "ask_checker", "name": "Noor", "email": "noor", "message": "The dates.", "days": "1000"}
    response = desk.post(screen, form)
    assert response.status_code == 400
    assert "The dates." in response.content.decode()
    assert "Enter a valid email address." in text_of(response)
    assert not CheckRequest.objects.exists()
    assert mailoutbox == []


def test_request_of_another_case_study_is_not_revoked_here(desk, case_study, editor):
    other = ask_checker(make_case(), by=editor, now=NOW, name="Noor", email="n@example.org").request
    for wanted in (other.pk, "x", "9" * 30):
        desk.post(f"/admin/casestudies/casestudy/{case_study.pk}/check/", {"do": "revoke", "request": wanted})
    other.refresh_from_db()
    assert other.revoked_at is None
