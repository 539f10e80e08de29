"""The page on which two people remove an edition's text: asked, agreed, refused, taken back, and never by one alone."""

import pytest

from casestudies.models import Redaction, RedactionRequest
from tests.admin.forms import text_of
from tests.admin.workflow.steps import client_of
from tests.factories import make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
REASON = "The Harbour Court, 12 October: the paragraph names a minor."


@world
def edition():
    return publish_case(slug="sora", title="The leak")


@world
def paula():
    return make_member("Publisher", first_name="Paula")


@world
def quentin():
    return make_member("Publisher", first_name="Quentin")


def page(edition):
    return f"/admin/casestudies/edition/{edition.pk}/redact/"


def send(account, edition, do, **more):
    return client_of(account).post(page(edition), {"do": do, **more})


def test_one_asks_and_another_removes_it(edition, paula, quentin):
    ask, agree = client_of(paula), client_of(quentin)
    leads = f"/admin/casestudies/edition/{edition.pk}/change/"
    assert page(edition) in ask.get(leads).content.decode()

    assert send(paula, edition, "ask", reason=REASON).status_code == 302

    mine, theirs = text_of(ask.get(page(edition))), text_of(agree.get(page(edition)))
    assert "Somebody else who may has to agree" in mine
    assert "Remove the text for good" not in mine
    assert REASON in theirs
    assert "Remove the text for good" in theirs
    assert "Somebody asks for its removal" in text_of(agree.get(leads))

    assert send(paula, edition, "agree", is_meant="on").status_code == 403
    unmeant = send(quentin, edition, "agree")
    assert "nothing brings the text back" in text_of(unmeant)
    assert not Redaction.objects.exists()

    assert send(quentin, edition, "agree", is_meant="on").status_code == 302
    assert Redaction.objects.get().edition_id == edition.pk
    after = text_of(agree.get(page(edition)))
    assert "A redacted text" in after
    assert "Paula" in after
    assert "Quentin" in after
    assert "Ask a second person" not in after
    assert "The leak" not in text_of(agree.get(leads))
    assert send(quentin, edition, "agree", is_meant="on").status_code == 409
    assert send(paula, edition, "ask", reason=REASON).status_code == 409


def test_it_is_refused_for_a_reason_and_taken_back_without_one(edition, paula, quentin):
    empty = send(paula, edition, "ask", reason=" ")
    assert "Give the legal reason" in text_of(empty)
    send(paula, edition, "ask", reason=REASON)
    assert "Say why the text is to stay" in text_of(send(quentin, edition, "refuse", answer=""))

    assert send(quentin, edition, "refuse", answer="The order was lifted.").status_code == 302
    assert "The order was lifted." in text_of(client_of(paula).get(page(edition)))
    send(paula, edition, "ask", reason=REASON)
    assert send(paula, edition, "refuse").status_code == 302

    assert set(RedactionRequest.objects.values_list("state", flat=True)) == {"refused", "taken_back"}
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("role", ["Editor", "Partnerships", "Administrator"])
def test_nobody_else_sees_the_page_or_the_way_to_it(edition, role):
    account = make_member(role)
    client = client_of(account)

    assert client.get(page(edition)).status_code == 403
    assert send(account, edition, "ask", reason=REASON).status_code == 403
    assert "/redact/" not in client.get(f"/admin/casestudies/edition/{edition.pk}/change/").content.decode()
    assert not RedactionRequest.objects.exists()


def test_page_of_an_edition_that_is_not_there_is_not_found(paula):
    assert client_of(paula).get("/admin/casestudies/edition/999/redact/").status_code == 404


def test_an_unknown_step_does_nothing(edition, paula):
    assert send(paula, edition, "burn").status_code == 200
    assert not RedactionRequest.objects.exists()
