"""Words between quotation marks are words of a cited source."""

import pytest

from casestudies.publication.evidence import Evidence
from casestudies.readiness.quotations import is_quoted, unsupported_quotations
from tests.readiness.reading import cite, said, with_prose

QUOTING = f"<p>The letter says “we are not your free bug testers”.{cite('ars2024')}</p>"
SENTENCE = "No source is quoted with the words “we are not your free bug testers”."


def quoting(**quoted):
    return Evidence(quoted={**quoted, "ars2024": (*quoted.get("ars2024", ()), "Participation is voluntary.")})


def test_quotation_without_a_quoted_passage_is_named_at_its_place():
    assert said(unsupported_quotations, with_prose(QUOTING), quoting()) == [(SENTENCE, "sections[0].prose")]


def test_quotation_that_a_cited_source_is_quoted_with_is_supported():
    passage = "Dear overlords: WE ARE NOT\nyour free bug-testers. WE are not your  free bug testers!"

    assert said(unsupported_quotations, with_prose(QUOTING), quoting(ars2024=(passage,))) == []


def test_words_of_a_source_that_the_statement_does_not_cite_support_nothing():
    evidence = quoting(wiggers2024=("we are not your free bug testers",))

    assert said(unsupported_quotations, with_prose(QUOTING), evidence) == [(SENTENCE, "sections[0].prose")]


def test_response_in_a_partys_own_words_is_looked_up_too():
    assert said(unsupported_quotations, with_prose(f"<p>No quotation.{cite('ars2024')}</p>")) == [
        ("No source is quoted with the words “Participation is voluntary”.", "parties[0].response")
    ]


@pytest.mark.parametrize(
    ("quotation", "passage", "supported"),
    [
        ("we’re not", "We're not", True),
        ("pre-release access", "Pre–release access", True),
        ("access … revoked", "access for everybody was revoked", True),
        ("access [for all] revoked", "access for everybody was revoked", True),
        ("access … restored", "access for everybody was revoked", False),
        ("free testers", "carefree testers", False),
        ("the whole sentence.", "the whole sentence", True),
        ("not there at all", "", False),
    ],
)
def test_comparison_ignores_marks_spaces_and_capitals_and_nothing_else(quotation, passage, supported):
    assert is_quoted(quotation, [passage]) == supported


@pytest.mark.parametrize(("open_mark", "close_mark"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")])
def test_every_kind_of_quotation_marks_counts(open_mark, close_mark):
    prose = f"<p>It spoke of {open_mark}art washing{close_mark}.{cite('letter2024')}</p>"

    found = said(unsupported_quotations, with_prose(prose), quoting())
    assert found == [("No source is quoted with the words “art washing”.", "sections[0].prose")]


def test_single_word_between_marks_is_a_term():
    assert said(unsupported_quotations, with_prose(f"<p>A “puppet”.{cite('ars2024')}</p>"), quoting()) == []
