"""A private link leads to a draft while whoever gave it may give it, and to the text that it was given for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies.actions.ask_checker import ask_checker
from casestudies.actions.check_statement import tick_statement
from casestudies.actions.limit import limit
from casestudies.actions.preview_link import make_preview_link
from casestudies.errors import NotAllowed
from casestudies.models import CheckRequest, PreviewLink, Verification
from tests.actions.told import audited
from tests.factories import make_account, make_case, make_member, publish_case, revise_case
from tests.role_world import key_of
from tests.worlds import world

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"


@world
def author():
    return make_member("Author", username="art")


@world
def editor():
    return make_member("Editor", username="eve")


@world
def publisher():
    return make_member("Publisher", username="pat")


@world
def draft():
    return make_case(by=make_account(), title=f"{SECRET} rising")


def preview(draft, by, **changes):
    return make_preview_link(draft, by=by, now=timezone.now(), **({"label": "Legal", "days": 90} | changes))


def ask(draft, by):
    asked = ask_checker(draft, by=by, now=timezone.now(), name="Noor", email="noor@example.org", days=90)
    return asked.request, asked.link[asked.link.index("/check/") :]


def opened(client, *addresses):
    answers = [client.get(address) for address in addresses]
    assert [SECRET in answer.content.decode() for answer in answers] == [one.status_code == 200 for one in answers]
    return [answer.status_code for answer in answers]


def test_limit_closes_the_links_of_those_it_shuts_out_and_says_so(client, draft, author, editor, publisher):
    (_link, token), (request, check) = preview(draft, author), ask(draft, editor)
    (kept, kept_token), (kept_request, kept_check) = preview(draft, publisher, label="Kept"), ask(draft, publisher)
    key = key_of(draft)
    assert opened(client, f"/preview/{token}/", check) == [200, 200]

    limit(draft, by=publisher, now=timezone.now(), to=[])

    assert opened(client, f"/preview/{token}/", check) == [410, 410]
    assert opened(client, f"/preview/{kept_token}/", kept_check) == [200, 200]
    with pytest.raises(NotAllowed, match="no longer open"):
        tick_statement(draft, key, by=request, now=timezone.now())
    assert not Verification.objects.exists()
    detail = audited("case_study.limited").detail
    assert (detail["preview_links_closed"], detail["check_links_closed"]) == (["Legal"], [str(request.uuid)])
    assert list(PreviewLink.objects.filter(revoked_at=None)) == [kept]
    assert list(CheckRequest.objects.filter(revoked_at=None)) == [kept_request]


def test_link_stays_closed_when_the_limit_is_lifted(client, draft, author, publisher):
    token = preview(draft, author)[1]
    limit(draft, by=publisher, now=timezone.now(), to=[])

    limit(draft, by=publisher, now=timezone.now(), to=None)

    assert opened(client, f"/preview/{token}/") == [410]


@pytest.mark.parametrize("end", ["role lost", "switched off", "limited to others"])
def test_link_ends_with_the_right_of_who_gave_it(client, draft, end):
    giver = make_member("Editor")
    token, (request, check) = preview(draft, giver)[1], ask(draft, giver)
    key = key_of(draft)
    if end == "role lost":
        giver.user_permissions.clear()
    elif end == "switched off":
        giver.is_active = False
        giver.save()
    else:
        draft.is_limited = True
        draft.save()

    assert opened(client, f"/preview/{token}/", check) == [410, 410]
    assert client.post(check, {"do": "tick", "key": key}).status_code == 410
    with pytest.raises(NotAllowed, match="no longer open"):
        tick_statement(draft, key, by=request, now=timezone.now())
    assert not Verification.objects.exists()


def test_publication_closes_what_would_show_the_next_text(client, draft):
    by = make_account()
    _follows, follows = preview(draft, by)
    _stays, stays = preview(draft, by, label="Read", revision=draft.revisions.get())
    request, check = ask(draft, by)

    publish_case(draft, by=by, now=timezone.now())
    revise_case(draft, text="Words of the next edition.")

    assert opened(client, f"/preview/{follows}/", f"/preview/{stays}/", check) == [410, 200, 410]
    detail = audited("case_study.published").detail
    assert (detail["preview_links_closed"], detail["check_links_closed"]) == (["Legal"], [str(request.uuid)])


def test_publication_says_nothing_of_links_that_had_ended(draft):
    by = make_account()
    preview(draft, by)
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    publish_case(draft, by=by, now=timezone.now())

    assert "preview_links_closed" not in audited("case_study.published").detail
    assert PreviewLink.objects.get().revoked_at is None


def test_links_page_reads_the_rights_of_a_maker_once(
    client, draft, author, publisher, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(publisher)
    page = f"/admin/casestudies/casestudy/{draft.pk}/preview/links/"
    preview(draft, author)
    with django_assert_max_num_queries(60) as one:
        client.get(page)
    for number in range(3):
        preview(draft, author, label=f"Reader {number}")
    with django_assert_num_queries(len(one)):
        text = client.get(page).content.decode()
    assert text.count("Works") >= 4

    author.user_permissions.clear()
    assert "Its maker may not share this draft any more" in client.get(page).content.decode()


def test_limit_page_names_the_links_that_are_open(client, draft, author, editor, publisher):
    preview(draft, author)
    ask(draft, editor)
    client.force_login(publisher)

    page = client.get(f"/admin/casestudies/casestudy/{draft.pk}/limit/").content.decode()

    assert "Legal, by Author; Noor, by Editor" in page
    assert "Private links of all others are closed." in page
