"""Letters to the desk: at once, once a day or never; once, even from several processes; tried again when refused."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from casestudies.actions.send_letters import MOST_ATTEMPTS
from casestudies.actions.send_mail import last_letter_time, send_mail
from casestudies.enums import MailChoice, NotificationKind
from casestudies.models import Notification, PublicationSettings
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    """A round takes no time unless a test says otherwise."""
    monkeypatch.setattr("casestudies.actions.send_letters.monotonic", lambda: 0.0)


def reader(choice=MailChoice.AT_ONCE, **fields):
    return make_account(**({"mail_choice": choice, "email": "ana@example.org", "first_name": "Ana"} | fields))


def tell(account, sentence="Ben returned “The leak”.", at=NOW, **fields):
    return Notification.objects.create(
        account=account, kind=NotificationKind.RETURNED, sentence=sentence, at=at, **fields
    )


def test_one_thing_is_told_at_once_with_where_to_go(settings):
    settings.SITE_URL = "https://desk.example.org"
    case_study = make_case()
    told = tell(reader(), case_study=case_study)

    assert send_mail(NOW + timedelta(seconds=5)) == 1

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ana@example.org"], "Casebook: Ben returned “The leak”.")
    assert f"https://desk.example.org/admin/casestudies/casestudy/{case_study.pk}/change/" in letter.body
    assert "https://desk.example.org/admin/preferences/" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    told.refresh_from_db()
    assert (told.mailed_at, told.mail_locked_until) == (NOW + timedelta(seconds=5), None)
    assert send_mail(NOW + timedelta(minutes=1)) == 0
    assert len(mail.outbox) == 1


def test_several_things_make_one_letter_in_their_order():
    account = reader()
    tell(account, "Second.", NOW + timedelta(seconds=1), path="/admin/jobs/1/")
    tell(account, "First.")
    assert send_mail(NOW + timedelta(minutes=1)) == 1
    (letter,) = mail.outbox
    assert letter.subject == "Casebook: 2 things to know at the desk"
    assert letter.body.index("First.") < letter.body.index("Second.")
    assert "/admin/jobs/1/" in letter.body


def test_a_sentence_of_several_lines_makes_one_subject():
    tell(reader(), "One\nBcc: everybody@example.org " + "x" * 300)
    send_mail(NOW)
    assert "\n" not in mail.outbox[0].subject
    assert len(mail.outbox[0].subject) <= 150


def test_the_daily_letter_comes_in_the_morning_of_the_publications_time_zone():
    PublicationSettings.objects.create(pk=1, time_zone="America/New_York")
    zone = ZoneInfo("America/New_York")
    account = reader(MailChoice.DAILY)
    tell(account, "In the evening.", at=datetime(2026, 11, 13, 20, 0, tzinfo=zone))
    assert send_mail(datetime(2026, 11, 14, 6, 59, tzinfo=zone)) == 0
    tell(account, "In the morning.", at=datetime(2026, 11, 14, 7, 1, tzinfo=zone))
    assert send_mail(datetime(2026, 11, 14, 7, 2, tzinfo=zone)) == 1
    assert "In the evening." in mail.outbox[0].body
    assert "In the morning." not in mail.outbox[0].body
    assert send_mail(datetime(2026, 11, 14, 23, 0, tzinfo=zone)) == 0
    assert send_mail(datetime(2026, 11, 15, 7, 0, tzinfo=zone)) == 1
    assert "In the morning." in mail.outbox[1].body


def test_the_letter_time_holds_over_a_change_of_the_clocks():
    PublicationSettings.objects.create(pk=1, time_zone="Europe/London")
    zone = ZoneInfo("Europe/London")
    before = last_letter_time(datetime(2026, 10, 25, 6, 30, tzinfo=zone))
    after = last_letter_time(datetime(2026, 10, 25, 7, 30, tzinfo=zone))
    assert (before.hour, before.day, after.hour, after.day) == (7, 24, 7, 25)


@pytest.mark.parametrize(
    "fields", [{"mail_choice": MailChoice.NEVER}, {"email": ""}, {"is_active": False}], ids=["never", "no mail", "off"]
)
def test_who_wants_or_can_have_none_gets_none(fields):
    tell(reader(**fields))
    assert send_mail(NOW) == 0
    assert mail.outbox == []


def test_old_news_is_not_sent_to_who_just_chose_mail():
    tell(reader(), at=NOW - timedelta(days=4))
    assert send_mail(NOW) == 0


def test_nothing_is_sent_of_a_draft_that_was_limited_to_others_since():
    account = reader(is_superuser=False)
    case_study = make_case(title="ZZSECRETZZ")
    told = tell(account, "ZZSECRETZZ was returned.", case_study=case_study)
    case_study.is_limited = True
    case_study.save()
    assert send_mail(NOW) == 0
    assert mail.outbox == []
    told.refresh_from_db()
    assert (told.mailed_at, told.mail_attempts) == (None, MOST_ATTEMPTS)
    assert "limited" in told.mail_error


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise OSError("The server hung up")


def test_what_could_not_be_sent_is_tried_again_later_and_not_for_ever(settings, caplog):
    told = tell(reader())
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    now = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert send_mail(now) == 0
        told.refresh_from_db()
        assert (told.mail_attempts, told.mailed_at) == (attempt, None)
        assert "The server hung up" in told.mail_error
        assert send_mail(now + timedelta(seconds=90)) == 0  # not yet
        told.refresh_from_db()
        assert told.mail_attempts == attempt
        now = told.mail_locked_until
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_mail(now + timedelta(hours=6)) == 0
    assert "was not sent" in caplog.text


class RefusingOne(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to == ["broken@example.org"]:
            raise KeyError("a defect of ours")
        return super().send_messages(messages)


def test_one_letter_that_fails_keeps_no_other_back(settings):
    tell(reader(email="broken@example.org"))
    tell(reader(email="whole@example.org"))
    settings.EMAIL_BACKEND = f"{__name__}.RefusingOne"
    assert send_mail(NOW) == 1
    assert [letter.to for letter in mail.outbox] == [["whole@example.org"]]
    assert Notification.objects.get(mailed_at=None).mail_error == "KeyError: 'a defect of ours'"


def test_a_slow_server_ends_the_round_and_not_the_letters(settings, monkeypatch):
    for number in range(3):
        tell(reader(email=f"reader{number}@example.org"))
    clock = iter([0, 0, 45, 90])
    monkeypatch.setattr("casestudies.actions.send_letters.monotonic", lambda: next(clock))
    assert send_mail(NOW) == 2
    monkeypatch.setattr("casestudies.actions.send_letters.monotonic", lambda: 0.0)
    assert send_mail(NOW + timedelta(minutes=2)) == 1
    assert settings.EMAIL_TIMEOUT == 10


def test_a_refused_letter_goes_out_when_the_server_is_back(settings):
    told = tell(reader())
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    send_mail(NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_mail(NOW + timedelta(minutes=3)) == 1
    told.refresh_from_db()
    assert told.mail_error == ""


@pytest.mark.django_db(transaction=True)
def test_several_processes_send_each_letter_once():
    for number in range(6):
        tell(reader(email=f"reader{number}@example.org"), f"Thing {number}.")
    barrier = Barrier(3)

    def work():
        barrier.wait()
        try:
            send_mail(NOW)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"reader{number}@example.org" for number in range(6)]
