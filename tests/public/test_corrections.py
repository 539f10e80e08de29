"""The ledger of corrections: what stands in it, in which order, and what it costs."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import Correction, Redaction
from casestudies.queries import notices
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db


def body(answer):
    return answer.content.decode()


def correct(case_study, *, note="Three hours, not four.", hours=1):
    return publish_next(case_study, kind=EditionKind.CORRECTION, note=note, hours=hours, text=f"Text of hour {hours}.")


def test_ledger_without_a_notice_says_so(client, sora):
    assert "Nothing has been corrected or withdrawn yet." in body(client.get("/corrections/"))


def test_correction_stands_with_its_day_its_note_and_what_changed(client, sora):
    correct(sora)

    page = body(client.get("/corrections/"))

    assert '<time datetime="2026-11-14">14 November 2026</time> · <span class="ledger-kind">correction</span>' in page
    assert '<p class="ledger-words" dir="auto">Three hours, not four.</p>' in page
    assert 'href="/cases/sora-leak/editions/1..2/"' in page


def test_an_update_is_no_correction(client, sora):
    publish_next(sora, note="More is known.")

    assert "More is known." not in body(client.get("/corrections/"))


def test_withdrawal_and_reinstatement_stand_in_order_of_time(client, sora):
    by = make_account()
    correct(sora)
    withdraw(sora, by=by, now=NOW + timedelta(hours=2), reason="A source was invented.")
    reinstate(sora, by=by, now=NOW + timedelta(hours=3), reason="The source was found.")

    page = body(client.get("/corrections/"))

    places = [page.index(words) for words in ("The source was found.", "A source was invented.", "Three hours")]
    assert places == sorted(places)


def test_redacted_text_is_neither_named_nor_compared(client, sora):
    correct(sora)
    one, two = make_account(), make_account()
    Redaction.objects.create(
        edition=sora.editions.get(number=2), reason="x", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid
    )

    page = body(client.get("/corrections/"))

    assert ("The leak of" in page, "1..2" in page, "Three hours, not four." in page) == (False, False, True)


def test_ledger_is_paged_and_costs_the_same_with_many(client, sora, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(notices, "PAGE_SIZE", 2)
    withdraw(publish_case(slug="other").case_study, by=make_account(), now=NOW, reason="Invented.")
    correct(sora)
    with django_assert_num_queries(6):
        client.get("/corrections/")
    for hours in (2, 3, 4):
        correct(sora, hours=hours, note=f"Correction of hour {hours}.")
    another = make_case(slug="another")
    publish_case(another)
    correct(another, hours=5)
    withdraw(sora, by=make_account(), now=NOW + timedelta(hours=6), reason="Wrong.")
    with django_assert_num_queries(6):
        first = body(client.get("/corrections/"))
    second = body(client.get("/corrections/?page=2"))

    assert "Page 1 of 4" in first
    assert ("Correction of hour 4." in first, "Correction of hour 4." in second) == (False, True)
    assert [client.get(f"/corrections/?page={page}").status_code for page in ("5", "0", "x", "9" * 30)] == [404] * 4


def test_ledger_that_a_reader_has_is_new_after_another_correction(client, sora):
    correct(sora)
    first = client.get("/corrections/")
    same = client.get("/corrections/", headers={"if-none-match": first["ETag"]})
    correct(sora, hours=2)
    again = client.get("/corrections/", headers={"if-none-match": first["ETag"]})

    assert (same.status_code, again.status_code, Correction.objects.count()) == (304, 200, 2)
