"""The teaching page and the projector, as a class meets them."""

import pytest

from casestudies.actions.project import move_slug
from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy, Edition, PublicState, Redaction
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db
TEACH, PROJECT = "/cases/taught/teach/", "/cases/taught/teach/project/"


def body(answer):
    return answer.content.decode()


def test_teaching_page_shows_objectives_questions_and_the_time_they_take(client, taught):
    page = body(client.get(TEACH))

    assert "Tell a leak from unauthorised access." in page
    assert "Who was owed &lt;what&gt;?" in page
    assert 'On <a href="/cases/taught/#part-2" lang="en">Part 2</a>' in page
    assert '<output data-sum="total">40</output>' in page
    assert "PRIVATE NOTE" not in page


def test_form_leads_to_the_plans_own_address(client, taught, keys):
    first, second, third = keys
    sent = {"plan": "1", "q": [first, second], f"m-{first}": "30", f"m-{second}": "20", f"m-{third}": "9", "up": second}

    answer = client.get(TEACH, sent | {"length": "45", "section": ""})

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{TEACH}?q={second}&q={first}&m-{first}=30&length=45",
    )
    page = body(client.get(answer["Location"]))
    assert '<output data-sum="total">50</output>' in page
    assert '<output data-sum="over">5</output>' in page
    assert f'href="{PROJECT}?q={second}&amp;q={first}&amp;m-{first}=30&amp;length=45"' in page


def test_mistake_in_the_plan_is_a_bad_request_that_keeps_what_was_typed(client, taught, keys):
    answer = client.get(TEACH, {"q": keys[0], f"m-{keys[0]}": "soon"})

    assert answer.status_code == 400
    assert "Give whole minutes, from 1 to 600." in body(answer)
    assert 'value="soon"' in body(answer)
    assert "ETag" not in answer


def test_plan_of_an_earlier_edition_says_what_is_gone(client, taught, keys):
    answer = client.get(TEACH, {"q": [keys[0], "0a0a0a0a"]})

    assert answer.status_code == 200
    assert "1 question of this plan is not in the current edition any more." in body(answer)


def test_question_that_a_filter_hides_stays_in_the_plan(client, taught, keys):
    page = body(client.get(TEACH, {"section": "part-2"}))

    assert "Who was owed" not in page
    assert f'<input type="hidden" name="q" value="{keys[0]}">' in page
    assert '<output data-sum="questions">3</output>' in page


@pytest.mark.parametrize(("count", "address"), [(1, TEACH), (60, TEACH), (60, PROJECT)])
def test_pages_of_a_class_cost_three_queries(client, django_assert_num_queries, count, address):
    row = {"prompt": "Why?", "section": "part-1", "minutes": 5}
    rows = [row | {"uuid": f"{number:08x}-0000-4000-8000-000000000000"} for number in range(1, count + 1)]
    publish_case(make_case(slug="taught", questions=rows))

    client.get(address)
    with django_assert_num_queries(3):
        assert client.get(address).status_code == 200


def test_copy_that_is_good_is_answered_without_the_text(client, taught, django_assert_num_queries):
    etag = client.get(TEACH)["ETag"]

    with django_assert_num_queries(2):
        answer = client.get(TEACH, headers={"if-none-match": etag})

    assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(TEACH, {"length": "50"})["ETag"] != etag


ODD = ["q=", "q=%00", "m-=5", "length=-1", "n=0", "n=x", "n=99999999999", "kind=%C3%A9", "q=1&q=1", "up=x"]


def test_odd_parameters_never_fail(client, taught):
    answers = {f"{at}?{query}": client.get(f"{at}?{query}").status_code for at in (TEACH, PROJECT) for query in ODD}

    assert {address: status for address, status in answers.items() if status not in (200, 302, 400, 404)} == {}


def test_projector_shows_one_question_and_links_to_those_beside_it(client, taught, keys):
    plan = f"q={keys[2]}&q={keys[1]}&q={keys[0]}"

    page = body(client.get(f"{PROJECT}?{plan}&n=2&screen=dark"))

    assert page.count("<section") == 3
    assert page.count("hidden>") - page.count("data-full hidden>") == 2
    assert 'aria-labelledby="slide-2">' in page
    assert 'data-theme="dark"' in page
    escaped = plan.replace("&", "&amp;")
    assert f'data-previous href="{PROJECT}?{escaped}&amp;screen=dark"' in page
    assert f'data-next href="{PROJECT}?{escaped}&amp;screen=dark&amp;n=3"' in page
    assert f'href="{TEACH}?{escaped}" data-leave' in page
    assert "PRIVATE NOTE" not in page


def test_projector_stops_at_the_last_question_and_says_when_there_is_none(client, taught):
    assert 'aria-labelledby="slide-3">' in body(client.get(PROJECT, {"n": "9"}))
    assert "No question is in this plan" in body(client.get(PROJECT, {"plan": "1"}))


def test_edition_without_questions_says_so(client, db):
    publish_case(make_case(slug="taught", questions=[], objectives=[]))

    page = body(client.get(TEACH))

    assert "This edition has no questions for discussion." in page
    assert "Update the plan" not in page


def test_withdrawn_case_is_gone_with_all_that_was_made_for_teaching(client, taught):
    withdraw(CaseStudy.objects.get(), by=make_account(), now=NOW, reason="Wrong.")

    for address in (TEACH, PROJECT):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "Who was owed" not in body(answer)
        assert 'href="/cases/taught/"' in body(answer)


def test_redacted_text_is_gone(client, taught):
    one, two = make_account(), make_account()
    edition = Edition.objects.get()
    Redaction.objects.create(edition=edition, reason="x", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid)

    assert [client.get(address).status_code for address in (TEACH, PROJECT)] == [410, 410]


def test_old_address_takes_the_plan_along(client, taught):
    state = PublicState.objects.get()
    move_slug(state, "taught-anew")
    state.save()

    answer = client.get(f"{TEACH}?length=50")

    assert (answer.status_code, answer["Location"]) == (301, "/cases/taught-anew/teach/?length=50")


def test_pages_are_only_read_and_set_no_cookie(client, taught):
    for address in (TEACH, PROJECT):
        assert client.post(address).status_code == 405
        answer = client.get(address)
        assert (answer.cookies, answer["Cache-Control"]) == ({}, "public, no-cache")
