"""What changed between two editions, as a reader sees it."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from casestudies.actions.project import move_slug
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import PublicState, Redaction
from casestudies.public import changes
from tests.factories import NOW, make_account, revise_case
from tests.public.conftest import publish_next
from tests.worlds import world

pytestmark = pytest.mark.django_db
ADDRESS = "/cases/sora-leak/editions/1..2/"


def body(answer):
    return answer.content.decode()


@world
def corrected(sora):
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours, not four.", text="It was open for three hours.")
    return sora


def test_redline_shows_what_was_inserted_and_deleted_under_the_note(client, corrected):
    page = body(client.get(ADDRESS))

    assert '<p dir="auto">Three hours, not four.</p>' in page
    assert "<p>It was open for three hours." in page[page.index('<ins class="redline-whole">') :]
    assert "<p>Statement 1 of the record." in page[page.index('<del class="redline-whole">') :]
    assert "teacher" not in page.lower()


def test_redline_carries_the_notes_of_every_edition_in_between(client, corrected):
    publish_next(corrected, hours=2, note="The ministry answered.", text="The ministry answered.")

    page = body(client.get("/cases/sora-leak/editions/1..3/"))

    assert page.index("The ministry answered.</p>") < page.index("Three hours, not four.</p>")


def test_redline_of_the_whole_text_has_an_etag_of_its_own(client, corrected):
    short, whole = client.get(ADDRESS), client.get(f"{ADDRESS}?all=1")

    assert "1 section unchanged" in body(short)
    assert "Statement 2 of the record." not in body(short)
    assert "Statement 2 of the record." in body(whole)
    assert short["ETag"] != whole["ETag"]


def test_redline_that_a_reader_has_is_not_made_again(client, corrected, django_assert_num_queries):
    first = client.get(ADDRESS)
    revise_case(corrected, text="Unpublished.")

    with django_assert_num_queries(3):
        again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    with django_assert_num_queries(4):
        client.get(ADDRESS)

    assert (again.status_code, again.content) == (304, b"")


def test_redline_that_took_long_is_kept(client, corrected, monkeypatch, django_assert_num_queries):
    cache.clear()
    monkeypatch.setattr(changes, "SLOW", -1)
    first = body(client.get(ADDRESS))

    with django_assert_num_queries(3):
        again = body(client.get(ADDRESS))
    assert again == first
    assert body(client.get(f"{ADDRESS}?all=1")) != first
    cache.clear()


def test_other_pairs_lead_to_the_right_address_or_nowhere(client, corrected):
    found = {
        pair: client.get(f"/cases/sora-leak/editions/{pair}/")
        for pair in ("2..1", "2..2", "1..3", "9999998..9999999", "0..1", "1..99999999999999999999", "1...2")
    }

    assert {pair: answer["Location"] for pair, answer in found.items() if answer.status_code == 301} == {
        "2..1": ADDRESS,
        "2..2": "/cases/sora-leak/editions/2/",
    }
    assert [answer.status_code for answer in found.values()] == [301, 301, 404, 404, 404, 404, 404]


def test_two_editions_are_chosen_by_a_form(client, corrected):
    def chosen(query):
        answer = client.get(f"/cases/sora-leak/editions/?{query}")
        return answer["Location"] if answer.status_code == 301 else answer.status_code

    assert [chosen("from=1&to=2"), chosen("from=2&to=1")] == [ADDRESS, ADDRESS]
    assert chosen("from=1&to=1") == "/cases/sora-leak/editions/1..1/"
    odd = ("from=one&to=2", "from=1&to=%00", "from=1&to=99999999999", "from=²&to=1", "from=1")
    assert [chosen(query) for query in odd] == [200] * 5


def test_redline_of_a_withdrawn_case_stands_under_a_banner(client, corrected):
    withdraw(corrected, by=make_account(), now=NOW + timedelta(hours=2), reason="Invented.")

    page = body(client.get(ADDRESS))

    assert "<strong>This case study was withdrawn.</strong>" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("number", [1, 2])
def test_redline_with_a_redacted_side_is_gone(client, corrected, number):
    edition = corrected.editions.get(number=number)
    one, two = make_account(), make_account()
    Redaction.objects.create(edition=edition, reason="x", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid)

    answer = client.get(ADDRESS)

    assert (answer.status_code, "Statement 1 of the record." in body(answer)) == (410, False)


def test_redline_at_an_old_slug_redirects_for_good(client, corrected):
    state = PublicState.objects.get()
    move_slug(state, "sora-leak-2024")
    state.save()

    answer = client.get(ADDRESS)

    assert (answer.status_code, answer["Location"]) == (301, "/cases/sora-leak-2024/editions/1..2/")


def test_pages_of_a_case_lead_to_what_changed(client, corrected):
    for address in ("/", "/cases/", "/cases/sora-leak/", "/cases/sora-leak/editions/"):
        assert f'href="{ADDRESS}"' in body(client.get(address)), address
    correction = body(client.get("/cases/sora-leak/")).partition("<dt>Correction, ")[2]
    assert f'<a href="{ADDRESS}">What changed</a>' in correction.partition("</dl>")[0]
