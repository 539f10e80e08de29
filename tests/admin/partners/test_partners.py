"""A partnerships manager keeps partners and what they carry without a developer, and without seeing a draft."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import withdraw
from casestudies.enums import Coverage
from casestudies.models import AuditEntry, CaseStudy, Holding, Notification, Partner
from tests.admin.forms import errors_at, fields_of, text_of
from tests.factories import NOW, correct_case, make_account, make_case, make_holding, make_member, publish_case

pytestmark = pytest.mark.django_db
ADD = reverse("admin:casestudies_holding_add")
LIST = reverse("admin:casestudies_holding_changelist")
HOME = reverse("admin:index")
URL = "https://partner.example/leak"


@pytest.fixture
def pat(client):
    """Somebody who looks after partners, signed in, and nothing else."""
    account = make_member("Partnerships", username="pat")
    client.force_login(account)
    return account


def record(client, partner, edition, /, **typed):
    fields = fields_of(client.get(f"{ADD}?partner={partner.pk}"), "holding_form")
    assert fields["partner"] == str(partner.pk)
    return client.post(ADD, fields | {"edition": str(edition.pk), "url": URL, "_save": ""} | typed)


def test_a_partner_and_what_it_carries_are_written_down_and_stand_with_it(client, pat):
    edition = publish_case(title="The leak")
    CaseStudy.objects.update(title="ZZDRAFTZZ")
    add = reverse("admin:casestudies_partner_add")
    fields = fields_of(client.get(add), "partner_form")
    fields |= {"name": "The Harbour Post", "slug": "harbour-post"}
    saved = client.post(add, fields | {"contact_name": "Ida Quay", "contact_phone": "+44 20 7946 0018", "_save": ""})
    partner = Partner.objects.get(slug="harbour-post")
    page = reverse("admin:casestudies_partner_change", args=[partner.pk])
    assert saved["Location"] == page
    assert "Nothing is recorded yet" in text_of(client.get(page))
    assert "no e-mail address to remind" in text_of(client.get(reverse("admin:casestudies_partner_changelist")))

    assert record(client, partner, edition)["Location"] == page

    shown = text_of(client.get(page))
    assert "The leak Edition 1 · https://partner.example/leak The edition that stands." in shown
    assert "Record what it carries" in shown
    assert "ZZDRAFTZZ" not in shown + text_of(client.get(LIST))
    assert Holding.objects.get().recorded_by == pat
    assert AuditEntry.objects.filter(verb="partner.created", subject_id=str(partner.uuid)).exists()


def test_editions_are_found_by_their_published_title_without_a_right_to_drafts(client, pat):
    publish_case(title="The leak")
    CaseStudy.objects.update(title="ZZDRAFTZZ")
    asked = {"app_label": "casestudies", "model_name": "holding", "field_name": "edition"}

    def found(words):
        answer = client.get(reverse("admin:casestudies_search"), asked | {"term": words})
        return [row["text"] for row in answer.json()["results"]]

    assert found("leak") == ["The leak, edition 1"]
    assert found("ZZDRAFTZZ") == []


def test_a_text_taken_down_is_recorded_and_put_back_by_the_form(client, pat):
    holding = make_holding(publish_case())
    page = reverse("admin:casestudies_holding_change", args=[holding.pk])

    client.post(page, fields_of(client.get(page), "holding_form") | {"is_taken_down": "on"})
    holding.refresh_from_db()
    assert holding.edition is None
    fields = fields_of(client.get(page), "holding_form")
    assert fields["is_taken_down"] == "on"
    fields.pop("is_taken_down")
    client.post(page, fields)
    holding.refresh_from_db()
    assert holding.edition.number == 1


def test_the_desk_notes_a_correction_that_is_shown_and_sees_what_left_the_coverage(client, pat):
    edition, kept = publish_case(title="The leak"), publish_case(title="Kept")
    holding = make_holding(edition)
    page = reverse("admin:casestudies_holding_change", args=[holding.pk])
    correct_case(edition, now=NOW + timedelta(days=1))
    for wrong in ("1", "3"):
        answer = client.post(page, fields_of(client.get(page), "holding_form") | {"correction_shown": wrong})
        assert errors_at(answer, "id_correction_shown"), wrong
    client.post(page, fields_of(client.get(page), "holding_form") | {"correction_shown": "2"})

    assert "Edition 1, with the corrections up to edition 2 beside it" in text_of(client.get(f"{LIST}?behind=no"))
    shown = text_of(client.get(page))
    assert "Edition 2 stands; what was corrected is shown beside the text." in shown
    assert "Reported Edition 1, with the corrections up to edition 2 beside it" in shown
    gone = {"is_taken_down": "on", "correction_shown": "7"}
    client.post(page, fields_of(client.get(page), "holding_form") | gone)
    holding.refresh_from_db()
    assert (holding.edition, holding.correction_shown) == (None, None)
    fields = fields_of(client.get(page), "holding_form")
    fields.pop("is_taken_down")
    client.post(page, fields | {"edition": str(edition.pk)})

    chosen, by = {"case_studies": [kept.case_study]}, make_account()
    set_coverage(holding.partner, Coverage.CHOSEN, by=by, now=NOW + timedelta(days=2), **chosen)
    assert "Behind since 16 November 2026: it is not in the partner’s coverage." in text_of(client.get(page))
    assert "The leak" in text_of(client.get(f"{LIST}?behind=yes"))


def test_an_edition_of_another_case_study_is_refused_at_its_field(client, pat):
    holding, other = make_holding(publish_case()), publish_case()
    page = reverse("admin:casestudies_holding_change", args=[holding.pk])

    answer = client.post(page, fields_of(client.get(page), "holding_form") | {"edition": str(other.pk)})

    assert errors_at(answer, "id_edition") == [
        "Choose an edition of the same case study. Record another one on its own."
    ]


@pytest.mark.rows
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"edition": ""}, "id_edition"),
        ({"edition": "9" * 30}, "id_edition"),
        ({"partner": "x"}, "id_partner"),
        ({"url": "javascript:alert(1)"}, "id_url"),
        ({"url": f"https://partner.example/{'x' * 500}"}, "id_url"),
    ],
)
def test_bad_input_is_named_at_its_field(client, pat, typed, field):
    edition = publish_case()
    partner = Partner.objects.create(name="Radio", slug="radio")

    answer = record(client, partner, edition, **typed)

    assert answer.status_code == 200
    assert errors_at(answer, field)
    assert not Holding.objects.exists()


def test_what_was_recorded_by_mistake_is_deleted_and_a_partner_is_not(client, pat):
    holding = make_holding(publish_case())

    client.post(reverse("admin:casestudies_holding_delete", args=[holding.pk]), {"post": "yes"})

    assert not Holding.objects.exists()
    assert AuditEntry.objects.filter(verb="holding.deleted").exists()
    partner = reverse("admin:casestudies_partner_delete", args=[holding.partner_id])
    assert client.post(partner, {"post": "yes"}).status_code == 403
    assert Partner.objects.exists()


@pytest.mark.parametrize("key", ["999999", "abc"])
def test_history_of_a_holding_that_is_not_there_is_404(client, pat, key):
    assert client.get(reverse("admin:casestudies_holding_history", args=[key])).status_code == 404


def test_the_list_finds_who_is_behind_and_goes_out_as_it_is_filtered(client, pat):
    old, fine = publish_case(title="The leak", now=NOW), publish_case(title="Another")
    make_holding(old)
    make_holding(fine, url="")
    correct_case(old, now=NOW + timedelta(days=1), by=make_account())

    (row,) = csv.DictReader(
        io.StringIO(client.get(f"{reverse('admin:casestudies_holding_export')}?behind=yes").getvalue().decode())
    )

    assert (row["Title"], row["Partner"], row["Edition"]) == ("The leak", "The Harbour Post", "1")
    assert row["How it stands"] == "Behind since 15 November 2026: corrected in edition 2."
    assert "Another" in text_of(client.get(f"{LIST}?behind=no"))
    assert "The leak" not in text_of(client.get(f"{LIST}?behind=no"))
    assert "The leak" in text_of(client.get(f"{LIST}?q=leak"))


def test_desk_of_who_looks_after_partners_shows_who_is_behind_and_no_draft(client, pat):
    assert "No partner that the desk knows of carries a text" in text_of(client.get(HOME))
    edition = publish_case(title="The leak", now=NOW)
    make_case(title="ZZDRAFTZZ")
    make_holding(edition)
    CaseStudy.objects.filter(pk=edition.case_study_id).update(title="ZZDRAFTZZ again")
    withdraw(edition.case_study, by=make_account(), now=NOW + timedelta(days=1), reason="Wrong.")

    shown = text_of(client.get(HOME))
    assert "1 copy is behind" in text_of(client.get(reverse("admin:casestudies_partner_changelist")))

    assert "Partners behind 1 The Harbour Post: The leak" in shown
    assert "Edition 1 · Behind since 15 November 2026: withdrawn." in shown
    assert "ZZDRAFTZZ" not in shown.replace("“ZZDRAFTZZ again” was withdrawn", "")
    notice = Notification.objects.get(account=pat)
    assert client.get(reverse("admin:casestudies_told_open", args=[notice.pk]))["Location"] == f"{LIST}?behind=yes"


@pytest.mark.parametrize(("role", "sees"), [("Publisher", True), ("Administrator", True), ("Editor", False)])
def test_panel_is_shown_to_those_alone_whom_it_concerns(client, role, sees):
    edition = publish_case()
    make_holding(edition)
    correct_case(edition, now=NOW + timedelta(days=1))
    client.force_login(make_member(role))

    answer = client.get(HOME)

    assert ("Partners behind" in text_of(answer)) is sees
    assert client.get(LIST).status_code == (200 if sees else 403)
    assert client.get(ADD).status_code == 403


def test_lists_and_desk_take_as_many_queries_with_one_row_as_with_many(client, pat):
    def behind(number):
        edition = publish_case(title=f"Case {number}")
        make_holding(edition, url=f"{URL}/{number}")
        correct_case(edition, now=NOW + timedelta(days=1))

    def ask(page):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    behind(0)
    partner = reverse("admin:casestudies_partner_change", args=[Partner.objects.get().pk])
    pages = (HOME, LIST, partner, reverse("admin:casestudies_partner_changelist"))
    one = [(ask(page), ask(page))[1] for page in pages]
    for number in range(1, 4):
        behind(number)
    assert [ask(page) for page in pages] == one
