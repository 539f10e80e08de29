"""Who looks after partners learns once which of them carry what was just corrected or withdrawn."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import NotificationKind
from casestudies.models import CaseStudy, Notification
from tests.factories import NOW, correct_case, make_account, make_holding, make_member, make_partner, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def pat():
    return make_member("Partnerships", username="pat")


def told(account):
    rows = Notification.objects.filter(account=account).order_by("pk")
    return [(row.kind, row.sentence, row.path) for row in rows]


def test_a_correction_tells_who_carries_the_old_text_one_notice_for_all_partners(pat):
    publisher = make_member("Publisher")
    first = publish_case(title="The leak")
    second = correct_case(first, now=NOW)
    make_holding(first)
    make_holding(second, url="https://partner.example/2")
    make_holding(second, partner=make_partner("Air Radio"))

    correct_case(second, now=NOW + timedelta(hours=1), text="Corrected again.")

    assert told(pat) == [
        (
            NotificationKind.PARTNERS_BEHIND,
            "“The leak” was corrected. 2 partners carry the text as it was: "
            "The Harbour Post (editions 1, 2), Air Radio (edition 2).",
            "/admin/casestudies/holding/?behind=yes",
        )
    ]
    assert told(publisher) == []


def test_a_withdrawn_text_is_called_by_its_published_title(pat):
    edition = publish_case(title="The leak")
    make_holding(edition)
    CaseStudy.objects.update(title="ZZUNPUBLISHEDZZ")

    withdraw(CaseStudy.objects.get(), by=make_account(), now=NOW, reason="Wrong.")

    assert "ZZUNPUBLISHEDZZ" not in str(told(pat))
    assert "“The leak”" in str(told(pat))


def test_a_withdrawal_tells_and_bringing_back_does_not(pat):
    edition = publish_case(title="The leak")
    make_holding(edition)
    by = make_account()

    withdraw(edition.case_study, by=by, now=NOW, reason="Wrong.")
    reinstate(edition.case_study, by=by, now=NOW, reason="Right.")

    assert [sentence for _kind, sentence, _path in told(pat)] == [
        "“The leak” was withdrawn. A partner carries the text as it was: The Harbour Post (edition 1)."
    ]


def test_nobody_is_told_where_no_partner_is_behind(pat):
    edition = publish_case()
    make_holding(edition, edition=None)

    withdraw(edition.case_study, by=make_account(), now=NOW, reason="Wrong.")

    assert told(pat) == []
