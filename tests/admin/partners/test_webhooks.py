"""Webhooks at the desk: a partnerships manager does all of it without a developer, and nobody else."""

import re
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from casestudies.actions.manage_endpoint import Wanted, change_endpoint, create_endpoint, switch_on
from casestudies.actions.send_endpoint_letters import send_endpoint_letters
from casestudies.actions.tend_endpoints import OFF_AFTER, WARN_AFTER, prune_deliveries, tend_endpoints
from casestudies.models import Delivery, Endpoint, EndpointLetter, Notification, Topic
from tests.factories import make_account, make_member, make_partner, publish_case
from tests.webhooks.receiver import Receiver
from tests.webhooks.sending import go
from tests.worlds import world

pytestmark = pytest.mark.django_db
LOG = "/admin/casestudies/delivery/"


@world
def partner():
    return make_partner(contact_email="desk@harbour.example")


@pytest.fixture
def receiver(web):
    return Receiver(web)


@world
def manager():
    return make_member("Partnerships")


@world
def desk(manager):
    client = Client()
    client.force_login(manager)
    return client


def page(partner, rest=""):
    return f"/admin/casestudies/partner/{partner.pk}/{rest}"


def body(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_manager_adds_tests_changes_rotates_replays_and_deletes_an_endpoint(desk, partner, receiver):
    made = desk.post(page(partner, "webhooks/make/"), {"url": receiver.url, "description": "Website"})
    secret = re.search(r'value="(whsec_[^"]+)"', made.content.decode())[1]
    endpoint = Endpoint.objects.get()
    here = f"webhooks/{endpoint.uuid}/"
    assert "Website" in body(desk, page(partner, "change/"))
    assert secret not in desk.get(page(partner, here)).content.decode()

    assert "Everything but texts under embargo" in body(desk, page(partner, here))  # no key of the partner may
    assert "on its way" in body_after(desk.post(page(partner, f"{here}test/"), follow=True))
    assert go() == 1
    receiver.check_signatures(secret)
    publish_case(slug="leak", now=timezone.now())
    assert go() == 1
    shown = body(desk, page(partner, here))
    assert "First edition published" in shown
    assert "Delivered" in shown

    changed = {"url": receiver.url, "description": "Website", "events": ["case_study.corrected"]}
    assert desk.post(page(partner, f"{here}change/"), changed).status_code == 302
    assert "It is told New edition: a correction Secret" in body(desk, page(partner, here))
    turned = desk.post(page(partner, f"{here}secret/"), {"overlap": "24"}).content.decode()
    assert re.search(r'value="(whsec_[^"]+)"', turned)[1] != secret

    delivery = Delivery.objects.get(event="case_study.published")
    for path in (LOG, f"{LOG}?event=case_study.published", f"{LOG}?endpoint__id__exact={endpoint.pk}"):
        assert "First edition published" in body(desk, path)
    detail = body(desk, f"{LOG}{delivery.pk}/change/")
    assert "answered 204" in detail
    assert " leak " in detail
    assert "webhook-signature" in detail
    assert "sent again" in body_after(desk.post(f"{LOG}{delivery.uuid}/replay/", follow=True))
    assert go() == 1
    assert "2 deliveries are sent again" in body_after(
        desk.post(page(partner, f"{here}replay/"), {"hours": "24"}, follow=True)
    )
    assert go() == 2
    for step in ("off", "on", "on"):
        assert desk.post(page(partner, f"{here}{step}/")).status_code == 302
    assert desk.get(page(partner, f"{here}test/")).status_code == 405
    assert desk.post(page(partner, f"{here}nonsense/")).status_code == 404
    assert "Nothing is sent to it any more" in body_after(desk.post(page(partner, f"{here}delete/"), follow=True))
    assert desk.get(page(partner, here)).status_code == 404
    assert not Delivery.objects.exists()


def test_what_was_changed_while_the_form_was_open_is_not_put_back(desk, partner, receiver, manager):
    first, second = (Topic.objects.create(slug=slug, name=slug) for slug in ("first", "second"))
    endpoint, _ = create_endpoint(partner, Wanted(receiver.url, "Website"), by=manager, now=timezone.now())
    path = page(partner, f"webhooks/{endpoint.uuid}/change/")

    def stands():
        endpoint.refresh_from_db()
        return endpoint.url, endpoint.description, endpoint.events, list(endpoint.topics.all())

    opened = hidden(desk.get(path)) | {"url": receiver.url, "description": "Website", "topics": [first.pk]}
    elsewhere = f"{receiver.url}/new"
    wanted = Wanted(elsewhere, events=["case_study.corrected"])
    change_endpoint(endpoint, wanted, by=manager, now=timezone.now())
    assert desk.post(path, opened).status_code == 302
    assert stands() == (elsewhere, "Website", ["case_study.corrected"], [first])

    # Of what both changed the second is told, and loses nothing of its own.
    opened = hidden(desk.get(path)) | {"url": elsewhere, "description": "Mine", "events": ["case_study.withdrawn"]}
    wanted = Wanted(description="Theirs", events=[], topics=[second])
    change_endpoint(endpoint, wanted, by=manager, now=timezone.now())
    refused = desk.post(path, opened | {"topics": [first.pk]})
    assert refused.status_code == 400
    shown = refused.content.decode()
    assert "changed this meanwhile to: Theirs." in shown
    assert "changed this meanwhile to: nothing." in shown
    assert stands() == (elsewhere, "Theirs", [], [second])
    typed = {"url": elsewhere, "description": "Mine", "events": ["case_study.withdrawn"], "topics": [first.pk]}
    assert desk.post(path, hidden(refused) | typed).status_code == 302
    assert stands() == (elsewhere, "Mine", ["case_study.withdrawn"], [second])


def hidden(answer):
    """What the form of a page sends along unseen."""
    found = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', answer.content.decode()):
        name = re.search(r'name="([^"]+)"', tag)[1]
        if name.startswith("initial-"):
            value = re.search(r'value="([^"]*)"', tag)
            found.setdefault(name, []).append(value[1] if value else "")
    return found


def body_after(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_wrong_address_is_refused_in_the_form_with_what_was_typed(desk, partner):
    answer = desk.post(page(partner, "webhooks/make/"), {"url": "http://10.0.0.1/hook"}).content.decode()
    assert "10.0.0.1 is not on the public internet" in answer
    assert 'value="http://10.0.0.1/hook"' in answer
    assert not Endpoint.objects.exists()


def test_who_may_look_changes_nothing_and_nobody_else_sees_them(partner, receiver, manager):
    endpoint, _ = create_endpoint(partner, Wanted(receiver.url), by=manager, now=timezone.now())
    here = f"webhooks/{endpoint.uuid}/"
    publisher, author = Client(), Client()
    publisher.force_login(make_member("Publisher"))
    author.force_login(make_member("Author"))

    assert "New secret" not in body(publisher, page(partner, here))
    assert publisher.get(LOG).status_code == 200
    for path in (f"{here}change/", f"{here}secret/", "webhooks/make/"):
        assert publisher.get(page(partner, path)).status_code == 403
    for client in (publisher, author):
        for step in ("test", "off", "delete", "replay"):
            assert client.post(page(partner, f"{here}{step}/")).status_code == 403
    assert author.get(page(partner, here)).status_code == 403
    assert author.get(LOG).status_code == 403
    assert Endpoint.objects.get().is_active


def test_failing_endpoint_is_told_of_in_a_letter_before_it_is_switched_off(
    partner, receiver, manager, desk, mailoutbox, settings
):
    start = timezone.now()
    endpoint, _ = create_endpoint(partner, Wanted(receiver.url), by=manager, now=start)
    receiver.say(500)
    publish_case(slug="leak", now=start)
    go(start)
    later = start + WARN_AFTER + timedelta(minutes=1)

    assert tend_endpoints(start) == 0
    assert [tend_endpoints(later), tend_endpoints(later)] == [1, 0]
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert send_endpoint_letters(later) == 0, "the mail server is down"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_endpoint_letters(later + timedelta(minutes=1)) == 0, "not yet"
    assert [send_endpoint_letters(later + timedelta(minutes=3)) for _ in range(2)] == [1, 0]
    [warning] = mailoutbox
    assert warning.to == ["desk@harbour.example"]
    assert "it is switched off" in warning.body
    assert "It answered 500" in warning.body
    assert "Failing since" in body(desk, page(partner, f"webhooks/{endpoint.uuid}/"))
    assert "Webhook endpoints that fail 1" in body(desk, "/admin/")
    assert "1 endpoint fails" in body(desk, "/admin/casestudies/partner/")

    end = start + OFF_AFTER + timedelta(minutes=1)
    assert [tend_endpoints(end), send_endpoint_letters(end)] == [1, 1]
    endpoint.refresh_from_db()
    assert not endpoint.is_active
    assert "was switched off" in mailoutbox[1].subject
    notices = Notification.objects.filter(account=manager).order_by("pk")
    assert [notice.path for notice in notices] == [page(partner, f"webhooks/{endpoint.uuid}/")] * 2
    assert desk.get(notices[0].path).status_code == 200
    receiver.say(204)
    desk.post(page(partner, f"webhooks/{endpoint.uuid}/on/"))
    assert go() == 1
    assert prune_deliveries(timezone.now() + timedelta(days=29)) == 0
    assert prune_deliveries(timezone.now() + timedelta(days=31)) > 0


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise OSError("The server hung up")


def test_partner_is_written_to_when_410_switched_it_off_and_of_nothing_that_is_well_again(
    partner, receiver, manager, mailoutbox
):
    now = timezone.now()
    endpoint, _ = create_endpoint(partner, Wanted(receiver.url), by=manager, now=now)
    for number in (1, 2):
        receiver.say(410)
        publish_case(slug=f"leak-{number}", now=now)
        go(now)
        if number == 1:
            switch_on(endpoint, by=manager, now=now)
        assert send_endpoint_letters(now) == number - 1
    assert "answered 410" in mailoutbox[0].body
    first, second = EndpointLetter.objects.order_by("pk")
    assert (first.mailed_at, first.mail_error) == (None, "The endpoint worked again before.")
    assert second.mailed_at is not None


def test_deleted_endpoint_goes_when_its_last_attempt_has_ended(partner, receiver, manager):
    now = timezone.now()
    create_endpoint(partner, Wanted(receiver.url), by=make_account(), now=now)
    Endpoint.objects.update(deleted_at=now, is_active=False, locked_until=now + timedelta(seconds=30))

    tend_endpoints(now)
    assert Endpoint.objects.exists()
    tend_endpoints(now + timedelta(seconds=31))
    assert not Endpoint.objects.exists()
