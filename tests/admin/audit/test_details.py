"""An entry's details as people read them: from what to what, with names, dates and choices in words."""

from uuid import UUID

import pytest

from casestudies.admin.audit.details import changes_in, facts_in, uuids_in

ANA = UUID("0b8b1d3c-6a0e-4d53-9d8a-0c9a9c8f0001")
GONE = UUID("0b8b1d3c-6a0e-4d53-9d8a-0c9a9c8f0002")
NAMES = {ANA: "Ana Ruiz"}


@pytest.mark.parametrize(
    ("detail", "changes"),
    [
        ({"stage": "in_review", "stage_before": "draft"}, [("stage", "Draft", "In review")]),
        ({"deadline": "2026-12-01", "deadline_before": ""}, [("deadline", "nothing", "1 December 2026")]),
        ({"assignee": "", "assignee_before": str(ANA)}, [("assigned to", "Ana Ruiz", "nothing")]),
        ({"assignee": str(ANA), "assignee_before": str(GONE)}, [("assigned to", "Somebody", "Ana Ruiz")]),
        ({"to": [str(ANA), str(GONE)], "to_before": []}, [("limited to", "nothing", "Ana Ruiz, Somebody")]),
        ({"is_active": False, "is_active_before": True}, [("active", "yes", "no")]),
        ({"four_eyes": "False", "four_eyes_before": "True"}, [("four eyes", "yes", "no")]),
        (
            {"standing": "retracted", "standing_before": "stands"},
            [("standing", "Stands", "Retracted by its publisher")],
        ),
        ({"year": "2024", "year_before": "2023"}, [("year", "2023", "2024")]),
        ({"review_by_before": "2026-12-01"}, [("review by", "1 December 2026", "nothing")]),
        ({"reason": "No change."}, []),
    ],
)
def test_changes_are_told_from_what_to_what(detail, changes):
    assert changes_in(detail, NAMES) == changes


@pytest.mark.parametrize(
    ("detail", "facts"),
    [
        ({"reason": "Too early."}, [("reason", "Too early.")]),
        ({"content_digest": "a" * 64, "statement": "b" * 64, "version": 3, "approved": False}, []),
        ({"note": str(GONE)}, []),
        ({"note": "Page 3 says otherwise."}, [("note", "Page 3 says otherwise.")]),
        ({"request": str(ANA)}, [("who was asked", "Ana Ruiz")]),
        ({"scheduled_for": "2026-11-14T09:30:00+00:00"}, [("scheduled for", "14 November 2026, 09:30")]),
        ({"looked_at": "case_study.published"}, [("what was looked at", "… published edition … of …")]),
        ({"year": "2024", "year_before": "2023"}, []),
        ({"odd": "2024-99-99"}, [("odd", "2024-99-99")]),
        ({"drafts": 3, "limit_lifted": True}, [("drafts", "3"), ("limit lifted", "yes")]),
    ],
)
def test_facts_are_told_in_words_and_ids_are_not(detail, facts):
    assert facts_in(detail, NAMES) == facts


def test_ids_are_found_in_values_and_in_lists():
    assert uuids_in({"a": str(ANA), "b": [str(GONE), "x"], "c": 3, "d": None}) == {ANA, GONE}


def test_facts_that_the_sentence_tells_are_not_told_twice():
    assert facts_in({"edition": 1, "kind": "initial"}, NAMES, ["who", "on", "edition"]) == [("kind", "First edition")]
