from datetime import timedelta

import pytest

from casestudies.actions.note_presence import end_presence, note_presence
from casestudies.errors import NotAllowed
from casestudies.models import Presence
from casestudies.queries.presence import Other, others_at
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db


def test_others_are_those_whose_form_was_heard_of_lately():
    case_study, elsewhere = make_case(), make_case()
    me = make_account()
    ana = make_account(username="ana", first_name="Ana", last_name="de Souza")
    for account, place, ago, is_typing in [
        (me, case_study, 0, True),
        (ana, case_study, 44, True),
        (make_account(username="bo"), case_study, 0, False),
        (make_account(username="gone"), case_study, 46, False),
        (make_account(username="elsewhere"), elsewhere, 0, False),
    ]:
        note_presence(place, by=account, now=NOW - timedelta(seconds=ago), is_typing=is_typing)

    assert others_at(case_study, me, NOW) == [
        Other("Ana de Souza", "AS", True, NOW - timedelta(seconds=44)),
        Other("bo", "BO", False, NOW),
    ]


def test_presence_is_one_row_that_a_heartbeat_renews_and_leaving_ends():
    case_study, me = make_case(), make_account()
    for seconds in (0, 15):
        note_presence(case_study, by=me, now=NOW + timedelta(seconds=seconds), is_typing=bool(seconds))
    row = Presence.objects.get()
    assert (row.opened_at, row.seen_at, row.is_typing) == (NOW, NOW + timedelta(seconds=15), True)

    end_presence(case_study, by=me)
    assert not Presence.objects.exists()


def test_who_comes_back_after_a_while_has_opened_it_anew():
    case_study, me = make_case(), make_account()
    for seconds in (0, 60):
        note_presence(case_study, by=me, now=NOW + timedelta(seconds=seconds), is_typing=False)

    assert Presence.objects.get().opened_at == NOW + timedelta(seconds=60)


def test_who_may_not_see_the_case_study_is_not_present():
    with pytest.raises(NotAllowed):
        note_presence(make_case(), by=make_account(is_superuser=False), now=NOW, is_typing=False)
