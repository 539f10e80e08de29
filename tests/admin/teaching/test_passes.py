"""Teacher passes at the desk: who finds the page, what the form says, what the list shows."""

import re

import pytest
from django.utils import timezone

from casestudies.actions.teacher_pass import grant_teacher_pass
from casestudies.models import CaseStudy, TeacherPass
from tests.factories import make_account, make_case, make_member, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
LIST = "/admin/casestudies/teacherpass/"
GRANT = f"{LIST}grant/"


def body(answer):
    return answer.content.decode()


@world
def live():
    publish_case(make_case(slug="live", title="A live case"))
    return CaseStudy.objects.get()


@pytest.fixture
def editor(client):
    editor = make_member("Editor")
    client.force_login(editor)
    return editor


def test_editor_grants_a_pass_and_sees_its_address_once(client, live, editor):
    sent = {"label": "Dr <Okoye>", "email": "okoye@example.org", "case_study": str(live.pk), "days": "30"}

    page = body(client.post(GRANT, sent))
    (address,) = re.findall(r'value="(http://testserver/teach/[\w-]{32}/)"', page)

    assert "mailto:okoye%40example.org?subject=" in page
    assert client.get(address, follow=True).status_code == 200
    listed = body(client.get(LIST))
    assert "Dr &lt;Okoye&gt;" in listed
    assert address.split("/")[-2] not in listed
    granted = TeacherPass.objects.get()
    assert (granted.case_study, granted.granted_by, granted.uses) == (live, editor, 1)


def test_form_keeps_what_was_typed_and_says_what_to_do(client, live, editor):
    page = body(client.post(GRANT, {"label": "", "email": "no address", "case_study": "99", "days": "30"}))

    assert "Say for whom this pass is." in page
    assert "There is no such published case study." in page
    assert 'value="no address"' in page
    assert not TeacherPass.objects.exists()


@pytest.mark.parametrize("case", ["x", "999999999999", "\x00", "-1"])
def test_odd_choices_in_the_address_do_no_harm(client, live, editor, case):
    assert client.get(GRANT, {"case": case}).status_code in (200, 400)


def test_editor_revokes_a_pass(client, live, editor):
    granted, token = grant_teacher_pass(live, by=editor, now=timezone.now(), label="Dr Okoye", days=30)
    assert "Revoke this pass" in body(client.get(f"{LIST}{granted.pk}/change/"))

    page = body(client.post(f"{LIST}{granted.uuid}/revoke/", follow=True))
    again = body(client.post(f"{LIST}{granted.uuid}/revoke/", follow=True))

    assert "no longer works" in page
    assert "revoked already" in again
    assert client.get(f"/teach/{token}/").status_code == 410
    assert client.get(f"{LIST}{granted.uuid}/revoke/").status_code == 405


def test_author_and_administrator_find_no_passes(client, live):
    for role in ("Author", "Administrator", "Fact-checker"):
        client.force_login(make_member(role))
        assert [client.get(address).status_code for address in (LIST, GRANT)] == [403, 403]
        assert "Teacher passes" not in body(client.get("/admin/"))


def test_limited_case_and_its_passes_are_hidden_from_who_does_not_see_it(client, live, editor):
    granted, _token = grant_teacher_pass(live, by=make_account(), now=timezone.now(), label="Dr Okoye", days=30)
    CaseStudy.objects.update(is_limited=True)

    assert "A live case" not in body(client.get(GRANT))
    assert "Dr Okoye" not in body(client.get(LIST))
    assert client.post(f"{LIST}{granted.uuid}/revoke/").status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_list_costs_the_same_for_one_and_for_many(client, live, django_assert_max_num_queries, count):
    client.force_login(make_account())
    for _number in range(count):
        grant_teacher_pass(live, by=make_account(), now=timezone.now(), label="Somebody", days=30)

    with django_assert_max_num_queries(9):
        assert client.get(LIST).status_code == 200
