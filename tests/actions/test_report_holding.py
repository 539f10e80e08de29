"""What a partner carries is written down once an address, with who and what before, by those who may."""

from datetime import timedelta

import pytest

from casestudies.actions.report_holding import delete_holding, report_holding
from casestudies.errors import NotReady, WrongStage
from casestudies.models import AuditEntry, Holding
from tests.factories import NOW, correct_case, make_account, make_case, make_member, make_partner, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
URL = "https://partner.example/leak"


@world
def by():
    return make_member("Partnerships")


def report(edition, case_study, by, *, url=URL, now=NOW):
    return report_holding(make_partner(), case_study, edition=edition, url=url, by=by, now=now)


@world
def edition():
    return publish_case()


def test_a_later_report_of_the_same_address_replaces_the_earlier_and_the_audit_keeps_both(by):
    first = publish_case(title="The leak")
    second = correct_case(first, now=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)

    report(first, first.case_study, by)
    report(second, first.case_study, by, now=later)

    holding = Holding.objects.get()
    assert (holding.edition, holding.reported_at, holding.recorded_by) == (second, later, by)
    assert [
        (entry.verb, entry.subject_id, entry.detail) for entry in AuditEntry.objects.filter(subject_type="partner")
    ] == [
        (
            "holding.reported",
            str(holding.partner.uuid),
            {"case_study": "The leak", "address": URL, "edition": now, "edition_before": before},
        )
        for now, before in (("2", "1"), ("1", ""))
    ]


def test_a_text_that_was_taken_down_is_kept_as_such(by, edition):
    report(edition, edition.case_study, by)

    report(None, edition.case_study, by)

    assert Holding.objects.get().edition is None
    assert AuditEntry.objects.filter(verb="holding.taken_down", detail__edition_before="1").exists()


def test_two_addresses_are_two_holdings_and_print_has_none(by, edition):
    for url in (URL, f"{URL}/2", ""):
        report(edition, edition.case_study, by, url=url)

    assert Holding.objects.count() == 3


@pytest.mark.parametrize(
    ("url", "place"), [("javascript:alert(1)", "url"), (f"https://partner.example/{'x' * 500}", "url")]
)
def test_a_bad_address_is_refused(by, url, place, edition):
    with pytest.raises(NotReady) as refusal:
        report(edition, edition.case_study, by, url=url)

    assert [problem.place for problem in refusal.value.problems] == [place]
    assert not Holding.objects.exists()


def test_nobody_carries_a_draft_or_an_edition_of_another_case_study(by, edition):
    for case_study, wanted in ((make_case(), None), (publish_case().case_study, edition)):
        with pytest.raises(NotReady) as refusal:
            report(wanted, case_study, by)
        assert [problem.place for problem in refusal.value.problems] == ["edition"]


def test_what_was_noted_by_mistake_is_deleted_once(by, edition):
    holding = report(edition, edition.case_study, by)
    delete_holding(holding, by=make_account(), now=NOW)

    assert AuditEntry.objects.get(verb="holding.deleted").detail["edition"] == "1"
    holding.pk = 1
    with pytest.raises(WrongStage):
        delete_holding(holding, by=by, now=NOW)
