"""`manage.py publish_due` says what became of each appointment, and fails when the software did."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casestudies.actions import publish_due as module
from casestudies.actions.schedule import schedule
from casestudies.enums import EditionKind
from casestudies.models import Edition, Schedule
from tests.factories import approve_case, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


def run():
    out = StringIO()
    call_command("publish_due", stdout=out)
    return out.getvalue()


@world
def due():
    case_study, now = make_case(slug="due"), timezone.now()
    how = {"kind": EditionKind.INITIAL, "change_note": "First.", "expected": approve_case(case_study)}
    schedule(case_study, by=make_account(), now=now, publish_at=now + timedelta(days=1), **how)
    Schedule.objects.update(publish_at=now)
    return case_study


def test_command_publishes_what_is_due_once(due):
    assert run() == "The leak of due: Published as edition 1.\n"
    assert run() == "Nothing is due.\n"
    assert Edition.objects.count() == 1


def test_command_says_why_not(due):
    due.sections.update(heading="Slipped in")

    assert run() == ("The leak of due: A source or another shared record changed since the text was scheduled.\n")


def test_command_fails_when_the_software_does(due, monkeypatch):
    monkeypatch.setattr(module, "publish", lambda *a, **k: 1 / 0)

    with pytest.raises(CommandError, match="1 could not be published because of an error"):
        run()
