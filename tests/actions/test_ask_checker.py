"""Asking somebody without an account: the link is sent once, kept as a digest alone, and can be taken back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from casestudies.actions.ask_checker import agree_to_be_named, ask_checker, revoke_check_request
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import AuditEntry, CheckRequest
from casestudies.queries.private_tokens import digest_of_token
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db(transaction=True)


class Unreachable(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


@pytest.fixture
def editor():
    return make_account(first_name="Maria", last_name="Roth", email="maria@example.org")


@pytest.fixture
def case_study(editor):
    return make_case(by=editor, title="The leak")


def ask(case_study, by, **fields):
    given = {"name": " Noor  Outside ", "email": "noor@example.org", "message": "The dates.", "days": 7, "now": NOW}
    return ask_checker(case_study, by=by, **(given | fields))


def test_request_sends_its_link_and_keeps_only_the_digest(case_study, editor, settings):
    asked = ask(case_study, editor)

    token = asked.link.removeprefix(f"{settings.SITE_URL}/check/").removesuffix("/")
    request = CheckRequest.objects.get()
    assert len(token) == 43
    assert request.token_digest == digest_of_token(token)
    assert token not in str(CheckRequest.objects.values())
    assert (request.name, request.asked_by, request.expires_at) == ("Noor Outside", editor, NOW + timedelta(days=7))
    assert request.agrees_to_be_named is None
    sent = mail.outbox[0]
    assert (sent.to, sent.reply_to, sent.subject) == (
        ["noor@example.org"],
        ["maria@example.org"],
        "Casebook: please check “The leak”",
    )
    for part in (asked.link, "Maria Roth", "The leak", "The dates.", "21 November 2026"):
        assert part in sent.body
    assert asked.mail_error == ""
    entry = AuditEntry.objects.get(verb="check_request.made")
    assert token not in str(entry.detail)
    assert "noor" not in str(entry.detail).lower()


def test_mail_that_is_not_sent_is_said_and_the_link_works(case_study, editor, settings):
    settings.EMAIL_BACKEND = "tests.actions.test_ask_checker.Unreachable"
    asked = ask(case_study, editor)
    assert asked.mail_error == "ConnectionRefusedError: no mail server"
    assert CheckRequest.objects.get().is_open(NOW)


@pytest.mark.rows
@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "noor"}, "email"),
        ({"email": "noor@example.org\nBcc: all@example.org"}, "email"),
        ({"email": f"{'x' * 60}@{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 60}.org"}, "email"),
        ({"message": "x" * 2_001}, "message"),
        ({"days": 0}, "days"),
        ({"days": 91}, "days"),
    ],
)
def test_request_that_does_not_fit_is_refused_and_nothing_sent(case_study, editor, fields, place):
    with pytest.raises(NotReady) as refused:
        ask(case_study, editor, **fields)
    assert [problem.place for problem in refused.value.problems] == [place]
    assert not CheckRequest.objects.exists()
    assert mail.outbox == []


def test_asking_and_revoking_need_leave(case_study, editor):
    stranger = make_account(is_superuser=False)
    with pytest.raises(NotAllowed):
        ask(case_study, stranger)
    request = ask(case_study, editor).request
    with pytest.raises(NotAllowed):
        revoke_check_request(request, by=stranger, now=NOW)
    assert CheckRequest.objects.get().is_open(NOW)


def test_revoked_request_is_closed_at_once_and_only_once(case_study, editor):
    request = ask(case_study, editor).request
    revoke_check_request(request, by=editor, now=NOW)
    revoke_check_request(request, by=editor, now=NOW + timedelta(hours=1))
    closed = CheckRequest.objects.get()
    assert closed.revoked_at == NOW
    assert not closed.is_open(NOW)
    assert AuditEntry.objects.filter(verb="check_request.revoked").count() == 1


def test_request_is_over_when_its_time_is(case_study, editor):
    request = ask(case_study, editor).request
    assert request.is_open(NOW + timedelta(days=7, seconds=-1))
    assert not request.is_open(NOW + timedelta(days=7))


def test_both_kinds_of_checkers_say_whether_they_may_be_named(case_study, editor):
    request = ask(case_study, editor).request
    for checker in (request, editor):
        agree_to_be_named(checker, agrees=True)
        checker.refresh_from_db()
        assert checker.agrees_to_be_named is True
