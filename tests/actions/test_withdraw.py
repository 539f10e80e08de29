"""Withdrawing puts a notice in place of the text; only reinstating brings it back."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import NotificationKind, PublicStatus
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import ChangeLogEntry, Notification, PublicState, Withdrawal
from casestudies.queries import editions
from casestudies.queries.surroundings import surroundings
from tests.actions.told import told
from tests.factories import NOW, make_account, make_case, make_member, publish_case, revise_case

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def test_withdraw_takes_the_case_out_of_lists_and_tells_everyone():
    case_study = make_case(slug="sora")
    publish_case(case_study)

    withdraw(case_study, by=make_account(), now=LATER, reason="The central document was forged.")

    state = PublicState.objects.get()
    assert (state.status, state.counter) == (PublicStatus.WITHDRAWN, 2)
    assert state.withdrawal == {"reason": "The central document was forged.", "at": LATER.isoformat()}
    assert editions.list_cases().total == 0
    assert surroundings("sora").is_withdrawn
    assert [entry.event for entry in ChangeLogEntry.objects.all()] == ["case_study.published", "case_study.withdrawn"]


def test_reinstate_brings_it_back():
    case_study = make_case()
    publish_case(case_study)
    withdraw(case_study, by=make_account(), now=NOW, reason="Doubt.")

    reinstate(case_study, by=make_account(), now=LATER, reason="The doubt was unfounded.")

    state = PublicState.objects.get()
    assert (state.status, state.withdrawal, state.counter) == (PublicStatus.LIVE, None, 3)
    assert Withdrawal.objects.count() == 2


@pytest.mark.parametrize("action", [withdraw, reinstate])
def test_notice_on_an_unpublished_case_is_refused(action):
    with pytest.raises(WrongStage):
        action(make_case(), by=make_account(), now=NOW, reason="x")


def test_withdraw_without_a_reason_is_refused():
    case_study = make_case()
    publish_case(case_study)

    with pytest.raises(NotReady, match="public reason"):
        withdraw(case_study, by=make_account(), now=NOW, reason="  ")


def test_withdraw_without_the_permission_is_refused():
    case_study = make_case()
    publish_case(case_study)

    with pytest.raises(NotAllowed):
        withdraw(case_study, by=make_account(is_superuser=False), now=NOW, reason="x")


def test_withdraw_and_reinstate_tell_those_concerned_and_those_who_publish():
    author, by = make_member("Author"), make_member("Publisher", first_name="Paula")
    make_member("Publisher")
    make_member("Editor")
    case_study = make_case(by=author)
    publish_case(case_study, by=by)
    revise_case(case_study, by=author)

    for action, reason, verb in ((withdraw, "Forged.", "withdrew"), (reinstate, "It was not.", "reinstated")):
        Notification.objects.all().delete()
        action(case_study, by=by, now=LATER, reason=reason)
        sentence = f"Paula {verb} “{case_study.title}”: {reason}"
        assert told(NotificationKind.WITHDRAWN) == (["Author", "Publisher"], sentence)


def test_withdraw_tells_who_wrote_the_text_that_stands():
    author, by = make_member("Author"), make_member("Publisher", first_name="Paula")
    make_member("Editor")
    case_study = make_case(by=author)
    publish_case(case_study, by=by)
    Notification.objects.all().delete()
    withdraw(case_study, by=by, now=LATER, reason="Forged.")
    assert told(NotificationKind.WITHDRAWN)[0] == ["Author"]
