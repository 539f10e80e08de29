"""Statements that nobody checked, and those that a checker disputes."""

from casestudies.publication.evidence import Evidence
from casestudies.publication.statements import statements_of
from casestudies.readiness.checked import disputed_statements, unchecked_statements
from tests.readiness.reading import ready, said


def test_unchecked_statements_are_counted():
    keys = [statement.key for statement in statements_of(ready())]

    assert said(unchecked_statements, ready()) == [("4 of 4 statements are not checked.", "checking")]
    assert said(unchecked_statements, ready(), Evidence(verdicts=dict.fromkeys(keys[:3], "checked"))) == [
        ("1 of 4 statements are not checked.", "checking")
    ]
    assert said(unchecked_statements, ready(), Evidence(verdicts=dict.fromkeys(keys, "checked"))) == []


def test_disputed_statement_is_named_at_its_place_and_stays_unchecked():
    key = statements_of(ready())[1].key
    evidence = Evidence(verdicts={key: "disputed", "a lapsed one": "disputed"})

    assert said(disputed_statements, ready(), evidence) == [
        ("A checker disputes: “Statement 2 of the record.”", "sections[1].prose")
    ]
    assert said(unchecked_statements, ready(), evidence) == [("4 of 4 statements are not checked.", "checking")]
