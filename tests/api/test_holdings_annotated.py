"""A correction shown beside an older text is reported, and holds until the next one; and how a case is named."""

from datetime import timedelta

import pytest

from casestudies.actions.escalate_holdings import escalate_holdings
from casestudies.actions.move_case import move_case
from casestudies.actions.set_coverage import set_coverage
from casestudies.enums import Coverage, HoldingStep
from casestudies.models import AuditEntry, Holding, HoldingStepTaken
from tests.api.asking import key_for
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, publish_case, update_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
API = "/api/v1/"
URL = "https://partner.example/leak"
HOUR = timedelta(hours=1)


@world
def first():
    return publish_case(slug="leak", title="The leak")


def put(client, name, **body):
    return client.put(f"{API}holdings/{name}/", body, content_type="application/json")


def test_a_correction_shown_beside_the_text_ends_the_reminders_until_the_next_one(client, first):
    put(client, "leak", edition=1, url=URL)
    second = correct_case(first, now=NOW + HOUR)
    assert escalate_holdings(NOW + HOUR) == 1
    (stale,) = client.get(f"{API}holdings/leak/").json()["results"]
    assert stale["what_to_do"] == (
        "Put edition 2 in its place and report that; or show the corrections up to edition 2 beside your text and "
        "report it with “correction_shown”: 2."
    )

    shown = put(client, "leak", edition=1, correction_shown=2, url=URL).json()
    check("Holding", shown)
    assert (shown["standing"], shown["is_stale"], shown["correction_shown"]) == ("annotated", False, 2)
    assert shown["what_to_do"].startswith("Nothing, while the corrections up to edition 2 stand beside it.")
    assert HoldingStepTaken.objects.order_by("-pk").first().step == HoldingStep.RESOLVED
    assert escalate_holdings(NOW + 30 * HOUR) == 0
    entries = AuditEntry.objects.filter(verb="holding.reported")
    assert entries.order_by("-pk")[0].detail["corrections_shown_up_to"] == "2"
    count = entries.count()
    put(client, "leak", edition=1, correction_shown=2, url=URL)
    assert entries.count() == count, "the same again is no news"

    update_case(first, now=NOW + 31 * HOUR)
    assert escalate_holdings(NOW + 31 * HOUR) == 0
    correct_case(second, now=NOW + 32 * HOUR, text="Again.")
    (again,) = client.get(f"{API}holdings/", {"stale": "true"}).json()["results"]
    assert (again["standing"], again["correction_shown"]) == ("corrected", 2)
    assert again["stale_since"] == "2026-11-15T17:30:00.000000Z", "since the first that it does not show"
    assert "up to edition 4 beside" in again["what_to_do"]
    assert escalate_holdings(NOW + 32 * HOUR) == 1

    put(client, "leak", edition=1, correction_shown=4, url=URL)
    assert put(client, "leak", edition=1, url=URL).json()["standing"] == "corrected", "a report replaces the one before"
    put(client, "leak", edition=1, correction_shown=4, url=URL)
    assert put(client, "leak", removed=True, url=URL).json()["correction_shown"] is None


def test_what_cannot_be_shown_is_refused(client, partner, first):
    correct_case(first, now=NOW + HOUR)
    update_case(first, now=NOW + 2 * HOUR)
    bodies = {
        "The text of edition 2 has no later correction in edition 2": {"edition": 2, "correction_shown": 2},
        "Edition 3 is no correction": {"edition": 1, "correction_shown": 3},
        "Edition 9 is no correction": {"edition": 1, "correction_shown": 9},
        f"Edition {2**70} is no correction": {"edition": 1, "correction_shown": 2**70},
        "No correction is shown beside a text that is gone": {"removed": True, "correction_shown": 2},
        "has to be a whole number": {"edition": 1, "correction_shown": "2"},
    }
    sandbox = type(client)(headers={"authorization": f"Bearer {key_for(partner, is_sandbox=True)}"})
    for words, body in bodies.items():
        answer = put(client, "leak", **body)
        assert answer.status_code == 422, words
        assert answer.json()["errors"][0]["pointer"] == "/correction_shown"
        assert words in answer.json()["detail"]
    refused = put(sandbox, "sample-corrected", edition=1, correction_shown=3)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/correction_shown")
    assert put(sandbox, "sample-corrected", edition=1, correction_shown=2).json()["standing"] == "annotated"
    for body in ({"edition": 9}, {"edition": 1, "correction_shown": 2}):
        lost = put(sandbox, "sample-lost", **body)
        assert (lost.status_code, lost.json()["errors"][0]["pointer"]) == (422, "/edition")
        assert "may not receive this case study any more" in lost.json()["detail"]
    assert put(sandbox, "sample-lost", edition=1).json()["standing"] == "not_covered"
    assert put(sandbox, "sample-lost", removed=True).json()["standing"] == "removed"
    samples = sandbox.get(f"{API}holdings/").json()
    check("HoldingList", samples)
    assert {"annotated", "not_covered"} <= {row["standing"] for row in samples["results"]}
    assert not Holding.objects.exists()


def test_what_is_answered_with_null_may_be_sent_back(client, first):
    members = ("edition", "correction_shown", "url")
    for report in ({"edition": 1, "url": URL}, {"removed": True, "url": URL}):
        row = put(client, "leak", **report).json()
        again = report | {name: row[name] for name in members}
        check("HoldingReport", again)
        assert again["correction_shown"] is None
        assert put(client, "leak", **again).json() | {"reported_at": ""} == row | {"reported_at": ""}
    assert put(client, "leak", edition=None).json()["errors"][0]["pointer"] == "/edition"
    assert put(client, "leak", edition=1, url=None).status_code == 422, "which is answered with “” and never with null"


def test_a_case_is_reported_and_read_by_an_old_address_and_by_its_uuid(client, partner, first):
    case_study, uuid = first.case_study, str(first.case_study.uuid)
    outside = publish_case(slug="outside").case_study
    set_coverage(partner, Coverage.CHOSEN, case_studies=[case_study], by=make_account(), now=NOW)
    for slug in ("leaked", "the-leak"):
        case_study.slug = slug
        case_study.save(update_fields=["slug"])
        move_case(case_study, by=make_account(), now=NOW)

    for name in ("leak", "leaked", "the-leak", uuid, uuid.upper()):
        answer = put(client, name, edition=1, url=URL)
        assert answer.status_code == 200, name
        assert answer.json()["case_study"] == {"uuid": uuid, "slug": "the-leak"}
        assert answer.json()["links"]["report"].endswith("/holdings/the-leak/")
        assert client.get(f"{API}holdings/{name}/").json()["results"][0]["url"] == URL
    assert Holding.objects.count() == 1

    asked = ("?fields=title&format=json", "editions/1/?format=ninjs", "statements/?section=the-trial")
    for rest in ("", "editions/", "editions/1/", "statements/", *asked):
        there = client.get(f"{API}case-studies/{uuid}/{rest}")
        assert (there.status_code, there["Location"].partition(API)[2]) == (301, f"case-studies/the-leak/{rest}")
    for name in (str(outside.uuid), "0" * 8 + uuid[8:], uuid.replace("-", "")):
        assert client.get(f"{API}case-studies/{name}/").status_code == 404
        assert put(client, name, edition=1).status_code == 404
    sandbox = type(client)(headers={"authorization": f"Bearer {key_for(partner, is_sandbox=True)}"})
    sample = sandbox.get(f"{API}case-studies/sample-live/").json()["uuid"]
    for name in (sample, "sample-old-address"):
        assert sandbox.get(f"{API}case-studies/{name}/")["Location"].endswith("/case-studies/sample-live/")
        assert put(sandbox, name, edition=1).json()["case_study"]["slug"] == "sample-live"
