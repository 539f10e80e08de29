"""All checkers together: nothing blocks a document that is in order, and the seeded case is in order."""

import json

import pytest
from django.core.management import call_command

from casestudies.models import CaseStudy, Edition
from casestudies.publication.evidence import Evidence
from casestudies.queries.evidence import evidence_of
from casestudies.readiness import blockers, warning_groups, warnings
from tests.readiness.reading import ready


def test_document_in_order_has_no_blockers():
    assert blockers(ready()) == []


def test_warnings_are_those_of_the_groups_and_empty_groups_are_left_out():
    found = ready()
    groups = warning_groups(found)

    assert [group.label for group in groups] == [
        "Statements not checked",
        "Quotations that no source is quoted with",
        "Sources without an archived copy",
    ]
    assert warnings(found) == [problem for group in groups for problem in group.problems]


def test_checked_quoted_and_archived_document_warns_of_nothing():
    found = ready()
    for source in found["sources"]:
        source["archived"] = {"url": "https://web.archive.org/x", "on": "2024-12-01"}

    class Everything(dict):
        def get(self, key, default=None):
            return "checked"

    evidence = Evidence(verdicts=Everything(), quoted={"ars2024": ("“Participation is voluntary,” it said.",)})
    assert warnings(found, evidence) == []


def test_every_problem_is_a_sentence_with_a_place():
    broken = ready(title="", summary="", licence=None, contributors=[], questions=[], objectives=[], question="")
    broken["sections"][0]["prose"] = "<h4>Small</h4><p>No source.</p>"
    found = [*blockers(broken), *warnings(broken)]

    assert len(found) > 10
    assert all(problem.place for problem in found)
    assert all(problem.message[0].isupper() or problem.message[0] in "“0123456789" for problem in found)
    assert all(problem.message[-1] in ".”" for problem in found)


@pytest.mark.django_db
def test_seeded_case_has_no_blockers():
    call_command("seed", verbosity=0)
    case_study = CaseStudy.objects.get()
    document = json.loads(Edition.objects.get().payload.content)

    assert blockers(document, evidence_of(case_study)) == []
