"""A shared record that changes takes the ground from approvals: who works on the texts is told, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from casestudies.actions.save_library import save_party, save_topic
from casestudies.actions.schedule import schedule
from casestudies.enums import EditionKind, Stage
from casestudies.models import CaseStudy, Notification, Party, Source
from casestudies.queries.approval import USES, approvals_resting_on
from tests.admin.forms import fields_of, text_of
from tests.factories import NOW, approve_case, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"


@world
def writer():
    return make_member("Author", username="wanda")


@world
def librarian():
    return make_member("Editor", username="lib", first_name="Lib")


@world
def client(librarian):
    browser = Client()
    browser.force_login(librarian)
    return browser


@world
def approved(writer):
    case_study = make_case(by=writer, title="The leak")
    approve_case(case_study, by=make_member("Editor"))
    return case_study


def limited(writer):
    case_study = make_case(by=writer, title=f"{SECRET} rising")
    approve_case(case_study)
    CaseStudy.objects.filter(pk=case_study.pk).update(is_limited=True)
    case_study.limited_to.add(writer)
    return case_study


def page_of(record):
    return reverse(f"admin:casestudies_{record._meta.model_name}_change", args=[record.pk])


def form_of(client, record):
    return fields_of(client.get(page_of(record)), f"{record._meta.model_name}_form")


def save(client, record, **typed):
    return client.post(page_of(record), form_of(client, record) | typed, follow=True)


def told():
    rows = Notification.objects.filter(kind="lapsed").order_by("pk")
    return [(row.account.username, row.sentence) for row in rows]


@world
def source(approved):
    return Source.objects.get(key="wiggers2024")


def test_form_names_the_approvals_that_a_change_undoes_to_those_who_see_them(client, librarian, source, writer):
    secret = limited(writer)

    page = client.get(page_of(source))
    assert "An approved text uses this record: “The leak”. A change" in text_of(page)
    assert SECRET not in page.content.decode()

    secret.limited_to.add(librarian)
    assert f"“The leak”, “{SECRET} rising”." in text_of(client.get(page_of(source)))


def test_change_tells_who_works_on_the_text(client, librarian, source, approved, writer):
    answer = save(client, source, page="17")

    assert "The approval does not cover the new text of “The leak”." in text_of(answer)
    assert Source.objects.get(pk=source.pk).page == "17"
    assert ("wanda", SAID) in told()
    assert {sentence for _name, sentence in told()} == {SAID}
    assert "lib" not in dict(told())
    assert approvals_resting_on(source) == []


SAID = (
    "Lib changed the source “Title of wiggers2024 (2024)”, which is part of “The leak”. "
    "Its approval does not cover the new text. Have it approved again."
)


def test_change_names_the_appointment_that_fails(client, librarian, source, approved):
    schedule(
        approved,
        by=make_account(username="pat"),
        now=NOW,
        publish_at=NOW + timedelta(days=1),
        kind=EditionKind.INITIAL,
        change_note="First.",
        expected=approve_case(approved),
    )

    save(client, source, page="17")

    assert "so it will not be published at " in dict(told())["pat"]


def test_change_that_readers_would_not_see_tells_nobody(client, librarian, source, approved):
    save(client, source, standing_note="Looked at again.")

    assert told() == []
    assert approvals_resting_on(source) == [approved]


def test_change_says_nothing_of_a_limited_draft_to_who_does_not_see_it(client, librarian, writer):
    secret = limited(writer)
    secret.limited_to.add(make_member("Author", username="named"))
    CaseStudy.objects.filter(pk=secret.pk).update(assignee=make_member("Author", username="assigned"))
    source = Source.objects.get(key="wiggers2024")

    answer = save(client, source, page="17")

    assert SECRET not in answer.content.decode()
    assert [name for name, _sentence in told()] == ["wanda"]


def test_second_change_tells_nobody_again(client, librarian, source):
    save(client, source, page="17")
    first = len(told())
    save(client, source, page="18")
    assert first > 0
    assert len(told()) == first


def test_record_that_a_file_overwrites_tells_too(approved, librarian):
    save_party({"key": "openai", "name": "OpenAI, Inc."}, by=librarian, now=NOW, overwrite=True)

    assert "changed the party “OpenAI, Inc.”, which is part of “The leak”." in dict(told())["wanda"]


def test_every_kind_of_record_that_a_text_uses_is_found(approved):
    kinds = [model for model in USES if any(approvals_resting_on(row) == [approved] for row in model.objects.all())]
    assert kinds == list(USES)


def test_record_of_a_text_that_is_not_approved_concerns_nobody(approved, librarian):
    CaseStudy.objects.update(stage=Stage.IN_REVIEW)
    save_topic({"slug": "creative-labour", "name": "Labour"}, by=librarian, now=NOW, overwrite=True)

    assert approvals_resting_on(Party.objects.get(key="openai")) == []
    assert told() == []


def test_approvals_take_the_same_queries_for_one_and_for_three(approved, source, django_assert_num_queries):
    with django_assert_num_queries(100, exact=False) as one:
        approvals_resting_on(source)
    for _ in range(2):
        approve_case(make_case())
    with django_assert_num_queries(len(one)):
        assert len(approvals_resting_on(source)) == 3


def test_desk_says_that_an_approved_text_changed_since(client, source, approved):
    client.force_login(make_member("Publisher"))
    assert "It can be published." in text_of(client.get("/admin/"))

    Source.objects.filter(pk=source.pk).update(page="17")

    text = text_of(client.get("/admin/"))
    assert "Editor approved it, and its text changed since: a source or another shared record did." in text
    assert "It can be published." not in text
