"""Withdraw and reinstate at the desk: each with its public reason, and only where it fits."""

import pytest

from casestudies.models import PublicState, Withdrawal
from tests.admin.forms import address, errors_at, text_of
from tests.admin.workflow.steps import buttons, client_of, open_step, pass_step, said, take_step
from tests.factories import make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def live(editor):
    return publish_case(by=editor).case_study


def test_withdraw_and_reinstate_with_public_reasons(desk, live):
    withdrawn = take_step(desk, live, "withdraw", reason="The letter was forged.")
    assert "Withdraw" not in buttons(withdrawn)[1]
    assert "Reinstate" in buttons(withdrawn)[1]
    reinstated = take_step(desk, live, "reinstate", reason="It was not.")

    assert said(withdrawn) == ["Withdrawn. Readers see your reason in place of the text."]
    assert said(reinstated) == ["Reinstated. Readers see the text again."]
    assert list(Withdrawal.objects.order_by("pk").values_list("reason", flat=True)) == [
        "The letter was forged.",
        "It was not.",
    ]


@pytest.mark.parametrize("step", ["withdraw", "reinstate"])
def test_notice_without_a_reason_is_refused_at_the_field(desk, step, live):
    if step == "reinstate":
        pass_step(desk, live, "withdraw", reason="Forged.")
    before = Withdrawal.objects.count()

    response = take_step(desk, live, step, reason="   ")

    assert errors_at(response, "id_reason") == ["Give the public reason."]
    assert Withdrawal.objects.count() == before


def test_draft_that_was_never_published_cannot_be_withdrawn(desk, editor):
    case_study = make_case(by=editor)

    page = open_step(desk, case_study, "withdraw")
    response = desk.post(address(case_study, "withdraw"), {"reason": "Wrong."})

    assert "This one was never published." in text_of(page)
    assert response.status_code == 409
    assert "Only a case study that is live can be withdrawn." in text_of(response)


def test_withdrawn_case_study_is_not_published(desk, live):
    pass_step(desk, live, "withdraw", reason="Forged.")

    page = open_step(desk, live, "publish")

    assert "Reinstate it before you publish a new edition." in text_of(page)


@pytest.mark.parametrize("step", ["withdraw", "reinstate"])
def test_notice_without_the_right_is_forbidden(step, live):
    client = client_of(make_member("Author"))

    assert open_step(client, live, step).status_code == 403
    assert client.post(address(live, step), {"reason": "x"}).status_code == 403
    assert PublicState.objects.get().status == "live"
