"""What becomes of a reader's report, and the letter that answers it."""

from datetime import timedelta

import pytest
from django.core import mail

from casestudies.actions import send_letters
from casestudies.actions.send_answers import send_answers
from casestudies.actions.settle_report import accept_report, answer_report, decline_report
from casestudies.errors import NotReady, WrongStage
from casestudies.models import AuditEntry, ErrorReport, PublicationSettings
from tests.factories import NOW, make_account, make_case, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def report():
    case_study = make_case(slug="sora-leak")
    publish_case(case_study)
    return ErrorReport.objects.create(
        case_study=case_study, edition_number=1, message="Three hours.", email="reader@example.org", received_at=NOW
    )


def test_report_is_declined_then_accepted_then_answered_and_the_audit_knows(report):
    by = make_account()
    decline_report(report, by=by, now=NOW)
    with pytest.raises(WrongStage):
        decline_report(report, by=by, now=NOW)
    accept_report(report, by=by, now=NOW)
    answered = answer_report(report, by=by, now=NOW, words="You were right.")

    assert (answered.state, answered.settled_by, answered.answer) == ("answered", by, "You were right.")
    with pytest.raises(WrongStage):
        accept_report(report, by=by, now=NOW)
    verbs = AuditEntry.objects.filter(verb__startswith="report.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["report.declined", "report.accepted", "report.answered"]


@pytest.mark.parametrize("words", ["  ", "x" * 6001])
def test_an_answer_says_something_and_not_too_much(report, words):
    with pytest.raises(NotReady):
        answer_report(report, by=make_account(), now=NOW, words=words)


def test_a_reader_without_an_address_is_not_answered(report):
    ErrorReport.objects.update(email="")

    with pytest.raises(WrongStage):
        answer_report(report, by=make_account(), now=NOW, words="You were right.")


def test_answer_goes_out_once_with_the_readers_words(report):
    PublicationSettings.objects.update_or_create(pk=1, defaults={"corrections_contact": "errors@example.org"})
    answer_report(report, by=make_account(), now=NOW, words="You were right.")

    assert (send_answers(NOW), send_answers(NOW)) == (1, 0)

    letter = mail.outbox[0]
    assert (letter.to, letter.reply_to) == (["reader@example.org"], ["errors@example.org"])
    for words in ("You were right.", "Three hours.", "http://localhost:8000/cases/sora-leak/"):
        assert words in letter.body
    assert NOW <= ErrorReport.objects.get().mailed_at < NOW + timedelta(minutes=1)


def test_answer_that_cannot_be_sent_is_tried_again_later(report, monkeypatch):
    answer_report(report, by=make_account(), now=NOW, words="You were right.")

    def refuse(self):
        raise OSError("no network")

    with monkeypatch.context() as patched:
        patched.setattr(send_letters.EmailMessage, "send", refuse)
        assert send_answers(NOW) == 0
    assert send_answers(NOW + timedelta(seconds=30)) == 0
    assert ErrorReport.objects.get().mail_error == "OSError: no network"
    assert send_answers(NOW + timedelta(minutes=5)) == 1


def test_slow_mail_server_holds_up_nothing_else(report, monkeypatch):
    ErrorReport.objects.create(
        case_study=report.case_study, edition_number=1, message="Twice.", email="two@example.org", received_at=NOW
    )
    for one in ErrorReport.objects.order_by("pk"):
        answer_report(one, by=make_account(), now=NOW, words="You were right.")
    monkeypatch.setattr(send_letters, "monotonic", lambda: 70.0 * len(mail.outbox))

    assert send_answers(NOW) == 1
    assert not ErrorReport.objects.filter(mail_locked_until__isnull=False).exists()
    assert send_answers(NOW) == 1
    assert [letter.to for letter in mail.outbox] == [["reader@example.org"], ["two@example.org"]]
